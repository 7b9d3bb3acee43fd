import { listKeys, takeOwnPart } from "@joinery/schema";
import type { SearchIndex } from "@joinery/sql";
import type { Arc, Fulltext, Model, Relation, Schema, TableName, View } from "@joinery/schema";
import { prepareAggregates, type ModelAggregates } from "./aggregates.js";
import { listConstraints, listUniques, type ConstraintFields } from "./list-constraints.js";
import { prepareField, type FieldMetadata } from "./field-metadata.js";
import { hasIndex } from "./has-index.js";

/** The schema as the runtime asks it: by name, in constant time, each model prepared when it is first used. */
export interface Metadata {
  readonly schema: Schema;
  model(name: string): ModelMetadata;
  /** By the name that a database gives, which names the default schema too. */
  findTable(table: TableName): ModelMetadata | undefined;
  /** The model and fields behind a key of any kind, a unique index, or a check: of `owner`, where several tables have one of that name. */
  findConstraint(name: string, owner?: string): ConstraintFields | undefined;
  /** The name of the key, or the unique index, over these fields of a model's own table. */
  findKeyName(model: string, fields: readonly string[]): string | undefined;
}

/** What has members that a filter can name: a model, or a value object. */
export interface Members {
  readonly name: string;
  readonly members: ReadonlyMap<string, Member>;
  /** Where a search looks; absent where nothing is declared to be searched. */
  readonly search?: SearchMetadata;
}

/** What is searched of a model's rows. */
export interface SearchMetadata {
  readonly index: SearchIndex;
  /** The column with a row's words, where a database has one. */
  readonly column?: string;
  /** The model whose table has the words, where that is not the model itself but one it extends. */
  readonly home?: ModelMetadata;
  readonly key: readonly FieldMetadata[];
}

/** Its members are fields, relations and arcs: a model has one namespace. */
export interface ModelMetadata extends Members {
  readonly accessor: string;
  readonly table: TableName;
  readonly fields: readonly FieldMetadata[];
  readonly relations: readonly RelationMetadata[];
  readonly arcs: readonly ArcMetadata[];
  /** What it is that is read. Absent for a table. */
  readonly view?: View;
  /** Empty where nothing tells the rows of a view apart. */
  readonly primaryKey: readonly FieldMetadata[];
  /** The primary key and every unique key. */
  readonly keys: readonly (readonly FieldMetadata[])[];
  /** What a new row can meet another one in, so that this is changed instead. */
  readonly arbiters: readonly Arbiter[];
  /** The time that marks a row as deleted: such rows are not seen unless a call asks for them. */
  readonly softDelete?: FieldMetadata;
  /** The tables that hold a row: that of the model itself, after those of the models it extends, the farthest first. */
  readonly parts: readonly Part[];
  /** What can be computed of many rows; prepared on first use. */
  readonly aggregates: ModelAggregates;
  /** Of its own table. */
  fieldOfColumn(column: string): string | undefined;
}

/**
 * A unique key of a model's own table that is checked at once, or a unique index of some of its rows: what an insert can be told to look out for.
 *
 */
export interface Arbiter {
  readonly fields: readonly FieldMetadata[];
  /** The condition of its rows, in SQL. */
  readonly among?: string;
  /** The one dialect it is for; absent for all. */
  readonly dialect?: string;
}

/** One table of those that hold the rows of a model. */
export interface Part {
  /** The model whose table it is. */
  readonly model: ModelMetadata;
  /** The fields of the whole model that are written there. The key is written where it is declared, and follows to the others. */
  readonly fields: readonly FieldMetadata[];
}

export type Member = FieldMetadata | RelationMetadata | ArcMetadata;

export interface RelationMetadata {
  readonly kind: "relation";
  readonly name: string;
  readonly relation: Relation;
  readonly isMany: boolean;
  /** Whenever its key is set, it leads to a row that the types of the model promise: it is required, or a part of an arc that is. */
  readonly isRequired: boolean;
  readonly source: ModelMetadata;
  /** Prepared on first use: models refer to each other in circles. */
  readonly target: ModelMetadata;
  /** `fields[i]` of the source is matched with `references[i]` of the target. */
  readonly fields: readonly FieldMetadata[];
  readonly references: readonly FieldMetadata[];
  /**
   * The same relation of the target, where it has it: then it can be followed on and on, from whatever it leads to. Rows without a key
   * could not be known again.
   */
  readonly next: RelationMetadata | undefined;
  /** The model whose rows tie both ends, where a many-to-many relation goes through one. */
  readonly through: ModelMetadata | undefined;
  /** The rows that it leads to from one row are found by an index. */
  readonly isIndexed: boolean;
  /** How the rows of a list are sorted where a call does not say. */
  readonly orderBy: readonly { readonly field: FieldMetadata; readonly direction: "asc" | "desc" }[];
}

