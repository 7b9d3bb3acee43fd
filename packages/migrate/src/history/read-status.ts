import { readHistory, type AppliedRevision } from "./history.js";
import { withConnection } from "../migration-context.js";
import { readRevisions } from "../files/migration-file.js";
import type { RevisionContext } from "../run/apply-revisions.js";
import { compareWithHistory } from "./revision-state.js";

/** Where a database stands, compared with the migrations folder. */
export interface MigrationStatus {
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedRevision[];
  /** In the order in which they would be applied. */
  readonly pending: readonly string[];
  /** Applied, and changed in the folder since. */
  readonly changed: readonly string[];
  /** Applied, and not in the folder. */
  readonly unknown: readonly string[];
  /** Interrupted between statements that cannot share a transaction: the same command goes on. */
  readonly unfinished: readonly string[];
  /** Revisions that nothing follows; more than one means branches. */
  readonly heads: readonly string[];
}

/** Reads only: a database that Joinery never touched stays so. */
export async function readStatus(
  context: Pick<RevisionContext, "dialect" | "driver" | "folder">,
): Promise<MigrationStatus> {
  const revisions = await readRevisions(context.folder);
  const history = await withConnection(context, (connection) => readHistory(connection, context.dialect));
  const state = compareWithHistory(revisions, history, context.dialect);
  return {
    applied: state.applied,
    pending: state.pending.map(({ name }) => name),
    changed: state.changed,
    unknown: state.unknown,
    unfinished: state.unfinished.map(({ revision }) => revision),
    heads: state.graph.heads.map(({ name }) => name),
  };
}
