import type {
  Catalog,
  CheckConstraint,
  Column,
  ForeignKeyConstraint,
  IndexColumn,
  IndexObject,
  KeyConstraint,
  Table,
  ViewObject,
} from "../catalog.js";
import { referentialAction } from "../constraint-clause.js";
import type { Connection } from "../dialect.js";
import { DatabaseError } from "../database-error.js";
import { canonicalDefault } from "./column-default.js";
import { finishFulltext, introspectFulltexts, isOfFulltext } from "./introspect-fulltext.js";
import { parseCreateIndex } from "./parse-create-index.js";
import { parseCreateTable, type TableText } from "./parse-create-table.js";
import { parseCreateView } from "./parse-create-view.js";

/**
 * Reads the catalog of an SQLite database: its tables, without virtual ones and their shadows. What a catalog has no words for (triggers)
 * is left out.
 */
export async function introspect(
  connection: Connection,
  options: { readonly excludeTables?: readonly string[] } = {},
): Promise<Catalog> {
  const excluded = new Set(options.excludeTables);
  const fulltexts = await introspectFulltexts(connection);
  const tables = (await connection.queryRaw(tableQuery)).filter(({ name }) => {
    return !excluded.has(String(name)) && !isOfFulltext(String(name), fulltexts);
  });
  const columns = groupRows(await connection.queryRaw(columnQuery), "table");
  const foreignKeys = groupRows(await connection.queryRaw(foreignKeyQuery), "table");
  const indexes = groupRows(await connection.queryRaw(indexQuery), "table");
  const views = await readViews(connection);
  const keysOf = (table: string) => keyColumns(columns.get(table) ?? []);
  return {
    dialect: "sqlite",
    enums: [],
    tables: tables.map((row) => {
      const name = String(row["name"]);
      const text = parseCreateTable(String(row["sql"]));
      const columnRows = columns.get(name) ?? [];
      const key = keyColumns(columnRows);
      const own = columnRows.map((column) => readColumn(column, key, text));
      const fulltext = fulltexts.find(({ table }) => table === name);
      return {
        name,
        columns: own,
        ...(key.length === 0 ? {} : { primaryKey: { name: text.primaryKeyName ?? `${name}_pkey`, columns: key } }),
        foreignKeys: readForeignKeys(name, foreignKeys.get(name) ?? [], text, keysOf),
        checks: text.checks.map((check, index) => nameCheck(name, check, index)).sort(byName),
        ...readIndexes(name, indexes.get(name) ?? [], text),
        ...(fulltext && { fulltext: finishFulltext(fulltext, own) }),
      };
    }),
    ...(views.length > 0 && { views }),
  };
}

async function readViews(connection: Connection): Promise<ViewObject[]> {
  const views: ViewObject[] = [];
  for (const { name, sql } of await connection.queryRaw(viewQuery)) {
    const columns = await readViewColumns(connection, String(name));
    views.push({ name: String(name), definition: parseCreateView(String(sql)), columns });
  }
  return views;
}

/** None of a view that cannot be read any more, whoever made it: what it reads may be gone. */
async function readViewColumns(connection: Connection, view: string): Promise<ViewObject["columns"]> {
  try {
    const rows = await connection.queryRaw("select name, type from pragma_table_xinfo(?) order by cid", [view]);
    return rows.map(({ name, type }) => ({ name: String(name), type: String(type).toLowerCase() }));
  } catch (error) {
    if (error instanceof DatabaseError) return [];
    throw error;
  }
}

type Raw = Readonly<Record<string, unknown>>;

const ownTables = `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\'`;

const tableQuery = `select name, sql from sqlite_schema where type = 'table' and name in (${ownTables}) order by name`;

const viewQuery = `select name, sql from sqlite_schema where type = 'view' order by name`;

// Hidden are the columns of virtual tables' own (1), and those that are computed when they are read (2) or written (3).
const columnQuery = `
  select t.name as "table", c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
  from (${ownTables}) t, pragma_table_xinfo(t.name) c where c.hidden <> 1 order by t.name, c.cid`;

const foreignKeyQuery = `
  select t.name as "table", f.id, f.seq, f."table" as target, f."from", f."to", f.on_update, f.on_delete
  from (${ownTables}) t, pragma_foreign_key_list(t.name) f order by t.name, f.id desc, f.seq`;

// Only what a catalog can say: the usual collation. Expressions and conditions are in the text alone.
const indexQuery = `
  select t.name as "table", i.name, i."unique", i.origin, c.name as "column", c."desc", s.sql
  from (${ownTables}) t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c
  left join sqlite_schema s on s.type = 'index' and s.name = i.name
  where i.origin <> 'pk' and c.key = 1
    and not exists (select 1 from pragma_index_xinfo(i.name) x where x.key = 1 and x.coll <> 'BINARY')
  order by t.name, i.name, c.seqno`;

