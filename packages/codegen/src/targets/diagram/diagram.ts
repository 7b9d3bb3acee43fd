import {
  listKeys,
  takeOwnPart,
  type Field,
  type ManyToManyRelation,
  type Model,
  type OwningRelation,
  type Schema,
} from "@joinery/schema";

/**
 * What every form of the diagram shows: a box for each model with what its own table holds, an edge for each relation (read
 * once, not from both ends) and from each model to what it extends.
 */
export interface Diagram {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

export interface Box {
  /** The model's; no two boxes have the same. */
  readonly name: string;
  readonly table: string;
  /** Behind it is no table but a query, whose rows are kept or not. */
  readonly view?: "plain" | "materialized";
  readonly documentation?: string;
  readonly rows: readonly Row[];
}

/** A field of a model. */
export interface Row {
  readonly name: string;
  /** As the language writes it: `String(255)?`, `Tag[]`. */
  readonly type: string;
  /** The type without what is in parentheses and behind them. */
  readonly typeName: string;
  readonly isNullable: boolean;
  readonly isList: boolean;
  readonly keys: readonly KeyMark[];
  readonly documentation?: string;
  /** The members, where the type is an enum. */
  readonly members?: readonly string[];
}

/** Part of the primary key, of a foreign key; unique by itself. */
export type KeyMark = "PK" | "FK" | "UK";

/** A relation. `from` is referred to and `to` refers, so that parents come before their children. */
export interface Edge {
  readonly from: EdgeEnd;
  readonly to: EdgeEnd;
  /** Its name, then that of its inverse where there is one. */
  readonly label: string;
  /** No foreign key sees to it: `to` is a view. */
  readonly isLoose?: true;
  readonly documentation?: string;
}

export interface EdgeEnd {
  readonly box: string;
  /** The row that the edge leads to; absent where no field of the model holds the key. */
  readonly row?: string;
  readonly cardinality: Cardinality;
}

/** How many rows of this end belong to one of the other end. */
export type Cardinality = "one" | "zero-or-one" | "many";

/** What there is to draw of a schema, in the schema's order. */
export function buildDiagram(whole: Schema): Diagram {
  const schema = { ...whole, models: whole.models.map(takeOwnPart) };
  const members = new Map(schema.enums.map(({ name, members: list }) => [name, list.map((member) => member.name)]));
  return {
    boxes: schema.models.map((model) => buildBox(model, members)),
    edges: [...buildInheritanceEdges(schema), ...buildOwningEdges(schema), ...buildJoinEdges(schema)],
  };
}

function buildBox(model: Model, members: ReadonlyMap<string, readonly string[]>): Box {
  const { schema, name } = model.table;
  const shared = (model.extends && model.primaryKey?.fields) ?? [];
  const owned = model.relations.flatMap((relation) =>
    relation.kind === "owning" && relation.foreignKey !== undefined ? relation.fields : [],
  );
  const foreign = new Set([...shared, ...owned]);
  const single = new Set(model.uniques.flatMap(({ fields }) => (fields.length === 1 ? fields : [])));
  const marksOf = (field: Field): KeyMark[] => [
    ...(model.primaryKey?.fields.includes(field.name) ? (["PK"] as const) : []),
    ...(foreign.has(field.name) ? (["FK"] as const) : []),
    ...(single.has(field.name) ? (["UK"] as const) : []),
  ];
  return {
    name: model.name,
    table: schema === undefined ? name : `${schema}.${name}`,
    ...(model.view && { view: model.view.isMaterialized ? ("materialized" as const) : ("plain" as const) }),
    ...documented(model.documentation),
    rows: model.fields.map((field) => {
      const list = field.type.kind === "enum" ? members.get(field.type.name) : undefined;
      return {
        name: field.name,
        type: writeType(field),
        typeName: field.type.name,
        isNullable: field.isNullable === true,
        isList: field.isList === true,
        keys: marksOf(field),
        ...documented(field.documentation),
        ...(list === undefined ? {} : { members: list }),
      };
    }),
  };
}

function writeType({ type, isList, isNullable }: Field): string {
  const { length, precision, scale } = type.kind === "scalar" ? type : {};
  const sizes = [length, precision, scale].filter((size) => size !== undefined);
  return `${type.name}${sizes.length > 0 ? `(${sizes.join(", ")})` : ""}${isList ? "[]" : ""}${isNullable ? "?" : ""}`;
}

/** A row of a child is a part of one of its parent's, which may be none of its kind. */
function buildInheritanceEdges({ models }: Schema): Edge[] {
  return models.flatMap(({ name, extends: parent, primaryKey }): Edge[] => {
    if (parent === undefined) return [];
    const key = rowOf(primaryKey?.fields ?? []);
    const from = { box: parent.model, ...key, cardinality: "one" } as const;
    return [{ from, to: { box: name, ...key, cardinality: "zero-or-one" }, label: "extends" }];
  });
}

function buildOwningEdges(schema: Schema): Edge[] {
  return schema.models.flatMap((model) =>
    model.relations
      .filter((relation) => relation.kind === "owning")
      .map((relation): Edge => ({
        from: {
          box: relation.target,
          ...rowOf(relation.references),
          cardinality: relation.isNullable ? "zero-or-one" : "one",
        },
        to: {
          box: model.name,
          ...rowOf(relation.fields),
          cardinality: isSingle(model, relation) ? "zero-or-one" : "many",
        },
        label: labelOf(relation, model),
        ...(relation.foreignKey === undefined && { isLoose: true }),
        ...documented(relation.documentation),
      })),
  );
}

/** Whether a key sees to it that no two rows refer to the same one. */
function isSingle(model: Model, relation: OwningRelation): boolean {
  return listKeys(model).some((key) => key.fields.every((field) => relation.fields.includes(field)));
}

/** One edge for each join table without a model: its relation is declared on two. What goes through a model is drawn as its edges. */
function buildJoinEdges(schema: Schema): Edge[] {
  const edges = new Map<string, Edge>();
  for (const model of schema.models) {
    for (const relation of model.relations) {
      if (relation.kind !== "many-to-many" || relation.joinTable.model !== undefined) continue;
      const { table } = relation.joinTable;
      const key = JSON.stringify([table.schema, table.name]);
      if (edges.has(key)) continue;
      edges.set(key, {
        from: { box: model.name, cardinality: "many" },
        to: { box: relation.target, cardinality: "many" },
        label: labelOf(relation, model),
        ...documented(relation.documentation),
      });
    }
  }
  return [...edges.values()];
}

/** The edges of an arc are called after the arc: what tells them apart is where they lead. */
function labelOf({ name, inverse }: OwningRelation | ManyToManyRelation, { arcs = [] }: Model): string {
  const arc = arcs.find(({ targets }) => targets.some(({ relation }) => relation === name));
  const label = arc?.name ?? name;
  return inverse === undefined ? label : `${label} / ${inverse}`;
}

function rowOf([row]: readonly string[]): { readonly row?: string } {
  return row === undefined ? {} : { row };
}

function documented(documentation: string | undefined): { readonly documentation?: string } {
  return documentation === undefined ? {} : { documentation };
}
