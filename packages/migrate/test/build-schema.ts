import type {
  Arc,
  Check,
  DefaultValue,
  EnumDefinition,
  Field,
  FieldType,
  Fulltext,
  Index,
  JoinTable,
  Model,
  OwningRelation,
  ReferentialAction,
  ScalarName,
  ScalarType,
  Schema,
  SqlFragment,
  UniqueKey,
} from "@joinery/schema";

/** A field in few words: `field("email", "String", { length: 255, unique: true })`. */
export interface FieldOptions {
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly list?: boolean;
  readonly nullable?: boolean;
  readonly unique?: boolean;
  readonly index?: "asc" | "desc";
  readonly default?: DefaultValue;
  readonly column?: string;
  readonly generated?: Field["generated"];
  readonly nativeTypes?: Field["nativeTypes"];
  readonly validators?: Field["validators"];
  readonly documentation?: string;
}

export interface BuiltField {
  readonly field: Field;
  readonly options: FieldOptions;
}

export function field(
  name: string,
  type: ScalarName | { readonly enum: string } | { readonly object: string },
  options: FieldOptions = {},
): BuiltField {
  const { length, precision, scale } = options;
  const scalar = (scalarName: ScalarName): ScalarType => ({
    kind: "scalar",
    name: scalarName,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
  });
  const named = (): FieldType => {
    if (typeof type === "string") return scalar(type);
    return "enum" in type ? { kind: "enum", name: type.enum } : { kind: "object", name: type.object };
  };
  return {
    options,
    field: {
      name,
      column: options.column ?? snake(name),
      type: named(),
      ...(options.list ? { isList: true } : {}),
      ...(options.nullable ? { isNullable: true } : {}),
      ...(options.generated === undefined ? {} : { generated: options.generated }),
      ...(options.nativeTypes === undefined ? {} : { nativeTypes: options.nativeTypes }),
      ...(options.default === undefined ? {} : { default: options.default }),
      ...(options.validators === undefined ? {} : { validators: options.validators }),
      ...(options.documentation === undefined ? {} : { documentation: options.documentation }),
    },
  };
}

/** The usual key: numbered by the database. */
export function id(): BuiltField {
  return field("id", "Int", { default: { kind: "autoincrement" } });
}

export interface ReferenceOptions {
  readonly nullable?: boolean;
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: boolean;
  readonly references?: readonly string[];
  /** Fields of this model; default is none but the implied `<name>Id`, which must be among the fields. */
  readonly fields?: readonly string[];
}

export interface BuiltReference extends ReferenceOptions {
  readonly name: string;
  readonly target: string;
}

export function reference(name: string, target: string, options: ReferenceOptions = {}): BuiltReference {
  return { name, target, ...options };
}

/** An arc's ways to models, by the relations `<arc><Model>`. */
export function arcTargets(arc: string, ...models: readonly string[]): Arc["targets"] {
  return models.map((name) => ({ name: name.charAt(0).toLowerCase() + name.slice(1), relation: arc + name }));
}

export interface ModelOptions {
  readonly table?: string;
  readonly schema?: string;
  readonly key?: readonly string[];
  readonly uniques?: readonly (readonly string[])[];
  readonly references?: readonly BuiltReference[];
  readonly checks?: readonly Check[];
  readonly arcs?: readonly Arc[];
  readonly fulltext?: Fulltext;
  /** Beyond those of fields, under names of their own. */
  readonly keys?: readonly UniqueKey[];
  readonly indexes?: readonly Index[];
  readonly documentation?: string;
}

