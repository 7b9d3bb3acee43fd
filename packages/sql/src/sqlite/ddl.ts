import type { Change } from "../change.js";
import { countRows, type DialectCondition } from "../count-rows.js";
import { DatabaseError } from "../database-error.js";
import { UnsupportedError, type Connection, type Ddl } from "../dialect.js";
import { lowerGenerated } from "../lower-generated.js";
import { quoteIdentifier, quoteTable } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";
import { valueTypeOf } from "../value-type.js";
import { createView, dropView } from "../view-statement.js";
import { demandChecks } from "../demand-checks.js";
import { columnCheck } from "./column-check.js";
import { columnDefault } from "./column-default.js";
import { columnType, convertType, isWideningType } from "./column-type.js";
import { fulltextTriggers } from "./fulltext-table.js";
import { introspect } from "./introspect.js";
import { dropFulltext } from "./render-fulltext.js";
import { demandSyntax } from "./demand-syntax.js";
import { alterTable, needsRebuild, renderTable } from "./render-table.js";

/**
 * Data definition for SQLite: a CHECK for each type it does not have, a rebuild for each change it cannot make.
 *
 * `autoincrement()` is `integer primary key autoincrement`: half as much again for one insert, and a number is never given out twice, as
 * on every other database; without it the number of a deleted row comes back and old links lead to someone else's row.
 */
export const ddl: Ddl = {
  introspect,
  column(field, model, schema) {
    const sql = columnDefault(field, schema);
    const generated = lowerGenerated(field);
    const isIdentity = field.default?.kind === "autoincrement";
    const isWholeKey = model.primaryKey?.fields.length === 1 && model.primaryKey.fields[0] === field.name;
    if (isIdentity && !isWholeKey) {
      throw new UnsupportedError(
        `SQLite numbers rows only by a primary key of one field, and "${field.name}" of table "${model.table.name}" has @default(autoincrement()): make it the @id, or set it yourself.`,
      );
    }
    return {
      name: field.column,
      type: columnType(valueTypeOf(field, schema)),
      isNullable: field.isNullable ?? false,
      ...(sql === undefined ? {} : { default: sql }),
      ...(generated === undefined ? {} : { generated }),
      ...(isIdentity ? { isIdentity } : {}),
    };
  },
  checks(field, model, schema) {
    const expression = columnCheck(field, schema);
    return [
      ...(expression === undefined ? [] : [{ name: `${model.table.name}_${field.column}_check`, expression }]),
      ...demandChecks(field, schema, demandSyntax),
    ];
  },
  fulltext({ fulltext, primaryKey, fields }, schema) {
    if (fulltext === undefined) return { columns: [], indexes: [] };
    const { name, language } = fulltext;
    const find = (wanted: string) => fields.find((field) => field.name === wanted)!;
    return {
      columns: [],
      indexes: [],
      fulltext: {
        name,
        columns: fulltext.fields.map((field) => find(field.name).column),
        key: (primaryKey?.fields ?? [])
          .map(find)
          .map((field) => ({ name: field.column, type: columnType(valueTypeOf(field, schema)) })),
        ...(language === undefined ? {} : { language }),
      },
    };
  },
  enums: () => [],
  render: (change) => renderSql(change).map((sql) => ({ sql })),
  countRows: (table, condition) => countRows(table, condition, wordCondition),
  countLostObjects(change) {
    if (change.kind !== "alter-table" || !needsRebuild(change)) return undefined;
    const { indexes, uniques, fulltext } = change.from;
    const names = [...indexes, ...uniques].map(({ name }) => name);
    const triggers = fulltext === undefined ? [] : Object.values(fulltextTriggers(fulltext.name));
    const known = [...names, ...triggers].map(quoteText).join(", ");
    return (
      `select count(*) as "rows" from sqlite_schema where tbl_name = ${quoteText(change.from.name)} ` +
      `and (type = 'trigger' or type = 'index' and sql is not null) and name not in (${known})`
    );
  },
  isWidening: (from, to) => isWideningType(from.type, to.type),
  canonicalize: (_connection, catalog) => Promise.resolve(catalog),
  async runInTransaction(connection, work) {
    const [row] = await connection.queryRaw("pragma foreign_keys");
    const isEnforced = Number(row?.["foreign_keys"]) === 1;
    // A table that is dropped deletes its rows first, and with foreign keys on they cascade. The switch does nothing inside a transaction.
    await connection.execute("pragma foreign_keys = off");
    try {
      await connection.begin();
      try {
        const result = await work();
        await refuseOrphans(connection);
        await connection.commit();
        return result;
      } catch (error) {
        await connection.rollback().catch(() => {});
        // A rebuild that failed half way leaves it on: the switch is no part of the transaction.
        await connection.execute("pragma legacy_alter_table = off").catch(() => {});
        throw error;
      }
    } finally {
      if (isEnforced) await connection.execute("pragma foreign_keys = on");
    }
  },
  async runInScratch(connection, work) {
    // It never writes to the file, so it takes no lock that others wait for.
    await connection.execute("begin");
    try {
      // Indexes go where their table is, and names are looked up among temporary tables first.
      return await work((sql) => connection.execute(sql.replace(/^create (table|view)\b/, "create temporary $1")));
    } finally {
      await connection.rollback();
    }
  },
};

function renderSql(change: Change): string[] {
  switch (change.kind) {
    case "create-view":
      return createView(change.view);
    case "drop-view":
      return [dropView(change.view)];
    case "create-table":
      return renderTable(change.table);
    case "drop-table":
      return [
        ...(change.table.fulltext === undefined ? [] : dropFulltext(change.table.fulltext)),
        `drop table ${quoteTable(change.table)}`,
      ];
    case "rename-table":
      return [`alter table ${quoteTable(change.from)} rename to ${quoteIdentifier(change.to.name)}`];
    case "alter-table":
      return alterTable(change);
    case "create-enum":
    case "drop-enum":
    case "alter-enum":
    case "rename-enum":
    case "rename-enum-value":
      throw new Error(`SQLite has no enum types, and a change is "${change.kind}"`);
  }
}

function wordCondition(condition: DialectCondition): string {
  if (condition.kind === "value") {
    return `${quoteIdentifier(condition.column.name)} in (${condition.values.map(quoteText).join(", ")})`;
  }
  const name = quoteIdentifier(condition.from.name);
  const there = convertType(name, condition.from.type, condition.to.type);
  return `${convertType(there, condition.to.type, condition.from.type)} is not ${name}`;
}

async function refuseOrphans(connection: Connection): Promise<void> {
  const rows = await connection.queryRaw(
    `select "table", parent, count(*) as n from pragma_foreign_key_check group by 1, 2`,
  );
  if (rows.length === 0) return;
  const found = rows.map((row) => `${describe(row["n"])} of "${String(row["table"])}" in "${String(row["parent"])}"`);
  throw new DatabaseError(
    "foreign-key-violation",
    `Rows would refer to rows that are not there: ${found.join(", ")}.`,
    {
      table: String(rows[0]?.["table"]),
    },
  );
}

function describe(count: unknown): string {
  return Number(count) === 1 ? "1 row" : `${Number(count)} rows`;
}
