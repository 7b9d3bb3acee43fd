import type { TableName } from "@joinery/schema";
import type { IndexObject } from "../catalog.js";
import type { Connection } from "../dialect.js";
import { createIndex } from "../index-statement.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { attempt } from "./attempt.js";
import { indexQuery } from "./catalog-queries.js";
import { readIndex, type IndexRow } from "./read-index.js";
import { readJson } from "./read-json.js";

/**
 * Gives the SQL that a user wrote for indexes in the server's spelling, by making them over a temporary table of the same columns, in the
 * transaction that is open. What the server does not take stays as it is.
 */
export async function spellIndexes(
  connection: Connection,
  table: TableName,
  indexes: readonly IndexObject[],
): Promise<readonly IndexObject[]> {
  for (const index of indexes.filter(isWritten)) await attempt(connection, createIndex(table, index));
  const isOfTable = `i.indrelid = 'pg_temp.${quoteIdentifier(table.name)}'::regclass`;
  const rows = await readJson<IndexRow>(connection, indexQuery(isOfTable));
  const spelled = new Map(rows.map((row) => [row.name, readIndex(row)]));
  return indexes.map((index) => spelled.get(index.name) ?? index);
}

/** Whether some of it is the user's own words. */
export function isWritten({ where, columns }: IndexObject): boolean {
  return where !== undefined || columns.some((column) => "expression" in column || column.operatorClass !== undefined);
}
