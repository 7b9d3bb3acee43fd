import type { DownTarget } from "@joinery/migrate";
import { acceptFlag } from "../database/database-flags.js";
import { withDatabase } from "../database/open-database.js";
import { readLosses } from "../database/read-losses.js";
import { countOf } from "../output/count.js";
import { showProgress } from "../output/show-progress.js";
import type { CommandDefinition } from "./command.js";

/** `joinery migrate down [-N | REVISION | base]`: undoes what was applied, the last one first. */
export const migrateDownCommand: CommandDefinition<[target: string | undefined], { readonly accept?: string }> = {
  name: "migrate down",
  summary: "Undo applied revisions, the last one first",
  arguments: [{ syntax: "[target]", description: "-N (default -1), the revision to go back to, or base for all" }],
  flags: [acceptFlag],
  settings: ["migrations", "database", "dialects"],
  examples: ["joinery migrate down", "joinery migrate down -2", "joinery migrate down base --accept drops-data"],
  run: async ({ arguments: [target = "-1"], flags, terminal, readSettings }) => {
    const settings = await readSettings();
    const accept = await readLosses(flags.accept);
    const { revertRevisions } = await import("@joinery/migrate");
    const reverted = await showProgress(terminal, "Connecting", (describe) =>
      withDatabase(settings, accept, describe, (database) => revertRevisions(database, readTarget(target))),
    );
    return {
      isDone: true,
      result: { reverted },
      lines: reverted.map((name) => `undone ${name}`),
      summary: reverted.length === 0 ? "Nothing to undo." : `${countOf(reverted.length, "revision")} undone.`,
    };
  },
};

function readTarget(target: string): DownTarget {
  if (target === "base") return { kind: "base" };
  const count = /^-(\d+)$/.exec(target)?.[1];
  return count === undefined ? { kind: "revision", name: target } : { kind: "steps", count: Number(count) };
}
