import type { TableName } from "@joinery/schema";
import type { Catalog, Column, Table, ViewObject } from "../catalog.js";
import type { Connection } from "../dialect.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { canonicalDefault } from "./column-default.js";
import { spellTable } from "./spell-table.js";
import { spellView } from "./spell-view.js";

/**
 * Gives the SQL that a user wrote (defaults, checks, indexes, views) in the server's spelling, by having temporary tables and views hold it and reading it back.
 * What the server does not take yet (its type or function is still to be made) stays as it is.
 */
export async function canonicalizeCatalog(connection: Connection, catalog: Catalog): Promise<Catalog> {
  const spelled = new Map<string, string>();
  for (const { columns } of catalog.tables) {
    for (const column of columns) {
      const key = keyOf(column);
      if (!isExpression(column) || spelled.has(key)) continue;
      spelled.set(key, await readBack(connection, column));
    }
  }
  const spell = (column: Column): Column => {
    const sql = spelled.get(keyOf(column));
    return sql === undefined ? column : { ...column, default: sql };
  };
  const tables: Table[] = [];
  for (const table of catalog.tables) {
    const spelledTable = await spellTable(connection, table, catalog.enums);
    tables.push({ ...spelledTable, columns: spelledTable.columns.map(spell) });
  }
  const views: ViewObject[] = [];
  for (const view of catalog.views ?? []) views.push(await spellView(connection, view));
  return omitDefaultSchema(connection, { ...catalog, tables, ...(catalog.views && { views }) });
}

/** A table that is said to be in the default schema is introspected without it. */
async function omitDefaultSchema(connection: Connection, catalog: Catalog): Promise<Catalog> {
  if ([...catalog.tables, ...catalog.enums, ...(catalog.views ?? [])].every(({ schema }) => schema === undefined))
    return catalog;
  const [row] = await connection.queryRaw("select current_schema() as name");
  const name = String(row?.["name"]);
  const omit = <Named extends TableName>(named: Named): Named => {
    const { schema, ...bare } = named;
    return schema === name ? (bare as Named) : named;
  };
  const prefix = `${quoteIdentifier(name)}.`;
  const omitPrefix = (column: Column): Column =>
    column.type.startsWith(prefix) ? { ...column, type: column.type.slice(prefix.length) } : column;
  return {
    ...catalog,
    enums: catalog.enums.map(omit),
    tables: catalog.tables.map((table) => ({
      ...omit(table),
      columns: table.columns.map(omitPrefix),
      foreignKeys: table.foreignKeys.map((key) => ({ ...key, references: omit(key.references) })),
    })),
    ...(catalog.views && { views: catalog.views.map(omit) }),
  };
}

function keyOf(column: Column): string {
  return `${column.type} ${column.default}`;
}

function isExpression(column: Column): column is Column & { default: string } {
  const { default: sql } = column;
  return sql !== undefined && sql !== "now()" && !/^('([^']|'')*'|-?\d+(\.\d+)?|true|false)$/.test(sql);
}

/** In a transaction that leaves no trace, whether it works or not. */
async function readBack(connection: Connection, column: Column & { default: string }): Promise<string> {
  await connection.begin();
  try {
    const name = quoteIdentifier("joinery canonical");
    await connection.execute(`create temporary table ${name} (value ${column.type} default ${column.default})`);
    const [row] = await connection.queryRaw(
      `select pg_get_expr(adbin, adrelid) as sql from pg_attrdef where adrelid = 'pg_temp.${name}'::regclass`,
    );
    const sql = row?.["sql"];
    return typeof sql === "string" ? canonicalDefault(sql, column.type) : column.default;
  } catch {
    return column.default;
  } finally {
    await connection.rollback();
  }
}
