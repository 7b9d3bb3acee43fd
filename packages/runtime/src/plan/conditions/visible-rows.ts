import type { Expression, TableSource } from "@joinery/sql";
import type { Visibility } from "../../args/selection.js";
import type { ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";

/** Rows as they enter a statement: their table, and what a row must meet to be seen at all. */
export interface VisibleRows {
  readonly source: TableSource;
  /** Empty for a model without `@@softDelete`. They belong where the source is: into the filter of a statement, or onto its join. */
  readonly conditions: readonly Expression[];
}

/**
 * The rows of a model. Planners come to a model's table by this way alone, so that none can forget that rows which count as
 * deleted are not there (the idea of Hibernate's filters and EF Core's query filters).
 */
export function seeRows(model: ModelMetadata, alias: string, visibility: Visibility): VisibleRows {
  return { source: { kind: "table", table: model.table, alias }, conditions: listConditions(model, alias, visibility) };
}

/** What the rows of a table that a statement names otherwise must meet: the table that it changes, a join table. */
export function listConditions(
  { softDelete }: ModelMetadata,
  alias: string,
  { withDeleted }: Visibility,
): readonly Expression[] {
  if (softDelete === undefined || withDeleted) return [];
  const { column, home } = softDelete;
  const columnOf = (source: string, name: string): Expression => ({ kind: "column", source, name });
  const isKept = (source: string): Expression => ({ kind: "is-null", operand: columnOf(source, column) });
  if (home === undefined) return [isKept(alias)];
  // It is in another table than the alias: a condition that stands by itself can stand on a join too.
  const kept = `${alias}_kept`;
  const keyOf = (source: string) => home.primaryKey.map((field) => columnOf(source, field.column));
  const columns = keyOf(kept).map((expression) => ({ expression }));
  const from = { kind: "table", table: home.table, alias: kept } as const;
  return [
    { kind: "in-select", operands: keyOf(alias), select: { kind: "select", columns, from, where: isKept(kept) } },
  ];
}

/**
 * What is seen at the other end of a relation. A relation that must lead to a row does so even when that row is deleted: to
 * drop it would break the type of the parent or lose the parent itself, as EF Core's filters on required relations do.
 */
export function visibilityOf(relation: RelationMetadata, { withDeleted }: Visibility = {}): Visibility {
  return withDeleted || relation.isRequired ? { withDeleted: true } : {};
}