/** A relation to one of several models. */
export interface ArcMetadata {
  readonly kind: "arc";
  readonly name: string;
  /** The relations that it is made of, by what arguments call their targets. */
  readonly targets: ReadonlyMap<string, RelationMetadata>;
  /** It may lead nowhere. */
  readonly isNullable: boolean;
}

export function createMetadata(schema: Schema): Metadata {
  const sources = new Map(schema.models.map((model) => [model.name, model]));
  const prepared = new Map<string, ModelMetadata>();
  let constraints: ReturnType<typeof listConstraints> | undefined;
  const metadata: Metadata = {
    schema,
    model(name) {
      let model = prepared.get(name);
      if (model === undefined) {
        const source = sources.get(name);
        if (source === undefined) throw new Error(`The schema has no model ${name}`);
        prepared.set(name, (model = prepareModel(source, metadata)));
      }
      return model;
    },
    findTable({ schema: namespace, name }) {
      const named = schema.models.filter(({ table }) => table.name === name);
      const model =
        named.find(({ table }) => table.schema === namespace) ??
        named.find(({ table }) => table.schema === undefined) ??
        named[0];
      return model && metadata.model(model.name);
    },
    findConstraint(name, owner) {
      const named = (constraints ??= listConstraints(schema)).get(name);
      return named?.find(({ model }) => model === owner) ?? named?.[0];
    },
    findKeyName(name, fields) {
      const model = sources.get(name);
      const keys = model === undefined ? [] : listUniques(takeOwnPart(model));
      return keys.find((key) => key.fields.join() === fields.join())?.name;
    },
  };
  return metadata;
}

function prepareModel(model: Model, metadata: Metadata): ModelMetadata {
  const lastOfIndexes = model.indexes.map((index) => index.fields.at(-1));
  const descending = new Set(lastOfIndexes.flatMap((last) => (last?.sort === "desc" ? [last.name] : [])));
  const fields = model.fields.map((field) => {
    // The key is in every table.
    const home = model.primaryKey?.fields.includes(field.name) ? undefined : field.inheritedFrom;
    const isOfView = model.view !== undefined;
    return {
      ...prepareField(field, metadata.schema, home === undefined ? undefined : metadata.model(home), isOfView),
      ...(descending.has(field.name) && { isIndexedDescending: true as const }),
    };
  });
  const members = new Map<string, Member>(fields.map((field) => [field.name, field]));
  const findField = (name: string) => findFieldOf(members, name, model.name);
  let aggregates: ModelAggregates | undefined;
  const prepared: ModelMetadata = {
    name: model.name,
    accessor: model.accessor,
    table: model.table,
    ...(model.view && { view: model.view }),
    members,
    fields,
    relations: [],
    arcs: [],
    primaryKey: model.primaryKey?.fields.map(findField) ?? [],
    keys: listKeys(model).map((key) => key.fields.map(findField)),
    arbiters: listArbiters(takeOwnPart(model), findField),
    ...(model.fulltext === undefined
      ? {}
      : { search: prepareSearch(model.fulltext, model.primaryKey!.fields.map(findField), metadata) }),
    ...(model.softDelete === undefined ? {} : { softDelete: findField(model.softDelete.field) }),
    parts: [],
    get aggregates() {
      return (aggregates ??= prepareAggregates(model.name, fields));
    },
    fieldOfColumn: (column) => fields.find((field) => field.home === undefined && field.column === column)?.name,
  };
  const required = (model.arcs ?? []).filter(({ isNullable }) => !isNullable).flatMap(({ targets }) => targets);
  const relations = model.relations.map((relation) => {
    const isOfArc = required.some((target) => target.relation === relation.name);
    return prepareRelation(relation, isOfArc || isAlwaysSet(relation), prepared, metadata);
  });
  for (const relation of relations) members.set(relation.name, relation);
  const arcs = (model.arcs ?? []).map((arc) => prepareArc(arc, relations));
  for (const arc of arcs) members.set(arc.name, arc);
  return Object.assign(prepared, { relations, arcs, parts: prepareParts(model, prepared, metadata) });
}

