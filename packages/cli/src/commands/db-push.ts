import { acceptFlag, renameFlag } from "../database/database-flags.js";
import { describeSteps, listSteps } from "../database/describe-steps.js";
import { withDatabase } from "../database/open-database.js";
import { readLosses } from "../database/read-losses.js";
import { readRenames } from "../database/read-renames.js";
import { countOf } from "../output/count.js";
import { showProgress } from "../output/show-progress.js";
import { compileSchema } from "../schema-files/compile-schema.js";
import type { CommandDefinition } from "./command.js";
import { refuseSchema } from "./refuse-schema.js";

interface DbPushFlags {
  readonly accept?: string;
  readonly rename?: string;
  readonly dryRun?: true;
}

/** `joinery db push`: makes the database match the schema, without files. For development. */
export const dbPushCommand: CommandDefinition<[], DbPushFlags> = {
  name: "db push",
  summary: "Make the database match the schema, without revisions (for development)",
  flags: [{ syntax: "--dry-run", description: "only say what would be done" }, acceptFlag, renameFlag],
  settings: ["schema", "database", "dialects", "naming"],
  examples: ["joinery db push", "joinery db push --dry-run", "joinery db push --url sqlite:./scratch.db"],
  run: async ({ flags, terminal, readSettings }) => {
    const settings = await readSettings();
    const accept = await readLosses(flags.accept);
    const renames = readRenames(flags.rename);
    const compiled = await showProgress(terminal, "Reading", (describe) =>
      compileSchema([settings.schema], settings, terminal.show, describe),
    );
    const { schema } = compiled;
    if (schema === undefined) return refuseSchema(compiled, "the database was not touched");

    const { pushSchema } = await import("@joinery/migrate");
    const isDryRun = flags.dryRun === true;
    const steps = await showProgress(terminal, "Connecting", (describe) =>
      withDatabase(settings, accept, describe, (database) => pushSchema({ ...database, schema, renames, isDryRun })),
    );
    const done = isDryRun
      ? `${countOf(steps.length, "step")} would be done.`
      : `${countOf(steps.length, "step")} done.`;
    return {
      isDone: true,
      result: { isDryRun, steps: describeSteps(steps) },
      lines: listSteps(steps).map((line) => line.slice(2)),
      summary: steps.length === 0 ? "The database matches the schema." : done,
      diagnostics: { list: compiled.diagnostics, sources: compiled.sources },
    };
  },
};
