import type { TableName } from "@joinery/schema";

/** A name as SQL text. Always quoted, so that no name is a keyword, changes its case or ends early. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table's name as SQL text, with its schema where it has one. */
export function quoteTable(table: TableName): string {
  return table.schema === undefined
    ? quoteIdentifier(table.name)
    : `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
}
