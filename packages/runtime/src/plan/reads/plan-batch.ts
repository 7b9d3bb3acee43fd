import type { Capabilities, Expression, SelectStatement } from "@joinery/sql";
import type { RelationSelection } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import {
  addAlias,
  allOf,
  outputColumn,
  outputField,
  readColumn,
  startDraft,
  startInner,
  type Draft,
} from "../draft.js";
import { keyColumn, rowNumberColumn } from "./own-columns.js";
import { isSought, seekPages } from "./seek-pages.js";
import { planReach } from "./plan-recursion.js";
import { ascending } from "../conditions/plan-order.js";
import { pageRows, planRows, rowCount, type RelatedRows } from "./plan-related-rows.js";
import { planSelection, type SelectedRows } from "./plan-selection.js";
import type { Recursion } from "../query-plan.js";
import { addParameter, type SlotSource } from "../slots.js";

export interface BatchStatement {
  readonly statement: SelectStatement;
  readonly draft: Draft;
  readonly selected: SelectedRows;
  /** Where in the rows the parent's key is. */
  readonly ownKey: readonly number[];
  /** Of a recursive relation. */
  readonly recursion?: Pick<Recursion, "maxDepth" | "nextColumns" | "identityColumns">;
}

/**
 * The statement that loads a relation for all its parents. Their keys are one parameter, so the text does not depend on
 * their number; `limit` and `offset` count for each parent.
 *
 * @param parentKey by the shape of the call there is one parent at most, and here is its key: then it is compared directly, and a limit
 *   is the statement's own
 */
export function planBatch(
  wanted: RelationSelection,
  parentKey: readonly SlotSource[] | undefined,
  capabilities: Capabilities,
): BatchStatement {
  const draft = startDraft();
  const alias = addAlias(draft);
  const hasOneParent = parentKey !== undefined && wanted.recursion === undefined;
  const isNumbered = !hasOneParent && (wanted.limit !== undefined || wanted.offset !== undefined);
  const selected = planSelection(wanted.selection, { draft, alias, path: [], place: [] });
  if (isNumbered && isSought(wanted)) {
    return { draft, selected, ...seekPages(wanted, alias, draft, capabilities) };
  }
  const reach = wanted.recursion && planReach(wanted, parentKey, draft);
  const rows = planRows(wanted, alias, reach?.keys ?? parentKey, isNumbered ? startInner(draft) : draft);
  const ownKey = rows.keys.map((key, part) =>
    isNumbered
      ? outputColumn(draft, alias, keyColumn(part), key.field)
      : outputColumn(draft, key.alias, key.column, key.field),
  );
  const recursion = wanted.recursion && planRecursion(wanted, selected, alias, draft);
  const statement = isNumbered
    ? numberRows(wanted, alias, draft, rows)
    : pageRows(wanted, draft, !hasOneParent && capabilities.readsKeysInOrder ? groupRows(rows) : rows);
  if (recursion === undefined) return { statement, draft, selected, ownKey };
  return { statement: { ...statement, recursive: reach!.table }, draft, ownKey, ...recursion };
}

/**
 * Lists one after the other: an index that leads to the rows of a parent may have them in their order too, and they are put where they belong with one
 * look for each list. Where the database has to sort them for it, the looks cost less.
 */
function groupRows(rows: RelatedRows): RelatedRows {
  if (rows.orderBy.length === 0) return rows;
  const keys = rows.keys.map((key) => readColumn(rows.draft, key.alias, key.column));
  return { ...rows, orderBy: [...keys.map(ascending), ...rows.orderBy] };
}

/** What the rows of every level need so that those of the next find them. */
function planRecursion(
  { relation, property: name, recursion }: RelationSelection,
  { shape, ...selected }: SelectedRows,
  alias: string,
  draft: Draft,
): Pick<BatchStatement, "selected" | "recursion"> {
  const output = (field: FieldMetadata) => outputField(draft, alias, field);
  return {
    selected: { ...selected, shape: { ...shape, properties: [...shape.properties, { kind: "stitched", name }] } },
    recursion: {
      ...recursion,
      nextColumns: relation.next!.fields.map(output),
      identityColumns: relation.target.primaryKey.map(output),
    },
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
  const rowNumber = { kind: "row-number", partitionBy: own, orderBy: rows.orderBy } as const;
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
    orderBy: [...keyNames.map((name) => readColumn(draft, alias, name)), number].map(ascending),
  };
}
