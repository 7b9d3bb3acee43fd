import { readHistory, type AppliedRevision } from "../history/history.js";
import { withMigrationLock, type MigrationContext } from "../migration-context.js";
import { readRevisions } from "../files/migration-file.js";
import { MigrationError } from "../migration-error.js";
import type { RevisionGraph } from "../history/revision-graph.js";
import { compareWithHistory, refuseUnsafe, type RevisionState } from "../history/revision-state.js";
import { runRevision } from "./run-revision.js";
import type { Revision } from "../files/snapshot.js";
import { createStateTables } from "../history/state-rows.js";

/** How far to go: to the only head, by a number of revisions, or to a named one (see `RevisionGraph.find`). */
export type UpTarget =
  | { readonly kind: "head" }
  | { readonly kind: "steps"; readonly count: number }
  | { readonly kind: "revision"; readonly name: string };

/** How far back: by a number of revisions, to where a named one was the last, or to the empty database. */
export type DownTarget =
  | { readonly kind: "steps"; readonly count: number }
  | { readonly kind: "revision"; readonly name: string }
  | { readonly kind: "base" };

export interface RevisionContext extends MigrationContext {
  /** The folder of the revisions; see `migrationsFolder`. */
  readonly folder: string;
}

/**
 * Applies pending revisions, each in a transaction with its history row, under a lock: of two who do so at once, one does it and the other
 * finds it done.
 *
 * @returns the names of those applied, in order; none when there was nothing to do.
 * @throws MigrationError. Revisions applied before the trouble stay; the one in trouble was rolled back.
 */
export async function applyRevisions(
  context: RevisionContext,
  target: UpTarget = { kind: "head" },
): Promise<readonly string[]> {
  return runAll(context, "up", (state) => selectUp(state, target));
}

/**
 * Undoes applied revisions, the last one first. Losses are refused unless accepted, as on the way up.
 *
 * @returns the names of those undone, in order.
 */
export async function revertRevisions(context: RevisionContext, target: DownTarget): Promise<readonly string[]> {
  return runAll(context, "down", (state) => selectDown(state, target));
}

async function runAll(
  context: RevisionContext,
  direction: "up" | "down",
  select: (state: RevisionState) => readonly Revision[],
): Promise<readonly string[]> {
  const { dialect, folder } = context;
  const revisions = await readRevisions(folder);
  return withMigrationLock(context, async (connection) => {
    await createStateTables(connection, dialect);
    const state = compareWithHistory(revisions, await readHistory(connection, dialect), dialect);
    refuseUnsafe(state, direction);
    const known = new Map<string, AppliedRevision>(state.applied.map((each) => [each.revision, each]));
    const selected = select(state);
    for (const revision of selected) {
      const parents = state.graph.parentsOf(revision);
      await runRevision(context, connection, { revision, parents, direction, known: known.get(revision.name) });
    }
    return selected.map(({ name }) => name);
  });
}

/** What was interrupted is still to be done. */
function selectUp(state: RevisionState, target: UpTarget): readonly Revision[] {
  const { graph } = state;
  const unfinished = new Set(state.unfinished.map(({ revision }) => revision));
  const done = new Set(state.applied.map(({ revision }) => revision).filter((name) => !unfinished.has(name)));
  const remaining = (among: readonly Revision[]) => among.filter(({ name }) => !done.has(name));
  switch (target.kind) {
    case "head":
      onlyHead(graph);
      return remaining(graph.ordered);
    case "steps":
      return remaining(graph.ordered).slice(0, target.count);
    case "revision":
      return remaining(graph.ancestorsOf(graph.find(target.name)));
  }
}

function selectDown(state: RevisionState, target: DownTarget): readonly Revision[] {
  const { graph } = state;
  const applied = new Set(state.applied.map(({ revision }) => revision));
  const back = graph.ordered.filter(({ name }) => applied.has(name)).reverse();
  switch (target.kind) {
    case "steps":
      return back.slice(0, target.count);
    case "base":
      return back;
    case "revision": {
      const last = graph.find(target.name);
      const after = new Set(graph.descendantsOf(last));
      return back.filter((revision) => revision !== last && after.has(revision));
    }
  }
}

/**
 * The revision that nothing follows, or `undefined` where there is none yet.
 *
 * @throws MigrationError "migrate/two-heads".
 */
export function onlyHead({ heads }: RevisionGraph): Revision | undefined {
  if (heads.length > 1) throw MigrationError.of("migrate/two-heads", { heads: heads.map(({ name }) => name) });
  return heads[0];
}
