import type { UpTarget } from "@joinery/migrate";
import { acceptFlag } from "../database/database-flags.js";
import { withDatabase } from "../database/open-database.js";
import { readLosses } from "../database/read-losses.js";
import { countOf } from "../output/count.js";
import { showProgress } from "../output/show-progress.js";
import type { CommandDefinition } from "./command.js";

/** `joinery migrate up [+N | REVISION | head]`: applies what the database does not have yet. */
export const migrateUpCommand: CommandDefinition<[target: string | undefined], { readonly accept?: string }> = {
  name: "migrate up",
  summary: "Apply the revisions that the database does not have yet",
  arguments: [{ syntax: "[target]", description: "+N, the name of a revision, or head (default)" }],
  flags: [acceptFlag],
  settings: ["migrations", "database", "dialects"],
  examples: ["joinery migrate up", "joinery migrate up +1", "joinery migrate up --accept drops-data"],
  run: async ({ arguments: [target = "head"], flags, terminal, readSettings }) => {
    const settings = await readSettings();
    const accept = await readLosses(flags.accept);
    const { applyRevisions } = await import("@joinery/migrate");
    const applied = await showProgress(terminal, "Connecting", (describe) =>
      withDatabase(settings, accept, describe, (database) => applyRevisions(database, readTarget(target))),
    );
    return {
      isDone: true,
      result: { applied },
      lines: applied.map((name) => `applied ${name}`),
      summary: applied.length === 0 ? "Nothing to apply." : `${countOf(applied.length, "revision")} applied.`,
    };
  },
};

function readTarget(target: string): UpTarget {
  if (target === "head") return { kind: "head" };
  const count = /^\+(\d+)$/.exec(target)?.[1];
  return count === undefined ? { kind: "revision", name: target } : { kind: "steps", count: Number(count) };
}
