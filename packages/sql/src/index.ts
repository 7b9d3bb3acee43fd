export { lowerArc } from "./lower-arc.js";
export { isJsonOperator, writeEdits, writeJsonOperator, type JsonEdit, type JsonOperator } from "./json-edit.js";
export { listPartEdits } from "./part-edits.js";
export { operandTypeOf, type ChangeOperator, type ValueChange } from "./value-change.js";
export { valueTypeOf, withoutLimits, type ObjectDefinition, type ObjectPart, type ValueType } from "./value-type.js";
export { referToTypes, resolveTypes, type StatementReference, type TypeReference } from "./type-reference.js";
export { readConstantDefault, type ConstantDefault } from "./constant-default.js";
export { storedDefault } from "./stored-object.js";
export { schemaForDialect } from "./schema-for-dialect.js";
export type { ColumnExpression, JsonPath, JsonStep, KeyList, Literal, Parameter } from "./operand.js";
export { proposedRow } from "./statement.js";
export type { Relevance, SearchIndex, SearchMatch, TypedColumn } from "./search-match.js";
export type {
  Aggregate,
  AggregateFunction,
  Cast,
  Comparison,
  DeleteStatement,
  Exists,
  Expression,
  FunctionCall,
  InKeys,
  InSelect,
  InList,
  InsertStatement,
  IsNull,
  Join,
  JsonRows,
  ListTest,
  Logical,
  Not,
  OrderTerm,
  OutputColumn,
  Pattern,
  RecursiveTable,
  RefreshStatement,
  RowComparison,
  RowNumber,
  ScalarSubquery,
  SelectStatement,
  Statement,
  TableSource,
  UpdateStatement,
} from "./statement.js";
export type {
  Catalog,
  CheckConstraint,
  Column,
  EnumObject,
  ForeignKeyConstraint,
  FulltextTable,
  GeneratedValue,
  IndexColumn,
  IndexObject,
  KeyConstraint,
  Table,
  ViewObject,
} from "./catalog.js";
export { aggregateType } from "./aggregate-type.js";
export type { Change, TableChange } from "./change.js";
export type { DatabasePlan, TableScan } from "./database-plan.js";
export type { RowLock } from "./row-lock.js";
export type { RowCondition } from "./row-condition.js";
export type { Capabilities } from "./capabilities.js";
export { checkLimits, limitReached, waitWithin, watchLimits, type Limits } from "./limits.js";
export { Turn } from "./turn.js";
export {
  UnsupportedError,
  ValueError,
  type BoundStatement,
  type Codec,
  type CompiledParameter,
  type CompiledStatement,
  type Connection,
  type Cursor,
  type Snapshot,
  type Ddl,
  type DdlStatement,
  type Decode,
  type Dialect,
  type Driver,
  type DriverOptions,
  type Encode,
  type Executor,
  type Explain,
  type KeyText,
  type ParameterText,
  type FulltextParts,
  type IsolationLevel,
  type ResultColumn,
  type Row,
  type StatementText,
  type TransactionMode,
  type UntypedResult,
} from "./dialect.js";
export type { SqlExpression } from "./sql-expression.js";
export type { JsonTestName } from "./json-test.js";
export type { DialectEncoding, Encoding, ValueUse } from "./encoding.js";
export { parseSearchQuery, type SearchAlternative, type SearchTerm } from "./search-query.js";
export { findDialect, listDialects, resolveDialect } from "./dialects.js";
export { DatabaseError, type DatabaseErrorKind } from "./database-error.js";
