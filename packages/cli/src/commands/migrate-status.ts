import type { MigrationStatus } from "@joinery/migrate";
import { withDatabase } from "../database/open-database.js";
import { countOf } from "../output/count.js";
import type { CommandDefinition } from "./command.js";

/** `joinery migrate status`: where the database stands. Reads only. */
export const migrateStatusCommand: CommandDefinition<[]> = {
  name: "migrate status",
  summary: "Show which revisions the database has, and which it lacks",
  settings: ["migrations", "database", "dialects"],
  examples: ["joinery migrate status", "joinery migrate status --json"],
  run: async ({ terminal, readSettings }) => {
    const settings = await readSettings();
    const { readStatus } = await import("@joinery/migrate");
    const status = await withDatabase(settings, [], () => {}, readStatus);
    const troubles = describeTroubles(status);
    return {
      isDone: troubles.length === 0,
      result: {
        applied: status.applied.map(({ revision, appliedAt, durationMs, appliedBy }) => {
          return { revision, appliedAt: appliedAt.toISOString(), durationMs, appliedBy };
        }),
        pending: status.pending,
        changed: status.changed,
        unknown: status.unknown,
        unfinished: status.unfinished,
        heads: status.heads,
      },
      lines: listRevisions(status).map(([state, name, details]) => {
        return `${terminal.paint(styles[state], state.padEnd(10))} ${name}${details === "" ? "" : `  ${terminal.paint("dim", details)}`}`;
      }),
      summary: [`${status.applied.length} applied, ${status.pending.length} pending.`, ...troubles].join(" "),
    };
  },
};

const styles = { applied: "green", pending: "yellow", changed: "red", unknown: "red", unfinished: "red" } as const;

type State = keyof typeof styles;

function listRevisions(status: MigrationStatus): [state: State, name: string, details: string][] {
  const stateOf = (name: string): State =>
    (["unfinished", "unknown", "changed"] as const).find((state) => status[state].includes(name)) ?? "applied";
  return [
    ...status.applied.map(({ revision, appliedAt, durationMs, appliedBy }): [State, string, string] => {
      const time = appliedAt.toISOString().replace("T", " ").slice(0, 19);
      return [stateOf(revision), revision, `${time} UTC, ${durationMs} ms, ${appliedBy}`];
    }),
    ...status.pending.map((name): [State, string, string] => ["pending", name, ""]),
  ];
}

/** What has to be mended before the next revision can be applied, each as a sentence. */
function describeTroubles({ changed, unknown, unfinished, heads }: MigrationStatus): string[] {
  return [
    changed.length > 0 && `${countOf(changed.length, "revision")} changed after being applied: put the files back.`,
    unknown.length > 0 && `${countOf(unknown.length, "applied revision")} not in the folder: bring it back.`,
    unfinished.length > 0 && "A revision was interrupted: run the same command again.",
    heads.length > 1 && `${heads.length} revisions that nothing follows: put them in a row.`,
  ].filter((sentence) => sentence !== false);
}
