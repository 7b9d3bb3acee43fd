import type { Expression, OrderTerm, SelectStatement } from "@joinery/sql";
import type { Order, RelationSelection } from "../../args/selection.js";
import { breakTies, isTotalOrder } from "../../args/total-order.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import { readColumn, whereAll, type Draft } from "../draft.js";
import { planDistinct } from "./plan-distinct.js";
import { planFilter } from "../conditions/plan-filter.js";
import { planOrder } from "../conditions/plan-order.js";
import type { Owners } from "./plan-owners.js";
import { planSource, type RelatedSource } from "./related-source.js";
import { addParameter } from "../slots.js";

/** A number of rows, as a parameter is one. */
export const rowCount = { scalar: "Int" } as const;

/** The rows of the relation: their source, which of them, and by which columns they belong to a parent. */
export interface RelatedRows extends Pick<RelatedSource, "from" | "link" | "keys"> {
  readonly draft: Draft;
  readonly where: Pick<SelectStatement, "where">;
  readonly orderBy: readonly OrderTerm[];
}

export function planRows(wanted: RelationSelection, alias: string, owners: Owners, draft: Draft): RelatedRows {
  const { where, distinct } = wanted;
  const { conditions, ...source } = planSource(wanted, alias, owners, draft);
  const fitting = [
    ...(where === undefined ? [] : [planFilter(where, alias, draft)]),
    ...(distinct === undefined ? [] : [planDistinctRows(distinct, wanted, source.keys, alias, owners, draft)]),
  ];
  return {
    draft,
    ...source,
    where: whereAll([...conditions, ...fitting]),
    orderBy: planOrder(orderOf(wanted), alias, draft),
  };
}

/**
 * The order of the rows of each parent, in which no two are alike, so that by whatever way they come they come in the same one: what the call
 * leaves open, the key decides. (A view without a key has no such order.)
 */
export function orderOf({ relation, orderBy }: RelationSelection): readonly Order[] {
  const { target, references, isMany } = relation;
  if (!isMany || isTotalOrder(orderBy, target, relation.relation.kind === "inverse" ? references : [])) return orderBy;
  return breakTies(orderBy, target.primaryKey);
}

/** Of the rows of each parent that are alike in some fields, the first. */
function planDistinctRows(
  distinct: readonly FieldMetadata[],
  wanted: RelationSelection,
  keys: RelatedRows["keys"],
  alias: string,
  owners: Owners,
  draft: Draft,
): Expression {
  const { target } = wanted.relation;
  const own = target.primaryKey.map(({ column }) => readColumn(draft, alias, column));
  const columnsOf = (from: Draft, columns: RelatedRows["keys"]) =>
    columns.map((key) => readColumn(from, key.alias, key.column));
  return planDistinct(distinct, wanted, target, [...columnsOf(draft, keys), ...own], draft, (innerAlias, inner) => {
    const source = planSource(wanted, innerAlias, owners, inner);
    return { ...source, owners: columnsOf(inner, source.keys) };
  });
}

export function pageRows(wanted: RelationSelection, draft: Draft, rows: RelatedRows): SelectStatement {
  return {
    kind: "select",
    columns: draft.columns,
    from: rows.from,
    joins: [...rows.link, ...draft.joins],
    ...rows.where,
    ...(rows.orderBy.length === 0 ? {} : { orderBy: rows.orderBy }),
    ...planPage(wanted, draft),
  };
}

/** `limit` and `offset` of a statement. */
export function planPage(
  { limit, offset }: Pick<RelationSelection, "limit" | "offset">,
  draft: Draft,
): Pick<SelectStatement, "limit" | "offset"> {
  const count = (path: NonNullable<typeof limit>) => addParameter(draft, { kind: "row-count", path }, rowCount);
  return {
    ...(limit === undefined ? {} : { limit: count(limit) }),
    ...(offset === undefined ? {} : { offset: count(offset) }),
  };
}
