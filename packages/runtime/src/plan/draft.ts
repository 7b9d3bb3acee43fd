import type { ColumnExpression, Expression, Join, OutputColumn } from "@joinery/sql";
import type { ArgumentPath } from "../args/argument-path.js";
import type { Visibility } from "../args/selection.js";
import type { FieldMetadata, Home } from "../metadata/field-metadata.js";
import type { ModelMetadata, RelationMetadata, SearchMetadata } from "../metadata/metadata.js";
import type { SlotSource } from "./slots.js";
import { seeRows, visibilityOf } from "./conditions/visible-rows.js";

/** One statement while it is planned: what has been asked of it so far. */
export interface Draft {
  readonly sources: SlotSource[];
  /** Of the only row there can be: the fields whose values are in the arguments, and where. */
  readonly known: Map<FieldMetadata, ArgumentPath>;
  readonly columns: OutputColumn[];
  readonly joins: Join[];
  /** Where in the output a column already is, by alias and column. */
  readonly positions: Map<string, number>;
  /** The alias under which the target of a relation is joined already, by alias and relation. */
  readonly joined: Map<string, string>;
  /** The columns that are read of each alias: what a subquery in its place must give. */
  readonly used: Map<string, Set<string>>;
  /** Shared by all levels of the statement, so that every alias means one thing. */
  readonly aliases: { next: number };
}

export function startDraft(): Draft {
  return {
    sources: [],
    known: new Map(),
    columns: [],
    joins: [],
    positions: new Map(),
    joined: new Map(),
    used: new Map(),
    aliases: { next: 0 },
  };
}

/** A draft for a subquery of the same statement: it shares parameters and aliases, and has joins of its own. */
export function startInner(draft: Draft): Draft {
  return { ...startDraft(), sources: draft.sources, aliases: draft.aliases };
}

export function addAlias(draft: Pick<Draft, "aliases">): string {
  return `t${draft.aliases.next++}`;
}

/** The table that is read; `undefined` for the written table, in what a write returns. */
export type Alias = string | undefined;

/** A field of the rows of an alias, in whatever table it is. */
export function readField(draft: Draft, alias: Alias, field: FieldMetadata): ColumnExpression {
  return readColumn(draft, placeOf(draft, alias, field), field.column);
}

/** The column with the words of the rows of an alias, in whatever table it is, where there is one. */
export function readWords(draft: Draft, alias: string, { column, home }: SearchMetadata): ColumnExpression | undefined {
  return column === undefined ? undefined : readColumn(draft, placeOf(draft, alias, { home }), column);
}

/**
 * The alias of the table that has the field: where that is one of a model that is extended, it is joined when a field of it is
 * first read. Every row has a row there, so the join is an inner one, unless the alias itself may be without a row.
 */
function placeOf(draft: Draft, alias: Alias, { home }: { readonly home?: Home | undefined }): Alias {
  if (home === undefined) return alias;
  if (alias === undefined) throw new Error("What a write returns is of one table");
  const key = `${alias}:${home.name}`;
  const known = draft.joined.get(key);
  if (known !== undefined) return known;
  const place = addAlias(draft);
  draft.joined.set(key, place);
  const isOptional = draft.joins.some((join) => join.type === "left" && join.source.alias === alias);
  draft.joins.push({
    type: isOptional ? "left" : "inner",
    // Of a row that is seen already.
    source: { kind: "table", table: home.table, alias: place },
    on: matchKeys(
      home.primaryKey.map(({ column }) => readColumn(draft, place, column)),
      home.primaryKey.map(({ column }) => readColumn(draft, alias, column)),
    ),
  });
  return place;
}

/** The aliases of all tables that hold the rows of an alias: each is joined. */
export function joinParts(draft: Draft, alias: string, { parts }: ModelMetadata): readonly string[] {
  return parts.map(({ model }, place) =>
    place === parts.length - 1 ? alias : placeOf(draft, alias, { home: model })!,
  );
}

export function readColumn(draft: Draft, alias: Alias, column: string): ColumnExpression {
  if (alias === undefined) return { kind: "column", name: column };
  const used = draft.used.get(alias);
  if (used === undefined) draft.used.set(alias, new Set([column]));
  else used.add(column);
  return { kind: "column", source: alias, name: column };
}

/** The position of a field in the output, which gets it if it is not there yet. */
export function outputField(draft: Draft, alias: Alias, field: FieldMetadata): number {
  return outputColumn(draft, placeOf(draft, alias, field), field.column, field);
}

export function outputColumn(
  draft: Draft,
  alias: Alias,
  column: string,
  { type }: Pick<FieldMetadata, "type">,
): number {
  const key = `${alias ?? ""}.${column}`;
  let position = draft.positions.get(key);
  if (position === undefined) {
    position = draft.columns.push({ expression: readColumn(draft, alias, column), type }) - 1;
    draft.positions.set(key, position);
  }
  return position;
}

/**
 * The alias of a relation to one, joined once however often it is asked for. Always an outer join, so that it
 * can neither drop a parent nor, before the parent is found, be where the database starts.
 */
export function joinRelation(draft: Draft, alias: string, relation: RelationMetadata, asked: Visibility = {}): string {
  const visibility = visibilityOf(relation, asked);
  const key = `${alias}.${relation.name}${visibility.withDeleted ? "+" : ""}`;
  const known = draft.joined.get(key);
  if (known !== undefined) return known;
  const target = addAlias(draft);
  draft.joined.set(key, target);
  const own = relation.fields.map((field) => readField(draft, alias, field));
  const { source, conditions } = seeRows(relation.target, target, visibility);
  const keys = matchKeys(
    relation.references.map((field) => readColumn(draft, target, field.column)),
    own,
  );
  draft.joins.push({ type: "left", source, on: allOf([keys, ...conditions]) });
  return target;
}

/** The alias at the end of a way through relations to one. */
export function joinRelations(draft: Draft, alias: string, relations: readonly RelationMetadata[]): string {
  return relations.reduce((from, relation) => joinRelation(draft, from, relation), alias);
}

export function matchKeys(left: readonly Expression[], right: readonly Expression[]): Expression {
  return allOf(left.map((each, index) => ({ kind: "comparison", operator: "=", left: each, right: right[index]! })));
}

/** Every one of them; one alone needs no brackets. */
export function allOf(operands: readonly Expression[]): Expression {
  return operands.length === 1 ? operands[0]! : { kind: "and", operands };
}

/** The condition of a statement, where there is one. */
export function whereAll(operands: readonly Expression[]): { readonly where?: Expression } {
  return operands.length === 0 ? {} : { where: allOf(operands) };
}
