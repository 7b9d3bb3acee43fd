import type { HazardCode, HazardEffect } from "./plan/hazard.js";

/** A hazard that rows stand behind, and that was not accepted. */
export interface RefusedHazard {
  readonly code: HazardCode;
  readonly effect: HazardEffect;
  readonly message: string;
  readonly rows: number;
  readonly remedy: string;
}

function describeRefusal(name: string, hazards: readonly RefusedHazard[]): string {
  const lines = hazards.map(({ message, rows, remedy }) => {
    return `  - ${message} (${rows === 1 ? "1 row" : `${rows} rows`}). ${remedy}`;
  });
  const losses = hazards.filter(({ effect }) => effect === "loss").map(({ code }) => code.slice("migrate/".length));
  const next = losses.length === 0 ? [] : [`To accept: ${[...new Set(losses)].join(", ")}.`];
  return [`${name} was not run, and nothing was changed by it:`, ...lines, ...next].join("\n");
}

/** Words what the registry below counts. */
function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/**
 * What may go wrong with migrations, other than a hazard: the one place where a code and its message are written. Each message says what
 * is wrong, where, and the next step. A code is never renamed once released.
 */
export const migrationErrors = {
  "migrate/nothing-to-do": (p: { last: string | undefined }) =>
    `${p.last === undefined ? "The schema has no models" : `The schema is what revision "${p.last}" left`}: there is nothing to write. Change the schema first, or ask for an empty revision to write SQL into.`,
  "migrate/unsupported": (p: { reason: string }) => p.reason,
  "migrate/invalid-rename": (p: { what: string; reason: string }) => `Cannot rename ${p.what}: ${p.reason}`,
  "migrate/invalid-name": (p: { name: string }) =>
    `"${p.name}" has no letter or digit to name a revision by. Say in a few words what it does, such as "add posts".`,
  "migrate/two-heads": (p: { heads: readonly string[] }) =>
    `There are ${p.heads.length} revisions that nothing follows: ${list(p.heads)}. Put them in a row: name one as the parent of the other ("parents" in its snapshot.json), or say which one is meant.`,
  "migrate/missing-parent": (p: { revision: string; parent: string }) =>
    `Revision "${p.revision}" follows "${p.parent}", which is not in the migrations folder. Bring that folder back (is it on another branch?), or correct "parents" in ${p.revision}/snapshot.json.`,
  "migrate/cycle": (p: { revisions: readonly string[] }) =>
    `These revisions follow each other in a circle: ${list(p.revisions)}. Correct "parents" in their snapshot.json.`,
  "migrate/unknown-revision": (p: { name: string; known: readonly string[] }) =>
    `There is no revision "${p.name}". ${p.known.length === 0 ? "The migrations folder has none yet." : `There are: ${list(p.known)}.`}`,
  "migrate/ambiguous-revision": (p: { name: string; matches: readonly string[] }) =>
    `"${p.name}" could be any of ${list(p.matches)}. Write more of its name.`,
  "migrate/unknown-applied": (p: { revisions: readonly string[] }) =>
    `The database has revisions that are not in the migrations folder: ${list(p.revisions)}. Bring those folders back (a newer branch?) before migrating further.`,
  "migrate/changed-file": (p: { revisions: readonly string[] }) =>
    `These revisions were changed after they had been applied: ${list(p.revisions)}. Put their up.sql and snapshot.json back as they were, and write a new revision for what is to change.`,
  "migrate/changed-while-unfinished": (p: { revision: string }) =>
    `Revision "${p.revision}" is half done, and the statements that have run already were changed in its file. Put those back as they were; those behind the failed one may change.`,
  "migrate/unfinished": (p: { revisions: readonly string[] }) =>
    `The database stands in the middle of ${list(p.revisions)}. Run the same command in the same direction again to finish it.`,
  "migrate/other-dialect": (p: { revision: string; found: string; expected: string }) =>
    `Revision "${p.revision}" is for ${p.found}, and the database is ${p.expected}. Each has a folder of its own: check "migrations" and "database" in the config.`,
  "migrate/unreadable-revision": (p: { path: string; reason: string }) => `Cannot read ${p.path}: ${p.reason}`,
  "migrate/unreadable-sql": (p: { place: string; reason: string }) => `${p.place}: ${p.reason}`,
  "migrate/not-reversible": (p: { revision: string }) =>
    `Revision "${p.revision}" has no down.sql. Write one, or restore a backup.`,
  "migrate/unreachable-database": (p: { reason: string }) =>
    `The database cannot be reached: ${p.reason} Check its URL, and that it runs and lets you in.`,
  "migrate/statement-failed": (p: { place: string; statement: string; reason: string; after: string }) =>
    `${p.place}: ${p.reason}\n  in: ${p.statement}\n${p.after}`,
  "migrate/hazards": (p: { name: string; hazards: readonly RefusedHazard[] }) => describeRefusal(p.name, p.hazards),
} as const;

export type MigrationErrorCode = keyof typeof migrationErrors;

type ParametersOf<Code extends MigrationErrorCode> = Parameters<(typeof migrationErrors)[Code]>[0];

/** What stopped a migration. `code` is stable; the message is for a person and names the next step. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";

  private constructor(
    readonly code: MigrationErrorCode,
    message: string,
    /** What the message was made of, for machines. */
    readonly details: Readonly<Record<string, unknown>>,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static of<Code extends MigrationErrorCode>(
    code: Code,
    parameters: ParametersOf<Code>,
    options?: ErrorOptions,
  ): MigrationError {
    const message = migrationErrors[code] as (parameters: ParametersOf<Code>) => string;
    return new MigrationError(code, message(parameters), { ...parameters }, options);
  }
}
