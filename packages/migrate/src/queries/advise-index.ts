import type { TableName } from "@joinery/schema";
import type { Catalog, Table } from "@joinery/sql";
import type { TableUse } from "./table-use.js";

/** An index over columns. */
export interface IndexAdvice {
  /** In any order. */
  readonly equal: readonly string[];
  /** Behind those. */
  readonly ordered: TableUse["order"];
}

/**
 * The index that would find what is asked of a table: first what is equal, then the order, or else a range; undefined where the order of
 * no index could be of use.
 */
export function adviseIndex({ equal, ranges, order, isLimited }: TableUse, table: Table): IndexAdvice | undefined {
  const key = table.primaryKey?.columns ?? [];
  // By the key, rows are told apart: what comes behind it is no order.
  const end = order.findIndex(({ column }) => key.includes(column));
  const sorted = order.slice(0, end < 0 ? order.length : end).filter(({ column }) => !equal.includes(column));
  const [range] = ranges.filter((column) => !equal.includes(column));
  // All rows that fit are sorted as fast as they are read.
  const wanted = equal.length > 0 || isLimited ? sorted : [];
  const isRanged = range !== undefined && wanted[0]?.column !== range;
  const ordered = isRanged ? [{ column: range, direction: "asc" } as const] : wanted;
  return equal.length + ordered.length === 0 ? undefined : { equal, ordered };
}

/** Whether a table has an index that begins so, or a key that is among what is equal. */
export function hasIndex(table: Table, { equal, ordered }: IndexAdvice): boolean {
  const keys = [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniques];
  if (keys.some((key) => key.columns.every((column) => equal.includes(column)))) return true;
  return listOrders(table).some((columns) => {
    const first = columns.slice(0, equal.length);
    if (!equal.every((name) => first.some(({ column }) => column === name))) return false;
    const next = columns.slice(equal.length, equal.length + ordered.length);
    if (!ordered.every(({ column }, place) => next[place]?.column === column)) return false;
    // An index is read from either end.
    const turns = ordered.map(({ direction }, place) => direction === next[place]!.direction);
    return turns.every(Boolean) || !turns.some(Boolean);
  });
}

/** The orders in which a table can be read. */
function listOrders(table: Table): readonly TableUse["order"][] {
  const keys = [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniques];
  return [
    ...keys.map(({ columns }) => columns.map((column) => ({ column, direction: "asc" }) as const)),
    ...table.indexes
      .filter(({ method, where }) => method === undefined && where === undefined)
      .map(({ columns }) => columns.map((each) => ({ column: "name" in each ? each.name : "", direction: each.sort }))),
  ];
}

export function findTable({ tables }: Catalog, wanted: TableName): Table | undefined {
  return tables.find(({ name, schema }) => name === wanted.name && schema === wanted.schema);
}
