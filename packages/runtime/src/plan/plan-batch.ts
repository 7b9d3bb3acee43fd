import type { ManyToManyRelation } from "@joinery/schema";
import type { Expression, Join, SelectStatement, TableSource } from "@joinery/sql";
import type { RelationSelection } from "../args/selection.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import {
  addAlias,
  allOf,
  matchKeys,
  outputColumn,
  readColumn,
  startDraft,
  startInner,
  whereAll,
  type Draft,
} from "./draft.js";
import { keyColumn, rowNumberColumn } from "./own-columns.js";
import { planDistinct } from "./plan-distinct.js";
import { planFilter } from "./plan-filter.js";
import { orderByKey, planOrder } from "./plan-order.js";
import { listKeyColumns, planOwners, type KeyColumn } from "./plan-owners.js";
import { planSelection, type SelectedRows } from "./plan-selection.js";
import { addParameter, type SlotSource } from "./slots.js";
import { listConditions, seeRows, visibilityOf } from "./visible-rows.js";

const rowCount = { scalar: "Int" } as const;
export interface BatchStatement {
  readonly statement: SelectStatement;
  readonly draft: Draft;
  readonly selected: SelectedRows;
  /** Where in the rows the parent's key is. */
  readonly ownKey: readonly number[];
}

/**
 * The statement that loads a relation for all its parents. Their keys are one parameter, so the text does not depend on
 * their number; `limit` and `offset` count for each parent.
 *
 * @param parentKey by the shape of the call there is one parent at most, and here is its key: then it is compared directly, and a limit
 *   is the statement's own
 */
export function planBatch(wanted: RelationSelection, parentKey: readonly SlotSource[] | undefined): BatchStatement {
  const draft = startDraft();
  const alias = addAlias(draft);
  const isNumbered = parentKey === undefined && (wanted.limit !== undefined || wanted.offset !== undefined);
  const selected = planSelection(wanted.selection, { draft, alias, path: [], place: [] });
  const rows = planRows(wanted, alias, parentKey, isNumbered ? startInner(draft) : draft);
  const ownKey = rows.keys.map((key, part) =>
    isNumbered
      ? outputColumn(draft, alias, keyColumn(part), key.field)
      : outputColumn(draft, key.alias, key.column, key.field),
  );
  const statement = isNumbered ? numberRows(wanted, alias, draft, rows) : pageRows(wanted, draft, rows);
  return { statement, draft, selected, ownKey };
}

/** The rows of the relation: their source, which of them, and by which columns they belong to a parent. */
interface RelatedRows {
  readonly draft: Draft;
  readonly from: TableSource;
  readonly link: readonly Join[];
  readonly where: Pick<SelectStatement, "where">;
  readonly orderBy: SelectStatement["orderBy"];
  readonly keys: readonly KeyColumn[];
}

function planRows(
  wanted: RelationSelection,
  alias: string,
  parentKey: readonly SlotSource[] | undefined,
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
  parentKey: readonly SlotSource[] | undefined,
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
  parentKey: readonly SlotSource[] | undefined,
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

function pageRows(wanted: RelationSelection, draft: Draft, rows: RelatedRows): SelectStatement {
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

/**
 * Numbers the rows of each parent in a subquery, and keeps the page of each. The subquery takes the place of the table,
 * alias and all: what is joined and read outside need not know.
 */
function numberRows(
  { limit, offset }: RelationSelection,
  alias: string,
  draft: Draft,
  rows: RelatedRows,
): SelectStatement {
  const own = rows.keys.map((key) => readColumn(rows.draft, key.alias, key.column));
  const keyNames = rows.keys.map((_, part) => keyColumn(part));
  const columns = [...(draft.used.get(alias) ?? [])].filter((name) => !keyNames.includes(name));
  const rowNumber = { kind: "row-number", partitionBy: own, orderBy: rows.orderBy! } as const;
  const select: SelectStatement = {
    kind: "select",
    columns: [
      ...columns.map((name) => ({ expression: readColumn(rows.draft, alias, name), alias: name })),
      ...own.map((expression, part) => ({ expression, alias: keyNames[part]! })),
      { expression: rowNumber, alias: rowNumberColumn },
    ],
    from: rows.from,
    joins: [...rows.link, ...rows.draft.joins],
    ...rows.where,
  };
  const number = { kind: "column", source: alias, name: rowNumberColumn } as const;
  const bounds: Expression[] = [];
  if (offset !== undefined) {
    const right = addParameter(draft, { kind: "row-count", path: offset }, rowCount);
    bounds.push({ kind: "comparison", operator: ">", left: number, right });
  }
  if (limit !== undefined) {
    const last = { kind: "last-row", limit, ...(offset === undefined ? {} : { offset }) } as const;
    bounds.push({ kind: "comparison", operator: "<=", left: number, right: addParameter(draft, last, rowCount) });
  }
  return {
    kind: "select",
    columns: draft.columns,
    from: { kind: "subquery", select, alias },
    joins: draft.joins,
    where: allOf(bounds),
    orderBy: [{ expression: number, direction: "asc" }],
  };
}
