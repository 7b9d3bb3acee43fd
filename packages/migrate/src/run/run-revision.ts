import { join } from "node:path";
import type { Connection } from "@joinery/sql";
import {
  deleteHistory,
  objectNames,
  updateOwnedObjects,
  writeHistory,
  type AppliedRevision,
} from "../history/history.js";
import type { MigrationContext } from "../migration-context.js";
import { MigrationError } from "../migration-error.js";
import { progressAt, runScript } from "./run-script.js";
import { readScript } from "../files/script.js";
import { revisionChecksum, type Revision } from "../files/snapshot.js";

/** Applies or undoes one revision, or goes on where that was interrupted. */
export interface RevisionRun {
  readonly revision: Revision;
  readonly parents: readonly Revision[];
  readonly direction: "up" | "down";
  /** What the history says of it now. */
  readonly known: AppliedRevision | undefined;
}

/**
 * Runs one revision in one transaction with its history row.
 *
 * @throws MigrationError; the revision is then as if it had not begun, or half done and resumable where it has to be.
 */
export async function runRevision(
  context: MigrationContext,
  connection: Connection,
  { revision, parents, direction, known }: RevisionRun,
): Promise<void> {
  const { dialect } = context;
  const { name } = revision;
  const text = direction === "up" ? revision.up : revision.down;
  if (text === undefined) throw MigrationError.of("migrate/not-reversible", { revision: name });
  const script = readScript(text, join(revision.path, `${direction}.sql`));
  const done = known?.unfinished?.statementsDone ?? 0;
  if (known?.unfinished !== undefined && progressAt(script, done).doneChecksum !== known.unfinished.doneChecksum) {
    throw MigrationError.of("migrate/changed-while-unfinished", { revision: name });
  }
  const checksum = direction === "up" ? revisionChecksum(revision) : (known?.checksum ?? "");
  const before = objectNames(unionOf(parents));
  const after = objectNames(revision.snapshot.catalog);
  const start = performance.now();
  const durationMs = () => Math.round(performance.now() - start);
  context.onEvent?.({ kind: "revision-started", revision: name, direction });
  await runScript({
    connection,
    dialect,
    script,
    name: `Revision ${name}`,
    command: direction === "up" ? "`migrate up`" : "`migrate down`",
    accept: context.accept ?? [],
    skip: done,
    async record(progress, isFinished) {
      if (isFinished && direction === "down") {
        await deleteHistory(connection, dialect, name);
        await updateOwnedObjects(connection, dialect, after, before);
        return;
      }
      await writeHistory(connection, dialect, {
        revision: name,
        checksum,
        appliedAt: direction === "down" && known !== undefined ? known.appliedAt : new Date(),
        durationMs: durationMs(),
        appliedBy: context.appliedBy ?? "unknown",
        ...(isFinished ? {} : { unfinished: { direction, ...progress } }),
      });
      if (isFinished) await updateOwnedObjects(connection, dialect, before, after);
    },
    onStatement({ description }, index, total) {
      context.onEvent?.({ kind: "statement-started", description, index, total });
    },
  });
  context.onEvent?.({ kind: "revision-finished", revision: name, direction, durationMs: durationMs() });
}

/** What all parents leave: after branches, each knows its own. */
function unionOf(parents: readonly Revision[]) {
  const catalogs = parents.map(({ snapshot }) => snapshot.catalog);
  return { enums: catalogs.flatMap(({ enums }) => enums), tables: catalogs.flatMap(({ tables }) => tables) };
}
