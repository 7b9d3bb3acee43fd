import { existsSync } from "node:fs";
import type { Diagnostic } from "@joinery/schema";
import { anchorUrl } from "../config/anchor-url.js";
import type { Settings } from "../config/settings.js";
import type { CompiledSchema } from "../schema-files/compile-schema.js";
import { withDatabase } from "./open-database.js";

/**
 * Tries the SQL of a schema on the database that the settings name, which stays as it is: a diagnostic for each fragment that it
 * refuses, and for each query that it refuses or answers by reading the whole of a large table; none for a schema with mistakes.
 *
 * @throws as `withDatabase`.
 */
export async function checkDatabase(
  { schema, compilation }: CompiledSchema,
  settings: Settings,
  describe: (label: string) => void,
): Promise<readonly Diagnostic[]> {
  if (schema === undefined) return [];
  const { findQueryProblems, findRefusedSql } = await import("@joinery/migrate");
  const { describeQueryProblems, describeRefusedSql } = await import("@joinery/language");
  return withDatabase(withoutMaking(settings), [], describe, async (database) => {
    const { name } = database.dialect;
    const refused = describeRefusedSql(compilation, await findRefusedSql(database, schema), name);
    if (schema.queries === undefined) return refused;
    const { planQueries } = await import("@joinery/codegen");
    const statements = await planQueries(schema, name);
    const problems = await findQueryProblems(database, schema, statements);
    return [...refused, ...describeQueryProblems(compilation, problems, name)];
  });
}

/** To open a file that is not there would make it: one in memory is as empty. */
function withoutMaking(settings: Settings): Settings {
  const url = settings.url === undefined ? "" : anchorUrl(settings.url, settings.folder);
  const file = /^sqlite:(?!:memory:)(.+)$/.exec(url)?.[1];
  return file === undefined || existsSync(file) ? settings : { ...settings, url: "sqlite::memory:" };
}
