import type { Attribute } from "../ast.js";
import type { Field, GeneratedSql, Model, NativeType, SqlFragment } from "@joinery/schema";
import { buildArcs } from "./build-arcs.js";
import { buildChecks } from "./build-checks.js";
import { buildFulltext } from "./build-fulltext.js";
import { buildInheritance } from "./build-inheritance.js";
import { buildKeys } from "./build-keys.js";
import type { BuildContext } from "./build-context.js";
import { buildRelation } from "./build-relation.js";
import { joinIdentifier } from "./identifier.js";
import { isIgnored } from "./is-ignored.js";
import { readDefault } from "./default-value.js";
import type { StoredField } from "./keys.js";
import { nameAccessor } from "./naming.js";
import { placeField } from "./place-field.js";
import { isView } from "./program.js";
import type { BoundModel, Program } from "./program.js";
import { readBlockAttributes, readFieldAttribute } from "./read-attribute.js";
import { readVariants } from "./read-variants.js";
import { readView } from "./read-view.js";
import { readValidators } from "./validators.js";

/** One model with its table, keys and relations; without what it inherits. */
export function buildModel(model: BoundModel, context: BuildContext): Model {
  const { name, declaration } = model;
  const { keys, tables, note } = context;
  const table = tables.tableOf(model);
  const accessor = nameAccessor(name);
  const { span } = declaration.name;
  const describe = () => `the table of \`${name}\``;
  note({ space: "relation", owner: name, ...table, span, describe });
  note({ space: "type", owner: name, ...table, span, describe });
  note({ space: "accessor", owner: name, name: accessor, span, describe: () => `\`${name}\` in the client` });

  const stored = keys.storedFields.get(model) ?? [];
  const inheritance = buildInheritance(model, context);
  const view = readView(model, context.places);
  // A mixin may bring some: of a view no row is held to anything.
  const checks = view ? [] : buildChecks(model, context);
  const arcs = buildArcs(model, context);
  const fulltext = view ? undefined : buildFulltext(model, context);
  const softDelete = readBlockAttributes(model.attributes, "softDelete")[0]?.values.field?.value.text;
  const isModelIgnored = readBlockAttributes(model.attributes, "ignore").length > 0;
  const [renamed] = readBlockAttributes(model.attributes, "renamedFrom");
  const old = renamed?.values.name?.value;
  const [comment] = readBlockAttributes(model.attributes, "comment");
  const { documentation } = declaration;
  return {
    name,
    accessor,
    table,
    fields: stored.map((field) => placeField(buildField(field, context), field, context.places)),
    relations: model.relations.flatMap((end) => buildRelation(end, context) ?? []),
    ...buildKeys(model, context),
    ...(old !== undefined && { renamedFrom: unique(tables.table(old), old) }),
    ...(checks.length > 0 && { checks }),
    ...(arcs.length > 0 && { arcs }),
    ...(view && { view }),
    ...(fulltext && { fulltext }),
    ...(softDelete !== undefined && { softDelete: { field: softDelete } }),
    ...(isModelIgnored && { isIgnored: true }),
    ...(comment?.values.text && { comment: comment.values.text.value }),
    ...(inheritance && { extends: inheritance }),
    ...(documentation !== undefined && { documentation }),
  };
}

function buildField(stored: StoredField, context: BuildContext): Field {
  const { tables, note } = context;
  const { name, model, type, isList, isNullable, origin } = stored;
  const column = tables.columnOf(stored);
  const { declaration } = origin.kind === "declared" ? origin.field : origin.relation.field;
  const describe = () => `the column of \`${model.name}.${name}\``;
  note({ space: "column", owner: model.name, name: column, span: declaration.name.span, describe });

  const old = readFieldAttribute(declaration.attributes, "renamedFrom")?.values.name?.value;
  // The key that a relation implies was called after the relation.
  const suffix = origin.kind === "implied" ? name.slice(origin.relation.field.name.length) : "";
  const renamedFrom = old === undefined ? [] : unique(tables.column(old + suffix), ...(suffix === "" ? [old] : []));
  // One object, not one of several: of a large schema this is most of what is made.
  const field: Writable<Field> = { name, column, type };
  if (isIgnored(stored)) field.isIgnored = true;
  if (renamedFrom.length > 0) field.renamedFrom = renamedFrom;
  if (isList) field.isList = true;
  if (isNullable) field.isNullable = true;
  const nativeTypes = readNativeTypes(stored, context);
  if (nativeTypes.length > 0) field.nativeTypes = nativeTypes;
  if (origin.kind === "implied") {
    field.isImplied = true;
    return field;
  }
  const { attributes, documentation } = declaration;
  // A mixin may say how its fields are written: in a view none is.
  const isWritten = !isView(model);
  if (isWritten) addOrigin(field, stored, attributes, context);
  if (readFieldAttribute(attributes, "hidden")) field.isHidden = true;
  if (isWritten) {
    const { validators } = readValidators(attributes, type, (kind) => nameCheck(kind, stored, column, context));
    if (validators.length > 0) field.validators = validators;
  }
  if (documentation !== undefined) field.documentation = documentation;
  return field;
}

