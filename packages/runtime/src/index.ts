export { createClient, type ClientDefinition, type ModelClasses } from "./create-client.js";
export type { Client } from "./client.js";
export type { ConnectOptions, PoolOptions } from "./connect-options.js";
export type { InputSchemas } from "./validation/input-schemas.js";
export type { TransactionOptions } from "./transaction-options.js";
export { defineQuery } from "./define-query.js";
export { createQueryCompiler, type QueryCompiler } from "./compiled/compile-query.js";
export { planQueries, type QueryStatement } from "./compiled/plan-queries.js";
export type { CompiledPlans, CompiledQuery, NodeText } from "./compiled/compiled-query.js";
export { defineFinders } from "./define-finders.js";
export { Entity } from "./entity.js";
export { FieldReference } from "./field-reference.js";
export { defineRefresh } from "./define-refresh.js";
export { KeyedRepository, ReadRepository } from "./read-repository.js";
export type { QuerySource, RepositoryContext } from "./query-source.js";
export { Repository } from "./repository.js";
export { Query } from "./query.js";
export type { RawRow, RawSql } from "./raw-sql.js";
export { RowStream } from "./row-stream.js";
export type { OpenSession, Session } from "./session/session.js";
export type { SessionOptions } from "./session/session-options.js";
export { sql, type SqlTag } from "./sql.js";
export { json, type JsonChange, type JsonPath } from "./args/writes/json-change.js";
export { given, type Given } from "./args/writes/given.js";
export type { SqlFragment, SqlOrder, SqlParameter, SqlValue } from "./sql-fragment.js";
export type { ExplainedStatement } from "./execute/explain-statements.js";
export type { PlanDescription, PlanStep } from "./plan/describe-plan.js";
export type { GuardOptions } from "./execute/statement-guard.js";
export type { QueryEvent, QueryListener } from "./execute/query-events.js";

export { JoineryError, type ErrorCode } from "./errors/joinery-error.js";
export {
  InvalidArgument,
  QueryNotCompiled,
  RecordNotFound,
  RelationNotLoadedError,
  StaleObject,
  UnexpectedRow,
  TooManyStatements,
  ValidationFailed,
  type GuardedStatement,
  type ValidationIssue,
} from "./errors/call-errors.js";
export {
  CheckViolation,
  Deadlock,
  ForeignKeyViolation,
  LockTimeout,
  NotNullViolation,
  QueryRefused,
  SerializationFailure,
  StatementTimeout,
  TransactionFailed,
  UniqueViolation,
  type ConstraintPlace,
} from "./errors/database-errors.js";
export {
  CallNotAwaited,
  ClientDisposed,
  ConnectionFailed,
  ConnectionLost,
  MissingDriver,
  PermissionDenied,
  PoolTimeout,
  ReadOnlyDatabase,
  TransactionEnded,
} from "./errors/connection-errors.js";
export { InvalidObject, SessionClosed } from "./errors/session-errors.js";

export type { Arguments, CallArguments, Exactly } from "./types/arguments.js";
export type { BulkOptions, BulkProgress } from "./types/bulk.js";
export type { CallLimits } from "./types/call-limits.js";
export type { FieldReferences } from "./types/field-references.js";
export type { Finder } from "./types/finder.js";
export type { Load } from "./types/load.js";
export type { Refresh } from "./types/refresh.js";
export type { ListArgs, PageOptions, StreamOptions } from "./types/list-args.js";
export type { ListFilter, NullableListFilter } from "./types/list-filters.js";
export type { ModelTypes } from "./types/model-types.js";
export type { EmptinessFilter, ObjectListFilter, PartListFilter } from "./types/object-filters.js";
export type { Page, PageArgs, PageArgsOf } from "./types/page.js";
export type { ListChange, NumberChange } from "./types/change.js";
export type { ToManyWrites, ToOneWrites } from "./types/relation-writes.js";
export type { NullableToOneFilter, ToManyFilter, ToOneFilter } from "./types/relation-filters.js";
export type { RecursiveToManyLoading, RecursiveToOneLoading, ToManyLoading, ToOneLoading } from "./types/loading.js";
export type { Extended, RepositoryClass } from "./types/repositories.js";
export type { RowSchema } from "./types/row-schema.js";
export type { Result } from "./types/result.js";
export type { RowLocking } from "./types/row-locking.js";
export type { RowReading, SnapshotReading } from "./types/snapshot.js";
export type {
  BigIntFilter,
  BooleanFilter,
  BytesFilter,
  DateFilter,
  DateTimeFilter,
  DecimalFilter,
  EnumFilter,
  JsonFilter,
  NullableBigIntFilter,
  NullableBooleanFilter,
  NullableBytesFilter,
  NullableDateFilter,
  NullableDateTimeFilter,
  NullableDecimalFilter,
  NullableEnumFilter,
  NullableJsonFilter,
  NullableNumberFilter,
  NullableStringFilter,
  NullableTimeFilter,
  NullableUuidFilter,
  NumberFilter,
  StringFilter,
  TimeFilter,
  UuidFilter,
} from "./types/scalar-filters.js";
export type { NullableSort, SortOrder } from "./types/sort.js";

export type { JsonValue, Schema } from "@joinery/schema";
export type { IsolationLevel } from "@joinery/sql";
