export type { Position, SourceFile } from "./source-file.js";
export { lineAt, positionAt } from "./position.js";
export type { Span } from "./span.js";
export { applyTextEdits, type TextEdit } from "./text-edit.js";
export type { Diagnostic, Fix, RelatedPlace, Severity } from "./diagnostic.js";
export { renderDiagnostic, type RenderOptions } from "./render-diagnostic.js";
export { nearestName } from "./did-you-mean.js";
export { omitIgnored } from "./omit-ignored.js";
export { countsName, listCountedRelations } from "./counted-relations.js";
export { takeOwnPart } from "./take-own-part.js";
export { isStorableText } from "./storable-text.js";
export type { EnumDefinition, EnumMember, Model, Schema, View } from "./schema.js";
export type { SqlFragment } from "./sql-fragment.js";
export type {
  DefaultValue,
  EnumType,
  Field,
  FieldType,
  GeneratedSql,
  JsonValue,
  NativeType,
  ObjectType,
  ScalarName,
  ScalarType,
  Validator,
  ValueObject,
  ValueObjectField,
} from "./field.js";
export { listKeys } from "./list-keys.js";
export { viewQuery } from "./view-query.js";
export {
  searchLanguages,
  searchWeights,
  type Fulltext,
  type SearchedField,
  type SearchLanguage,
  type SearchWeight,
} from "./fulltext.js";
export type { Check, Index, IndexField, IndexMethod, PrimaryKey, UniqueKey } from "./keys.js";
export type {
  Arc,
  ArcTarget,
  CascadeAction,
  ForeignKey,
  Inheritance,
  InverseRelation,
  JoinTable,
  JoinTableSide,
  ManyToManyRelation,
  OwningRelation,
  ReferentialAction,
  Relation,
} from "./relation.js";
export type { FragmentAddress } from "./fragment-address.js";
export type { QueryDefinition, QueryEntry, QueryParameter, QueryValue } from "./query-definition.js";
export {
  hasOrder,
  isSortable,
  filteredScalarOf,
  listFilterOperators,
  listJsonListOperators,
  operandOf,
  type FilteredField,
  listArcQuantifiers,
  relationQuantifiers,
  type FilterOperator,
  type Operand,
} from "./filter-operators.js";
export { listFinders, repositoryMembers, type Finder } from "./repository-members.js";
export type { TableName } from "./table-name.js";
