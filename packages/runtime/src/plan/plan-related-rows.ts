import type { ManyToManyRelation } from "@joinery/schema";
import type { Expression, Join, SelectStatement, TableSource } from "@joinery/sql";
import type { RelationSelection } from "../args/selection.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import { addAlias, allOf, matchKeys, readColumn, whereAll, type Draft } from "./draft.js";
import { planDistinct } from "./plan-distinct.js";
import { planFilter } from "./plan-filter.js";
import { orderByKey, planOrder } from "./plan-order.js";
import { listKeyColumns, planOwners, type KeyColumn, type OwnerKey } from "./plan-owners.js";
import { addParameter } from "./slots.js";
import { listConditions, seeRows, visibilityOf } from "./visible-rows.js";

/** A number of rows, as a parameter is one. */
export const rowCount = { scalar: "Int" } as const;

/** The rows of the relation: their source, which of them, and by which columns they belong to a parent. */
export interface RelatedRows {
  readonly draft: Draft;
  readonly from: TableSource;
  readonly link: readonly Join[];
  readonly where: Pick<SelectStatement, "where">;
  readonly orderBy: SelectStatement["orderBy"];
  readonly keys: readonly KeyColumn[];
}

export function planRows(
  wanted: RelationSelection,
  alias: string,
  parentKey: OwnerKey | undefined,
  draft: Draft,
): RelatedRows {
  const { relation, where, distinct, limit, offset } = wanted;
  const isPage = limit !== undefined || offset !== undefined;
  const { conditions, ...source } = planSource(wanted, alias, parentKey, draft);
  const fitting = [
    ...(where === undefined ? [] : [planFilter(where, alias, draft)]),
    ...(distinct === undefined ? [] : [planDistinctRows(distinct, wanted, source.keys, alias, parentKey, draft)]),
  ];
  const order = isPage && wanted.orderBy.length === 0 ? orderByKey(relation.target.primaryKey) : wanted.orderBy;
  return {
    draft,
    ...source,
    where: whereAll([...conditions, ...fitting]),
    orderBy: planOrder(order, alias, draft),
  };
}

/** Of the rows of each parent that are alike in some fields, the first. */
function planDistinctRows(
  distinct: readonly FieldMetadata[],
  wanted: RelationSelection,
  keys: RelatedRows["keys"],
  alias: string,
  parentKey: OwnerKey | undefined,
  draft: Draft,
): Expression {
  const { target } = wanted.relation;
  const own = target.primaryKey.map(({ column }) => readColumn(draft, alias, column));
  const columnsOf = (from: Draft, columns: RelatedRows["keys"]) =>
    columns.map((key) => readColumn(from, key.alias, key.column));
  return planDistinct(distinct, wanted, target, [...columnsOf(draft, keys), ...own], draft, (innerAlias, inner) => {
    const source = planSource(wanted, innerAlias, parentKey, inner);
    return { ...source, owners: columnsOf(inner, source.keys) };
  });
}

/** Where the rows come from, by which columns they belong to a parent, and that it is one of these parents and they are seen. */
function planSource(
  wanted: RelationSelection,
  alias: string,
  parentKey: OwnerKey | undefined,
  draft: Draft,
): Pick<RelatedRows, "from" | "link" | "keys"> & { readonly conditions: readonly Expression[] } {
  const { relation } = wanted;
  const { source, conditions } = seeRows(relation.target, alias, visibilityOf(relation, wanted));
  if (relation.relation.kind !== "many-to-many") {
    const keys = listKeyColumns(relation.references, alias);
    return { from: source, link: [], keys, conditions: [planOwners(draft, keys, parentKey), ...conditions] };
  }
  const { joinTable } = relation.relation;
  const keysOf = (alias: string) =>
    joinTable.sourceColumns.map((column, part) => ({ alias, column, field: relation.fields[part]! }));
  const selectPairs = (alias: string) => [
    planOwners(draft, keysOf(alias), parentKey),
    ...(relation.through ? listConditions(relation.through, alias, {}) : []),
  ];
  const pairs = addAlias(draft);
  const on = matchKeys(
    relation.references.map((field) => readColumn(draft, alias, field.column)),
    joinTable.targetColumns.map((column) => readColumn(draft, pairs, column)),
  );
  const link: readonly Join[] = [{ type: "inner", source, on }];
  const keys = keysOf(pairs);
  if (!joinTable.mayRepeat) {
    const from = { kind: "table", table: joinTable.table, alias: pairs } as const;
    return { from, link, keys, conditions: [...selectPairs(pairs), ...conditions] };
  }
  const inner = addAlias(draft);
  const select = selectDistinctPairs(joinTable, inner, allOf(selectPairs(inner)));
  return { from: { kind: "subquery", select, alias: pairs }, link, keys, conditions };
}

/** The pairs of a join table, each once: before they are joined, so that a limit counts targets. */
function selectDistinctPairs(
  { table, sourceColumns, targetColumns }: ManyToManyRelation["joinTable"],
  alias: string,
  where: Expression,
): SelectStatement {
  const names = [...new Set([...sourceColumns, ...targetColumns])];
  return {
    kind: "select",
    distinct: true,
    columns: names.map((name) => ({ expression: { kind: "column", source: alias, name }, alias: name })),
    from: { kind: "table", table, alias },
    where,
  };
}

export function pageRows(wanted: RelationSelection, draft: Draft, rows: RelatedRows): SelectStatement {
  return {
    kind: "select",
    columns: draft.columns,
    from: rows.from,
    joins: [...rows.link, ...draft.joins],
    ...rows.where,
    ...(rows.orderBy!.length === 0 ? {} : { orderBy: rows.orderBy! }),
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