function groupRows(rows: readonly Raw[], property: string): Map<string, Raw[]> {
  const groups = new Map<string, Raw[]>();
  for (const row of rows) {
    const key = String(row[property]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function keyColumns(columns: readonly Raw[]): string[] {
  return columns
    .filter((row) => Number(row["pk"]) > 0)
    .sort((a, b) => Number(a["pk"]) - Number(b["pk"]))
    .map((row) => String(row["name"]));
}

function readColumn(row: Raw, key: readonly string[], text: TableText): Column {
  const name = String(row["name"]);
  const type = String(row["type"]).toLowerCase();
  const isRowid = key.length === 1 && key[0] === name && type === "integer";
  const sql = row["dflt_value"];
  return {
    name,
    type,
    isNullable: Number(row["notnull"]) === 0 && !isRowid,
    ...(typeof sql === "string" ? { default: canonicalDefault(sql) } : {}),
    ...(Number(row["hidden"]) === 0
      ? {}
      : {
          generated: {
            expression: text.generated.get(name.toLowerCase()) ?? "",
            isStored: Number(row["hidden"]) === 3,
          },
        }),
    ...(isRowid && text.isNumbered ? { isIdentity: true } : {}),
  };
}

function nameCheck(table: string, check: TableText["checks"][number], index: number): CheckConstraint {
  return { name: check.name ?? `${table}_check${index + 1}`, expression: check.expression };
}

/** The database numbers foreign keys from the last one written to the first, and forgets their names: those are in the text, in order. */
function readForeignKeys(
  table: string,
  rows: readonly Raw[],
  text: TableText,
  keysOf: (table: string) => readonly string[],
): ForeignKeyConstraint[] {
  const unclaimed = [...text.foreignKeys];
  return [...groupRows(rows, "id").values()]
    .map((parts) => {
      const columns = parts.map((part) => String(part["from"]));
      const place = unclaimed.findIndex((candidate) => isSameText(candidate.columns, columns));
      const [written] = place < 0 ? [] : unclaimed.splice(place, 1);
      const [first] = parts;
      const target = String(first?.["target"]);
      const isImplied = parts.some((part) => part["to"] === null);
      return {
        name: written?.name ?? `${table}_${columns.join("_")}_fkey`,
        columns,
        references: { name: target, columns: isImplied ? keysOf(target) : parts.map((part) => String(part["to"])) },
        onDelete: referentialAction(String(first?.["on_delete"])),
        onUpdate: referentialAction(String(first?.["on_update"])),
        ...(written?.isDeferrable ? { isDeferrable: true } : {}),
      };
    })
    .sort(byName);
}

/** Unique keys are the unique indexes; those that a table was written with have their names in its text. */
function readIndexes(table: string, rows: readonly Raw[], text: TableText): Pick<Table, "uniques" | "indexes"> {
  const uniques: KeyConstraint[] = [];
  const indexes: IndexObject[] = [];
  for (const [name, parts] of groupRows(rows, "name")) {
    const sql = parts[0]?.["sql"];
    const { expressions, where } = parseCreateIndex(typeof sql === "string" ? sql : "");
    const columns = parts.map((part, place): IndexColumn => {
      const column = part["column"];
      const subject = typeof column === "string" ? { name: column } : { expression: expressions[place] ?? "" };
      return { ...subject, sort: sortOf(part) };
    });
    const names = columns.flatMap((column) => ("name" in column ? [column.name] : []));
    const isUnique = Number(parts[0]?.["unique"]) === 1;
    const isKey =
      isUnique && where === undefined && parts.every((part) => part["column"] !== null && sortOf(part) === "asc");
    if (!isKey)
      indexes.push({ name, columns, ...(isUnique && { isUnique }), ...(where === undefined ? {} : { where }) });
    else if (parts[0]?.["origin"] === "c") uniques.push({ name, columns: names });
    else {
      const written = text.uniques.find((candidate) => isSameText(candidate.columns ?? [], names));
      uniques.push({ name: written?.name ?? `${table}_${names.join("_")}_key`, columns: names, isInline: true });
    }
  }
  return { uniques: uniques.sort(byName), indexes: indexes.sort(byName) };
}

function sortOf(row: Raw): "asc" | "desc" {
  return Number(row["desc"]) === 1 ? "desc" : "asc";
}

/** Names here are the same in any case. */
function isSameText(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name.toLowerCase() === b[index]?.toLowerCase());
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
