// The stages
export { lowerSchema } from "./lower.js";
export { diffCatalogs } from "./diff.js";
export type { Renames } from "./renames.js";
export { planChanges, type Step } from "./plan.js";
export { renderMigration, type RenderedMigration } from "./render-migration.js";
export { describeChange } from "./describe-change.js";

// Hazards and errors
export { acceptableLosses, type AcceptedLoss, type Hazard, type HazardCode, type HazardEffect } from "./hazard.js";
export { MigrationError, type MigrationErrorCode, type RefusedHazard } from "./migration-error.js";

// Operations
export { createRevision, emptyCatalog, type CreatedRevision, type NewRevision } from "./create-revision.js";
export {
  applyRevisions,
  revertRevisions,
  type DownTarget,
  type RevisionContext,
  type UpTarget,
} from "./apply-revisions.js";
export { readStatus, type MigrationStatus } from "./read-status.js";
export { pushSchema, type PushContext } from "./push-schema.js";
export { findRefusedSql } from "./find-refused-sql.js";
export { findQueryProblems } from "./queries/find-query-problems.js";
export type { QueryProblem, QueryStatement, WholeTable } from "./queries/query-problem.js";
export type { RefusedSql } from "./refused-sql.js";
export type { MigrationContext, MigrationEvent } from "./migration-context.js";
export type { AppliedRevision, UnfinishedRun } from "./history.js";

// Files
export { migrationsFolder, readRevisions } from "./migration-file.js";
export type { Revision, Snapshot } from "./snapshot.js";
export { stateTables } from "./state-schema.js";
