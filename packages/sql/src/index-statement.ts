import type { TableName } from "@joinery/schema";
import type { IndexObject, KeyConstraint } from "./catalog.js";
import { columnList } from "./constraint-clause.js";
import { quoteIdentifier, quoteTable } from "./quote-identifier.js";

/** CREATE INDEX. Ascending is the default and not written. */
export function createIndex(table: TableName, index: IndexObject): string {
  const columns = index.columns.map(({ name, sort }) => quoteIdentifier(name) + (sort === "desc" ? " desc" : ""));
  return `create index ${quoteIdentifier(index.name)} on ${quoteTable(table)} (${columns.join(", ")})`;
}

/** CREATE UNIQUE INDEX: a unique key that can come and go without touching its table. */
export function createUniqueIndex(table: TableName, key: KeyConstraint): string {
  return `create unique index ${quoteIdentifier(key.name)} on ${quoteTable(table)} (${columnList(key.columns)})`;
}
