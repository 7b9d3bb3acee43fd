import type { IndexObject } from "@joinery/sql";

/** What an index is but for its name: equal texts for equal indexes. */
export function shapeOfIndex({ columns, isUnique, method, where, include }: IndexObject): string {
  const entries = columns.map((column) => [
    "name" in column ? column.name : [column.expression],
    column.sort,
    column.operatorClass,
  ]);
  return JSON.stringify([entries, isUnique, method, where, include]);
}
