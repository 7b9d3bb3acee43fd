import type { ForeignKey, ManyToManyRelation, OwningRelation, Relation } from "@joinery/schema";
import type { BuildContext } from "./build-context.js";
import { comesFirst } from "./build-join-tables.js";
import { joinIdentifier } from "./identifier.js";
import type { RelationKey, StoredField } from "./keys.js";
import { isView } from "./program.js";
import type { RelationEnd } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";
import { readCascade } from "./read-cascade.js";
import { readOrder } from "./read-order.js";
import type { RelationRole } from "./relation-role.js";
import type { ThroughRoute } from "./through-route.js";

/** What relations of every kind say of themselves. */
type CommonProperties = Pick<Relation, "name" | "target" | "cascade" | "orderBy" | "isIgnored" | "documentation">;

/** One relation as seen from its model, or undefined where a mistake keeps its key from being known. */
export function buildRelation(end: RelationEnd, context: BuildContext): Relation | undefined {
  const role = context.roles.get(end);
  const { attributes, documentation } = end.field.declaration;
  const cascade = readCascade(end);
  const orderBy = readOrder(end, context.keys);
  const common = {
    name: end.name,
    target: end.target.name,
    ...(cascade.length > 0 && { cascade }),
    ...(orderBy.length > 0 && { orderBy }),
    ...(readFieldAttribute(attributes, "ignore") && { isIgnored: true as const }),
    ...(documentation !== undefined && { documentation }),
  };
  switch (role?.kind) {
    case "owning": {
      const key = context.keys.relationKeys.get(end);
      if (key === undefined) return undefined;
      const relation: OwningRelation = {
        kind: "owning",
        cardinality: "one",
        ...common,
        ...(end.isNullable && { isNullable: true }),
        fields: namesOf(key.fields),
        references: namesOf(key.references),
        ...(role.inverse && { inverse: role.inverse.name }),
        ...(!isView(end.model) && { foreignKey: buildForeignKey(end, key, context) }),
      };
      return relation;
    }
    case "inverse": {
      const key = context.keys.relationKeys.get(role.owning);
      if (key === undefined) return undefined;
      const cardinality = end.isList ? "many" : "one";
      const fields = namesOf(key.references);
      return {
        kind: "inverse",
        cardinality,
        ...common,
        fields,
        references: namesOf(key.fields),
        inverse: role.owning.name,
      };
    }
    case "many-to-many":
      return buildManyToMany(end, role.other, common, context);
    case "through":
      return buildThrough(role, common, context);
    default:
      return undefined;
  }
}

function buildManyToMany(
  end: RelationEnd,
  other: RelationEnd,
  common: CommonProperties,
  { joinTables }: BuildContext,
): ManyToManyRelation | undefined {
  const isFirst = comesFirst(end, other);
  const built = joinTables.get(isFirst ? end : other);
  const [first, second] = built?.joinTable.sides ?? [];
  if (!built || !first || !second) return undefined;
  const [source, target] = isFirst ? [first, second] : [second, first];
  return {
    kind: "many-to-many",
    cardinality: "many",
    ...common,
    fields: source.references,
    references: target.references,
    inverse: other.name,
    joinTable: { table: built.joinTable.table, sourceColumns: source.columns, targetColumns: target.columns },
  };
}

function buildThrough(
  { route, other }: Extract<RelationRole, { kind: "through" }>,
  common: CommonProperties,
  context: BuildContext,
): ManyToManyRelation | undefined {
  const { keys, tables } = context;
  const [back, on] = [keys.relationKeys.get(route.from), keys.relationKeys.get(route.to)];
  if (back === undefined || on === undefined) return undefined;
  return {
    kind: "many-to-many",
    cardinality: "many",
    ...common,
    fields: namesOf(back.references),
    references: namesOf(on.references),
    ...(other && { inverse: other.name }),
    joinTable: {
      table: tables.tableOf(route.model),
      sourceColumns: back.fields.map(tables.columnOf),
      targetColumns: on.fields.map(tables.columnOf),
      model: route.model.name,
      ...(!isPairUnique(route, [...back.fields, ...on.fields], context) && { mayRepeat: true }),
    },
  };
}

/** Whether a key over some of the fields of a pair sees to it that no pair is there twice, at any time, in any database. */
function isPairUnique({ model, from, to }: ThroughRoute, pair: readonly StoredField[], context: BuildContext): boolean {
  const { roles, keys } = context;
  const isSingle = [from, to].some((end) => {
    const role = roles.get(end);
    return role?.kind === "owning" && role.inverse?.isList === false;
  });
  if (isSingle) return true;
  const declarations = keys.declarations.get(model) ?? [];
  return declarations.some(({ kind, entries, options }) => {
    if (kind === "index" || options.deferrable?.value || options.dialect) return false;
    const meanings = entries.map(({ text }) => keys.resolve(model, text));
    return meanings.every(
      (meaning) => meaning.kind === "stored" && meaning.fields.every((field) => pair.includes(field)),
    );
  });
}

/** Nothing happens to a row's children unless the user says so: what databases do by themselves. */
function buildForeignKey(end: RelationEnd, key: RelationKey, { tables, note }: BuildContext): ForeignKey {
  const values = readFieldAttribute(end.field.declaration.attributes, "relation")?.values ?? {};
  const table = tables.tableOf(end.model).name;
  const given = end.arc ? undefined : values.name?.value;
  const name = given ?? joinIdentifier(table, ...key.fields.map(tables.columnOf), "fkey");
  const describe = () => `the foreign key of \`${end.model.name}.${end.name}\``;
  const { span } = end.field.declaration.name;
  const isMade = given === undefined;
  note({ space: "constraint", owner: end.model.name, name, span, describe, ...(isMade && { isMade }) });
  return {
    name,
    onDelete: values.onDelete?.value ?? "NoAction",
    onUpdate: values.onUpdate?.value ?? "NoAction",
    ...(values.deferrable?.value && { isDeferrable: true }),
  };
}

function namesOf(fields: readonly StoredField[]): string[] {
  return fields.map((field) => field.name);
}
