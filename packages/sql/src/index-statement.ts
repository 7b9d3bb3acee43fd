import type { TableName } from "@joinery/schema";
import type { IndexColumn, IndexObject, KeyConstraint } from "./catalog.js";
import { columnList } from "./constraint-clause.js";
import { quoteIdentifier, quoteTable } from "./quote-identifier.js";

/** CREATE INDEX. Ascending is the default and not written. */
export function createIndex(table: TableName, index: IndexObject): string {
  const { name, columns, isUnique, method, where, include } = index;
  const clauses = [
    `create${isUnique ? " unique" : ""} index ${quoteIdentifier(name)} on ${quoteTable(table)}`,
    ...(method === undefined ? [] : [`using ${method}`]),
    `(${columns.map(indexEntry).join(", ")})`,
    ...(include === undefined ? [] : [`include (${columnList(include)})`]),
    ...(where === undefined ? [] : [`where ${where}`]),
  ];
  return clauses.join(" ");
}

function indexEntry(column: IndexColumn): string {
  const subject = "name" in column ? quoteIdentifier(column.name) : `(${column.expression})`;
  const operators = column.operatorClass === undefined ? "" : ` ${column.operatorClass}`;
  return subject + operators + (column.sort === "desc" ? " desc" : "");
}

/** CREATE UNIQUE INDEX: a unique key that can come and go without touching its table. */
export function createUniqueIndex(table: TableName, key: KeyConstraint): string {
  return `create unique index ${quoteIdentifier(key.name)} on ${quoteTable(table)} (${columnList(key.columns)})`;
}
