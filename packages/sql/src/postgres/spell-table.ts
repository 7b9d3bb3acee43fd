import type { Column, EnumObject, Table } from "../catalog.js";
import type { Connection } from "../dialect.js";
import { generatedClause } from "../constraint-clause.js";
import { quoteIdentifier, quoteTable } from "../quote-identifier.js";
import { attempt } from "./attempt.js";
import { canonicalExpression } from "./canonical-expression.js";
import { createEnum } from "./render-enum.js";
import { isWritten, spellIndexes } from "./spell-indexes.js";

/**
 * Gives the SQL that a user wrote for a table in the server's spelling, by having a temporary table of the same columns hold it and reading it
 * back. What the server does not take stays as it is: making the table will say why.
 */
export async function spellTable(connection: Connection, table: Table, enums: readonly EnumObject[]): Promise<Table> {
  const computed = table.columns.filter(({ generated }) => generated !== undefined);
  if (table.checks.length + computed.length === 0 && !table.indexes.some(isWritten)) return table;
  await connection.begin();
  try {
    await createDraft(connection, table, enums);
    const spelled = new Map<string, string>();
    const columns = await spellColumns(connection, table.columns);
    for (const { name, expression } of table.checks) {
      await attempt(connection, `alter table ${draft} add constraint ${quoteIdentifier(name)} check (${expression})`);
    }
    const rows = await connection.queryRaw(
      `select conname as name, pg_get_expr(conbin, conrelid) as sql from pg_constraint where conrelid = 'pg_temp.${draft}'::regclass and contype = 'c'`,
    );
    const indexes = await spellIndexes(connection, draftTable, table.indexes);
    for (const { name, sql } of rows) spelled.set(String(name), canonicalExpression(String(sql)));
    return {
      ...table,
      columns,
      checks: table.checks.map((check) => ({ ...check, expression: spelled.get(check.name) ?? check.expression })),
      indexes,
    };
  } catch {
    return table;
  } finally {
    await connection.rollback();
  }
}

const draftTable = { name: "joinery canonical" };
const draft = quoteIdentifier(draftTable.name);

/** With enum types of its own: those of the database may not be there yet, or not with all their values. */
async function createDraft(connection: Connection, { columns }: Table, enums: readonly EnumObject[]): Promise<void> {
  for (const type of enums) {
    const isUsed = columns.some((column) => column.type.replace(/\[\]$/, "") === quoteTable(type));
    if (!isUsed) continue;
    if (type.schema === undefined) await connection.execute(createEnum({ ...type, schema: "pg_temp" }));
    else await replaceEnum(connection, type, type.schema);
  }
  const lines = columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`);
  await connection.execute(`create temporary table ${draft} (${lines.join(", ")})`);
}

/** The server spells a type with its schema, so there it must be; one of that name steps aside until all this is undone. */
async function replaceEnum(connection: Connection, type: EnumObject, schema: string): Promise<void> {
  await attempt(connection, `create schema if not exists ${quoteIdentifier(schema)}`);
  await attempt(connection, `alter type ${quoteTable(type)} rename to ${draft}`);
  await attempt(connection, createEnum(type));
}

/** Each computed column is added once more under a name of its own: those of the draft stay plain, so that one may fail. */
async function spellColumns(connection: Connection, columns: readonly Column[]): Promise<readonly Column[]> {
  const spelled: Column[] = [];
  for (const [place, column] of columns.entries()) {
    if (column.generated === undefined) {
      spelled.push(column);
      continue;
    }
    const name = `joinery canonical ${place}`;
    const { expression } = column.generated;
    // Kept or not is all the same to the spelling, and every server can keep it.
    const clause = generatedClause({ expression, isStored: true });
    await attempt(connection, `alter table ${draft} add column ${quoteIdentifier(name)} ${column.type} ${clause}`);
    const [row] = await connection.queryRaw(
      `select pg_get_expr(adbin, adrelid) as sql from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum ` +
        `where adrelid = 'pg_temp.${draft}'::regclass and attname = '${name}'`,
    );
    const sql = row?.["sql"];
    const generated =
      typeof sql === "string" ? { ...column.generated, expression: canonicalExpression(sql) } : column.generated;
    spelled.push({ ...column, generated });
  }
  return spelled;
}
