import type { Dialect } from "@joinery/sql";
import type { AppliedRevision } from "./history.js";
import { MigrationError } from "../migration-error.js";
import { buildRevisionGraph, type RevisionGraph } from "./revision-graph.js";
import { revisionChecksum, type Revision } from "../files/snapshot.js";

/** The folder and the history of a database, side by side. */
export interface RevisionState {
  readonly graph: RevisionGraph;
  readonly applied: readonly AppliedRevision[];
  /** In the order in which they would be applied. */
  readonly pending: readonly Revision[];
  /** Applied, and not as they are in the folder. */
  readonly changed: readonly string[];
  /** Applied, and not in the folder. */
  readonly unknown: readonly string[];
  /** Stopped between statements that cannot share a transaction. */
  readonly unfinished: readonly AppliedRevision[];
}

/** @throws MigrationError for a folder that makes no graph, or is another database's. */
export function compareWithHistory(
  revisions: readonly Revision[],
  applied: readonly AppliedRevision[],
  dialect: Dialect,
): RevisionState {
  for (const { name, snapshot } of revisions) {
    if (snapshot.dialect === dialect.name) continue;
    throw MigrationError.of("migrate/other-dialect", {
      revision: name,
      found: snapshot.dialect,
      expected: dialect.name,
    });
  }
  const graph = buildRevisionGraph(revisions);
  const byName = new Map(revisions.map((revision) => [revision.name, revision]));
  const known = new Set(applied.map(({ revision }) => revision));
  const isChanged = ({ revision, checksum, unfinished }: AppliedRevision) => {
    const inFolder = byName.get(revision);
    return unfinished === undefined && inFolder !== undefined && revisionChecksum(inFolder) !== checksum;
  };
  return {
    graph,
    applied,
    pending: graph.ordered.filter(({ name }) => !known.has(name)),
    changed: applied.filter(isChanged).map(({ revision }) => revision),
    unknown: applied.filter(({ revision }) => !byName.has(revision)).map(({ revision }) => revision),
    unfinished: applied.filter(({ unfinished }) => unfinished !== undefined),
  };
}

/** @throws MigrationError for a database that cannot be migrated in this direction from this folder. */
export function refuseUnsafe(state: RevisionState, direction: "up" | "down"): void {
  if (state.unknown.length > 0) throw MigrationError.of("migrate/unknown-applied", { revisions: state.unknown });
  if (state.changed.length > 0) throw MigrationError.of("migrate/changed-file", { revisions: state.changed });
  const other = state.unfinished.filter(({ unfinished }) => unfinished?.direction !== direction);
  if (other.length === 0) return;
  throw MigrationError.of("migrate/unfinished", { revisions: other.map(({ revision }) => revision) });
}
