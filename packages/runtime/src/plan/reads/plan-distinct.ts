import type { ColumnExpression, Expression, Join, SelectStatement } from "@joinery/sql";
import type { ListArguments } from "../../args/selection.js";
import { breakTies } from "../../args/total-order.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { addAlias, readField, startInner, whereAll, type Draft } from "../draft.js";
import { keyColumn, rowNumberColumn } from "./own-columns.js";
import { planFilter } from "../conditions/plan-filter.js";
import { planOrder } from "../conditions/plan-order.js";

/** The rows that a list is taken from, once more in a subquery. */
export interface DistinctSource extends Pick<SelectStatement, "from"> {
  readonly link: readonly Join[];
  /** The columns by which they belong to a parent: what is distinct is so for each. */
  readonly owners: readonly ColumnExpression[];
  /** What of them is seen, and of which parents. */
  readonly conditions: readonly Expression[];
}

/**
 * That a row is the first, in the order asked for, of those that are alike in the fields of `distinct`: its key is among
 * the keys of the rows that are numbered one. A condition, so that it goes with whatever else is asked of the list.
 *
 * @param own in the statement where the condition stands, the owners' columns and the primary key
 * @param openSource the rows under that alias
 */
export function planDistinct(
  distinct: readonly FieldMetadata[],
  { where, orderBy }: ListArguments,
  model: ModelMetadata,
  own: readonly Expression[],
  draft: Draft,
  openSource: (alias: string, inner: Draft) => DistinctSource,
): Expression {
  const inner = startInner(draft);
  const alias = addAlias(inner);
  const { from, link, owners, conditions } = openSource(alias, inner);
  const columnsOf = (fields: readonly FieldMetadata[]) => fields.map((field) => readField(inner, alias, field));
  const fitting = where === undefined ? [] : [planFilter(where, alias, inner)];
  const rowNumber: Expression = {
    kind: "row-number",
    partitionBy: [...owners, ...columnsOf(distinct)],
    orderBy: planOrder(breakTies(orderBy, model.primaryKey), alias, inner),
  };
  const keys = [...owners, ...columnsOf(model.primaryKey)];
  const numbered: SelectStatement = {
    kind: "select",
    columns: [
      ...keys.map((expression, part) => ({ expression, alias: keyColumn(part) })),
      { expression: rowNumber, alias: rowNumberColumn },
    ],
    from,
    joins: [...link, ...inner.joins],
    ...whereAll([...conditions, ...fitting]),
  };
  const first = addAlias(inner);
  const read = (name: string): Expression => ({ kind: "column", source: first, name });
  const select: SelectStatement = {
    kind: "select",
    columns: keys.map((_, part) => ({ expression: read(keyColumn(part)) })),
    from: { kind: "subquery", select: numbered, alias: first },
    where: { kind: "comparison", operator: "=", left: read(rowNumberColumn), right: { kind: "literal", value: 1 } },
  };
  return { kind: "in-select", operands: own, select };
}
