import type { EnumObject, IndexObject, Table } from "../catalog.js";
import type { Connection } from "../dialect.js";
import { createIndex } from "../index-statement.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { canonicalExpression } from "./canonical-expression.js";
import { indexQuery } from "./catalog-queries.js";
import { readIndex, type IndexRow } from "./read-index.js";
import { readJson } from "./read-json.js";
import { createEnum } from "./render-enum.js";

/**
 * Gives the SQL that a user wrote for a table in the server's spelling, by having a temporary table of the same columns hold it and reading it
 * back. What the server does not take stays as it is: making the table will say why.
 */
export async function spellTable(connection: Connection, table: Table, enums: readonly EnumObject[]): Promise<Table> {
  const written = table.indexes.filter(isWritten);
  if (table.checks.length === 0 && written.length === 0) return table;
  await connection.begin("write");
  try {
    await createDraft(connection, table, enums);
    const spelled = new Map<string, string>();
    for (const { name, expression } of table.checks) {
      await attempt(connection, `alter table ${draft} add constraint ${quoteIdentifier(name)} check (${expression})`);
    }
    const rows = await connection.queryRaw(
      `select conname as name, pg_get_expr(conbin, conrelid) as sql from pg_constraint where conrelid = 'pg_temp.${draft}'::regclass and contype = 'c'`,
    );
    for (const index of written) await attempt(connection, createIndex(draftTable, index));
    const indexRows = await readJson<IndexRow>(connection, indexQuery(`i.indrelid = 'pg_temp.${draft}'::regclass`));
    const indexes = new Map(indexRows.map((row) => [row.name, readIndex(row)]));
    for (const { name, sql } of rows) spelled.set(String(name), canonicalExpression(String(sql)));
    return {
      ...table,
      checks: table.checks.map((check) => ({ ...check, expression: spelled.get(check.name) ?? check.expression })),
      indexes: table.indexes.map((index) => indexes.get(index.name) ?? index),
    };
  } catch {
    return table;
  } finally {
    await connection.rollback();
  }
}

const draftTable = { name: "joinery canonical" };
const draft = quoteIdentifier(draftTable.name);

/** Whether some of it is the user's own words. */
function isWritten({ where, columns }: IndexObject): boolean {
  return where !== undefined || columns.some((column) => "expression" in column || column.operatorClass !== undefined);
}

/** With enum types of its own: those of the database may not be there yet, or not with all their values. */
async function createDraft(connection: Connection, { columns }: Table, enums: readonly EnumObject[]): Promise<void> {
  for (const type of enums) {
    const name = quoteIdentifier(type.name);
    const isUsed = columns.some((column) => column.type.replace(/\[\]$/, "") === name);
    if (type.schema === undefined && isUsed) await connection.execute(createEnum({ ...type, schema: "pg_temp" }));
  }
  const lines = columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`);
  await connection.execute(`create temporary table ${draft} (${lines.join(", ")})`);
}

/** A statement that may fail without ending the transaction. */
async function attempt(connection: Connection, sql: string): Promise<void> {
  await connection.execute("savepoint joinery_attempt");
  try {
    await connection.execute(sql);
  } catch {
    await connection.execute("rollback to savepoint joinery_attempt");
  }
}
