import type { Diagnostic, Schema, SourceFile } from "@joinery/schema";
import type { Settings } from "../config/settings.js";
import { findSchemaFiles } from "./find-schema-files.js";
import { readSchemaFiles } from "./read-schema-files.js";

/** What the schema files hold: the schema where they have no mistake, and what there is to say about them. */
export interface CompiledSchema {
  readonly sources: readonly SourceFile[];
  /** Absent when a diagnostic is an error. */
  readonly schema: Schema | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and checks every schema file that the paths name.
 *
 * @throws UserProblem when there is none, or one cannot be read.
 */
export async function compileSchema(
  paths: readonly string[],
  { naming, dialects: targets }: Pick<Settings, "naming" | "dialects">,
  show: (path: string) => string,
): Promise<CompiledSchema> {
  const sources = readSchemaFiles(findSchemaFiles(paths, show), show);
  const { compile } = await import("@joinery/language");
  const { dialects } = await import("@joinery/sql");
  const features = dialects.map(({ name, capabilities }) => ({ name, ...capabilities }));
  const { schema, diagnostics } = compile(sources, { naming, dialects: features, ...(targets && { targets }) });
  return { sources, schema, diagnostics };
}
