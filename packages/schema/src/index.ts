export type { Position, SourceFile } from "./source-file.js";
export { lineAt, positionAt } from "./position.js";
export type { Span } from "./span.js";
export { applyTextEdits, type TextEdit } from "./text-edit.js";
export type { Diagnostic, Fix, RelatedPlace, Severity } from "./diagnostic.js";
export { renderDiagnostic, type RenderOptions } from "./render-diagnostic.js";
export { nearestName } from "./did-you-mean.js";
export { isStorableText } from "./storable-text.js";
export type {
  Check,
  DefaultValue,
  EnumDefinition,
  EnumMember,
  EnumType,
  Field,
  FieldType,
  ForeignKey,
  Index,
  IndexField,
  IndexMethod,
  InverseRelation,
  JoinTable,
  JoinTableSide,
  JsonValue,
  ManyToManyRelation,
  Model,
  OwningRelation,
  PrimaryKey,
  ReferentialAction,
  Relation,
  ScalarName,
  ScalarType,
  Schema,
  TableName,
  UniqueKey,
  Validator,
} from "./schema.js";