type Writable<Whole> = { -readonly [Key in keyof Whole]: Whole[Key] };

/** Where its value comes from if nobody gives one. */
function addOrigin(
  field: Writable<Field>,
  stored: StoredField,
  attributes: readonly Attribute[],
  context: BuildContext,
): void {
  const value = readDefaultOf(stored, context.program);
  if (value) field.default = value;
  const sqlDefaults = readSqlDefaults(stored, context);
  if (sqlDefaults.length > 0) field.sqlDefaults = sqlDefaults;
  const generated = readGenerated(attributes, context);
  if (generated) field.generated = generated;
  if (readFieldAttribute(attributes, "version")) field.isVersion = true;
  if (readFieldAttribute(attributes, "updatedAt")) field.isUpdatedAt = true;
}

/** The key that a relation implies is in the database what it refers to is. */
function readNativeTypes({ origin }: StoredField, context: BuildContext): readonly NativeType[] {
  if (origin.kind === "implied") return readNativeTypes(origin.reference, context);
  return readVariants(origin.field.declaration.attributes, "db").own.flatMap(({ values, dialect }) => {
    if (values.type === undefined) return [];
    const native = { type: values.type.value.trim(), dialect };
    context.places.note({ holder: native, part: "type" }, values.type.argument.value.span);
    return [native];
  });
}

/** `users_age_min_check`: of the CHECK for a demand that is the database's too. */
function nameCheck(kind: string, { model, name: field, origin }: StoredField, column: string, context: BuildContext) {
  const name = joinIdentifier(context.tables.tableOf(model).name, column, kind, "check");
  const { span } = (origin.kind === "declared" ? origin.field : origin.relation.field).declaration.name;
  const describe = () => `the check for \`@${kind}\` of \`${model.name}.${field}\``;
  context.note({ space: "constraint", owner: model.name, name, span, describe, isMade: true });
  return name;
}

function readDefaultOf({ type, isList, origin }: StoredField, { symbols }: Program): Field["default"] {
  if (origin.kind === "implied") return undefined;
  const { attributes } = origin.field.declaration;
  if (readFieldAttribute(attributes, "version")) return firstVersion(type);
  const given = readVariants(attributes, "default").plain?.values.value;
  return given && readDefault(given.value, { type, isList, symbols }).value;
}

function readSqlDefaults({ origin }: StoredField, { places }: BuildContext): readonly SqlFragment[] {
  if (origin.kind === "implied") return [];
  return readVariants(origin.field.declaration.attributes, "default").own.flatMap(({ values, dialect }) => {
    const call = values.value?.value;
    const text = call?.kind === "call" && call.name.text === "sql" ? call.arguments[0]?.value : undefined;
    if (text?.kind !== "string") return [];
    const fragment = { sql: text.value, dialect };
    places.note({ holder: fragment, part: "default" }, text.span);
    return [fragment];
  });
}

/** That for all databases first, else that of the first that is named. */
function readGenerated(attributes: readonly Attribute[], { places }: BuildContext): Field["generated"] {
  const { plain, own } = readVariants(attributes, "generated");
  if (plain === undefined && own.length === 0) return undefined;
  const [first, ...others] = [...(plain ? [plain] : []), ...own].flatMap(({ values }): GeneratedSql[] => {
    const { sql, storage, dialect } = values;
    if (sql === undefined) return [];
    const isStored = storage?.value !== "virtual";
    const fragment = { sql: sql.value.trim(), isStored, ...(dialect && { dialect: dialect.value }) };
    places.note({ holder: fragment, part: "generated" }, sql.argument.value.span);
    return [fragment];
  });
  return first && (others.length === 0 ? first : Object.assign(first, { others }));
}

/** In the database too: rows that are there already, or come from elsewhere, begin like any other. */
function firstVersion({ name }: StoredField["type"]): Field["default"] {
  return { kind: "literal", value: name === "BigInt" ? "1" : 1 };
}

function unique(...names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
