import type { TableName } from "@joinery/schema";

/** The order of tables and types in a catalog: by code unit, the same on every machine. */
export function compareTables(a: TableName, b: TableName): number {
  return compareText(tableKey(a), tableKey(b));
}

export function sortedByName<Item extends { readonly name: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => compareText(a.name, b.name));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One text for one table, as a person would write it: `users`, `audit.events`. */
export function tableKey({ schema, name }: TableName): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
