// The stages
export { lowerSchema } from "./lower/lower-schema.js";
export { diffCatalogs } from "./diff/diff-catalogs.js";
export type { Renames } from "./diff/renames.js";
export { planChanges, type Step } from "./plan/plan-changes.js";
export { renderMigration, type RenderedMigration } from "./files/render-migration.js";
export { describeChange } from "./diff/describe-change.js";

// Hazards and errors
export { acceptableLosses, type AcceptedLoss, type Hazard, type HazardCode, type HazardEffect } from "./plan/hazard.js";
export { MigrationError, type MigrationErrorCode, type RefusedHazard } from "./migration-error.js";

// Operations
export { createRevision, emptyCatalog, type CreatedRevision, type NewRevision } from "./create-revision.js";
export {
  applyRevisions,
  revertRevisions,
  type DownTarget,
  type RevisionContext,
  type UpTarget,
} from "./run/apply-revisions.js";
export { readStatus, type MigrationStatus } from "./history/read-status.js";
export { pushSchema, type PushContext } from "./run/push-schema.js";
export { findRefusedSql } from "./refused-sql/find-refused-sql.js";
export { findQueryProblems } from "./queries/find-query-problems.js";
export type { QueryProblem, QueryStatement, WholeTable } from "./queries/query-problem.js";
export type { RefusedSql } from "./refused-sql/refused-sql.js";
export type { MigrationContext, MigrationEvent } from "./migration-context.js";
export type { AppliedRevision, UnfinishedRun } from "./history/history.js";

// Files
export { migrationsFolder, readRevisions } from "./files/migration-file.js";
export type { Revision, Snapshot } from "./files/snapshot.js";
export { stateTables } from "./history/state-schema.js";