export function model(name: string, fields: readonly BuiltField[], options: ModelOptions = {}): Model {
  const table = options.table ?? `${snake(name)}s`;
  const columns = (names: readonly string[]) =>
    names.map((each) => fields.find(({ field: { name: other } }) => other === each)?.field.column ?? each).join("_");
  const uniques = [
    ...fields.filter((each) => each.options.unique).map((each) => [each.field.name]),
    ...(options.uniques ?? []),
  ];
  const indexes = fields.flatMap(({ field: { name: fieldName }, options: { index } }): Index[] =>
    index === undefined
      ? []
      : [{ name: `${table}_${columns([fieldName])}_idx`, fields: [{ name: fieldName, sort: index }] }],
  );
  return {
    name,
    accessor: table,
    table: { name: table, ...(options.schema === undefined ? {} : { schema: options.schema }) },
    fields: fields.map((each) => each.field),
    relations: (options.references ?? []).map((each): OwningRelation => {
      const relationFields = each.fields ?? [`${each.name}Id`];
      return {
        kind: "owning",
        cardinality: "one",
        name: each.name,
        target: each.target,
        fields: relationFields,
        references: each.references ?? ["id"],
        ...(each.nullable ? { isNullable: true } : {}),
        foreignKey: {
          name: `${table}_${columns(relationFields)}_fkey`,
          onDelete: each.onDelete ?? "NoAction",
          onUpdate: each.onUpdate ?? "NoAction",
          ...(each.deferrable ? { isDeferrable: true } : {}),
        },
      };
    }),
    primaryKey: { name: `${table}_pkey`, fields: options.key ?? ["id"] },
    uniques: [
      ...uniques.map((names) => ({ name: `${table}_${columns(names)}_key`, fields: names })),
      ...(options.keys ?? []),
    ],
    indexes: [...indexes, ...(options.indexes ?? [])],
    ...(options.checks === undefined ? {} : { checks: options.checks }),
    ...(options.arcs === undefined ? {} : { arcs: options.arcs }),
    ...(options.fulltext === undefined ? {} : { fulltext: options.fulltext }),
    ...(options.documentation === undefined ? {} : { documentation: options.documentation }),
  };
}

export interface ViewOptions extends Pick<ModelOptions, "schema" | "key" | "uniques" | "indexes" | "documentation"> {
  readonly isMaterialized?: boolean;
}

/** What is read with `sql`; without a key unless one is given. */
export function view(
  name: string,
  fields: readonly BuiltField[],
  sql: string | readonly SqlFragment[],
  options: ViewOptions = {},
): Model {
  const { primaryKey, ...rest } = model(name, fields, options);
  return {
    ...rest,
    ...(options.key !== undefined && primaryKey && { primaryKey }),
    view: {
      queries: typeof sql === "string" ? [{ sql }] : sql,
      ...(options.isMaterialized && { isMaterialized: true }),
    },
  };
}

/** As the checker makes it of `model child extends parent`: `child` has fields of its own, and `id` from its parent. */
export function extend(child: Model, parent: Model): Model {
  const mark = <Item extends { readonly inheritedFrom?: string }>(item: Item): Item => ({
    ...item,
    inheritedFrom: item.inheritedFrom ?? parent.name,
  });
  const arcs = [...(parent.arcs ?? []).map(mark), ...(child.arcs ?? [])];
  const isFree = ({ name }: Field) => parent.fields.every((field) => field.name !== name);
  return {
    ...child,
    fields: [...parent.fields.map(mark), ...child.fields.filter(isFree)],
    relations: [...parent.relations.map(mark), ...child.relations],
    uniques: [...parent.uniques.map(mark), ...child.uniques],
    ...(arcs.length === 0 ? {} : { arcs }),
    extends: {
      model: parent.name,
      foreignKey: { name: `${child.table.name}_id_fkey`, onDelete: "Cascade", onUpdate: "Cascade" },
    },
  };
}

export function enumeration(name: string, values: readonly string[]): EnumDefinition {
  return {
    name,
    databaseName: snake(name),
    members: values.map((value) => ({ name: value.toUpperCase().replaceAll(/\W/g, "_"), databaseName: value })),
  };
}

/** Two models with a numbered key, joined in a table of their names. */
export function joinTable(left: Model, right: Model): JoinTable {
  const name = `_${left.table.name}_${right.table.name}`;
  return {
    table: { name },
    primaryKeyName: `${name}_pkey`,
    indexName: `${name}_idx`,
    sides: [left, right].map((side) => ({
      model: side.name,
      columns: [`${snake(side.name)}_id`],
      references: ["id"],
      foreignKeyName: `${name}_${snake(side.name)}_id_fkey`,
    })),
  };
}

export function schema(models: readonly Model[], more: Partial<Omit<Schema, "models">> = {}): Schema {
  return { ...more, enums: more.enums ?? [], models, joinTables: more.joinTables ?? [] };
}

function snake(name: string): string {
  return name.replaceAll(/(?<!^)([A-Z])/g, "_$1").toLowerCase();
}