function listArbiters(model: Model, findField: (name: string) => FieldMetadata): readonly Arbiter[] {
  const { primaryKey, uniques, indexes } = model;
  const arbiterOf = (names: readonly string[], dialect: string | undefined): Arbiter => {
    return { fields: names.map(findField), ...(dialect !== undefined && { dialect }) };
  };
  return [
    ...(primaryKey === undefined ? [] : [arbiterOf(primaryKey.fields, undefined)]),
    ...uniques.filter(({ isDeferrable }) => !isDeferrable).map(({ fields, dialect }) => arbiterOf(fields, dialect)),
    ...indexes.flatMap(({ isUnique, fields, expression, where, dialect }) => {
      if (!isUnique || expression !== undefined || where === undefined) return [];
      const names = fields.map(({ name }) => name);
      return [{ ...arbiterOf(names, dialect), among: where }];
    }),
  ];
}

function prepareSearch(
  { name, column, fields, language, inheritedFrom }: Fulltext,
  key: readonly FieldMetadata[],
  metadata: Metadata,
): SearchMetadata {
  const weights = fields.map(({ weight = "D" }) => weight);
  return {
    index: { name, weights, ...(language === undefined ? {} : { language }) },
    ...(column === undefined ? {} : { column }),
    key,
    ...(inheritedFrom === undefined ? {} : { home: metadata.model(inheritedFrom) }),
  };
}

function prepareArc({ name, targets, isNullable }: Arc, relations: readonly RelationMetadata[]): ArcMetadata {
  const find = (wanted: string) => relations.find((relation) => relation.name === wanted)!;
  const ways = targets.map((target) => [target.name, find(target.relation)] as const);
  return { kind: "arc", name, targets: new Map(ways), isNullable: isNullable === true };
}

function prepareParts({ extends: parent, fields }: Model, self: ModelMetadata, metadata: Metadata): readonly Part[] {
  if (parent === undefined) return [{ model: self, fields: self.fields }];
  const models = [...metadata.model(parent.model).parts.map((part) => part.model), self];
  return models.map((model) => ({
    model,
    fields: self.fields.filter((_, place) => (fields[place]!.inheritedFrom ?? self.name) === model.name),
  }));
}

function isAlwaysSet(relation: Relation): boolean {
  return relation.kind === "owning" && relation.isNullable !== true;
}

function prepareRelation(
  relation: Relation,
  isRequired: boolean,
  source: ModelMetadata,
  metadata: Metadata,
): RelationMetadata {
  let references: readonly FieldMetadata[] | undefined;
  let isIndexed: boolean | undefined;
  return {
    kind: "relation",
    name: relation.name,
    relation,
    isMany: relation.cardinality === "many",
    isRequired,
    source,
    get target() {
      return metadata.model(relation.target);
    },
    get next() {
      const next = this.target.members.get(relation.name);
      if (next?.kind !== "relation" || this.target.primaryKey.length === 0) return undefined;
      const { target, kind, cardinality } = next.relation;
      const isSame = target === relation.target && kind === relation.kind && cardinality === relation.cardinality;
      return isSame ? next : undefined;
    },
    get through() {
      const through = relation.kind === "many-to-many" ? relation.joinTable.model : undefined;
      return through === undefined ? undefined : metadata.model(through);
    },
    fields: relation.fields.map((name) => findFieldOf(source.members, name, source.name)),
    get isIndexed() {
      return (isIndexed ??= hasIndex(relation, metadata.schema));
    },
    get references() {
      return (references ??= relation.references.map((name) =>
        findFieldOf(this.target.members, name, relation.target),
      ));
    },
    get orderBy() {
      const terms = relation.orderBy ?? [];
      return terms.map(({ field, sort }) => ({
        field: findFieldOf(this.target.members, field, relation.target),
        direction: sort,
      }));
    },
  };
}

function findFieldOf(members: ReadonlyMap<string, Member>, name: string, model: string): FieldMetadata {
  const member = members.get(name);
  if (member?.kind !== "field") throw new Error(`The schema's model ${model} has no field ${name}`);
  return member;
}
