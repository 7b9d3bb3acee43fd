import type { CreatedRevision } from "@joinery/migrate";
import type { Settings } from "../config/settings.js";
import { renameFlag } from "../database/database-flags.js";
import { describeSteps, listSteps } from "../database/describe-steps.js";
import { readRenames } from "../database/read-renames.js";
import { countOf } from "../output/count.js";
import { showProgress } from "../output/show-progress.js";
import { problem } from "../problem.js";
import { compileSchema } from "../schema-files/compile-schema.js";
import type { CommandDefinition } from "./command.js";
import { refuseSchema } from "./refuse-schema.js";

interface MigrateNewFlags {
  readonly rename?: string;
  readonly empty?: true;
}

/** `joinery migrate new NAME`: what changed in the schema since the last revision, as a new one. Needs no database. */
export const migrateNewCommand: CommandDefinition<[words: readonly string[]], MigrateNewFlags> = {
  name: "migrate new",
  summary: "Write a revision with what changed in the schema",
  arguments: [{ syntax: "<name...>", description: "what it does, in a few words" }],
  flags: [renameFlag, { syntax: "--empty", description: "write it even when nothing changed, for SQL of your own" }],
  settings: ["schema", "migrations", "database", "dialects", "naming"],
  examples: ["joinery migrate new add posts", "joinery migrate new people --rename users=people"],
  run: async ({ arguments: [words], flags, terminal, readSettings }) => {
    const settings = await readSettings();
    const renames = readRenames(flags.rename);
    const compiled = await showProgress(terminal, "Reading", (describe) =>
      compileSchema([settings.schema], settings, terminal.show, describe),
    );
    const { schema } = compiled;
    if (schema === undefined) return refuseSchema(compiled, "no revision was written");

    const { createRevision, migrationsFolder } = await import("@joinery/migrate");
    const { findDialect } = await import("@joinery/sql");
    const names = await settledDialects(settings);
    const created: (CreatedRevision & { readonly dialect: string })[] = [];
    const nothing: unknown[] = [];
    for (const dialectName of names) {
      const dialect = findDialect(dialectName);
      if (dialect === undefined) throw new Error(`The dialect ${dialectName} passed the config but does not exist.`);
      const folder = migrationsFolder(settings.migrations, dialectName, names);
      const request = { schema, dialect, folder, name: words.join(" "), renames, isEmptyAllowed: flags.empty === true };
      try {
        created.push({ ...(await createRevision(request)), dialect: dialectName });
      } catch (error) {
        // One database may be where the schema is already, and the other behind.
        if ((error as { readonly code?: unknown }).code !== "migrate/nothing-to-do") throw error;
        nothing.push(error);
      }
    }
    if (created.length === 0) throw nothing[0];

    const revisions = created.map((revision) => ({
      dialect: revision.dialect,
      name: revision.name,
      path: terminal.show(revision.path),
      steps: describeSteps(revision.steps),
    }));
    return {
      isDone: true,
      result: { revisions },
      lines: created.flatMap(({ path, steps }) => [`created ${terminal.show(path)}`, ...listSteps(steps)]),
      summary: `${countOf(created.length, "revision")} written. Read up.sql, then: joinery migrate up`,
      diagnostics: { list: compiled.diagnostics, sources: compiled.sources },
    };
  },
};

/** What to write for: the dialects of the config, else the database's. */
async function settledDialects({ dialects, url, shownConfig }: Settings): Promise<readonly string[]> {
  if (dialects !== undefined) return dialects;
  if (url === undefined) throw problem("cli/no-dialect", { config: shownConfig });
  const { resolveDialect } = await import("@joinery/sql");
  return [resolveDialect(url).name];
}
