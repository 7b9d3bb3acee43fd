import type { TableName } from "@joinery/schema";
import type { Catalog, Change, Column, EnumObject, Table } from "@joinery/sql";
import { compareTables, sortedByName, tableKey } from "./catalog-order.js";
import { MigrationError } from "../migration-error.js";
import { quotedName } from "./quoted-name.js";

/**
 * What kept its content under another name: a catalog cannot tell that from one thing dropped and another added. Names are as stored. A
 * column and an enum value are named under the NEW name of their table or type.
 */
export interface Renames {
  readonly tables?: readonly { readonly from: TableName; readonly to: TableName }[];
  readonly columns?: readonly { readonly table: TableName; readonly from: string; readonly to: string }[];
  readonly enums?: readonly { readonly from: TableName; readonly to: TableName }[];
  readonly enumValues?: readonly { readonly enum: TableName; readonly from: string; readonly to: string }[];
}

/** The catalog after the renaming, and the changes that do it. */
export interface RenamedCatalog {
  readonly catalog: Catalog;
  readonly changes: readonly Change[];
}

/**
 * Renames in `catalog`, wherever a name is spoken of.
 *
 * @throws MigrationError "migrate/invalid-rename" for a name that is not there, or one that is taken.
 */
export function applyRenames(catalog: Catalog, renames: Renames): RenamedCatalog {
  const changes: Change[] = [];
  let current = catalog;
  for (const { from, to } of renames.enums ?? []) {
    find(current.enums, from, "enum type");
    refuseTaken(current.enums, to, "enum type");
    changes.push({ kind: "rename-enum", from, to });
    current = renameEnum(current, from, to);
  }
  for (const { enum: name, from, to } of renames.enumValues ?? []) {
    const type = find(current.enums, name, "enum type");
    refuseMissing(type.values, from, `value "${from}" of ${tableKey(name)}`);
    refuseTakenName(type.values, to, `value "${from}" of ${tableKey(name)}`);
    changes.push({ kind: "rename-enum-value", enum: type, from, to });
    current = {
      ...current,
      enums: current.enums.map((each) =>
        each === type ? { ...each, values: each.values.map((value) => (value === from ? to : value)) } : each,
      ),
    };
    current = renameDefaults(current, type, from, to);
  }
  for (const { from, to } of renames.tables ?? []) {
    find(current.tables, from, "table");
    refuseTaken(current.tables, to, "table");
    changes.push({ kind: "rename-table", from, to });
    current = mapTables(current, (table) => renameTable(table, from, to));
  }
  for (const { table: name, from, to } of renames.columns ?? []) {
    const table = find(current.tables, name, "table");
    const names = table.columns.map((column) => column.name);
    refuseMissing(names, from, `column "${from}" of ${tableKey(name)}`);
    refuseTakenName(names, to, `column "${from}" of ${tableKey(name)}`);
    current = mapTables(current, (each) => renameColumn(each, name, from, to));
    const renamed = find(current.tables, name, "table");
    changes.push({ kind: "alter-table", from: table, to: renamed, changes: [{ kind: "rename-column", from, to }] });
  }
  return { catalog: current, changes };
}

function renameEnum(catalog: Catalog, from: TableName, to: TableName): Catalog {
  const enums = catalog.enums.map((type) => (isSame(type, from) ? { ...type, ...to } : type)).sort(compareTables);
  const [oldName, newName] = [quotedName(from), quotedName(to)];
  const retype = (column: Column): Column => {
    const type =
      column.type === oldName || column.type === `${oldName}[]`
        ? column.type.replace(oldName, () => newName)
        : column.type;
    return { ...column, type };
  };
  const tables = catalog.tables.map((table) => ({ ...table, columns: table.columns.map(retype) }));
  return { ...catalog, enums, tables };
}

function renameDefaults(catalog: Catalog, type: EnumObject, from: string, to: string): Catalog {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return mapTables(catalog, (table) => ({
    ...table,
    columns: table.columns.map((column) =>
      column.type === quotedName(type) && column.default === quote(from) ? { ...column, default: quote(to) } : column,
    ),
  }));
}

function renameTable(table: Table, from: TableName, to: TableName): Table {
  const { schema: _, ...rest } = table;
  const foreignKeys = table.foreignKeys.map((key) =>
    isSame(key.references, from) ? { ...key, references: { ...to, columns: key.references.columns } } : key,
  );
  return isSame(table, from) ? { ...rest, ...to, foreignKeys } : { ...table, foreignKeys };
}

function renameColumn(table: Table, owner: TableName, from: string, to: string): Table {
  const rename = (name: string) => (name === from ? to : name);
  const renameAll = (names: readonly string[]) => names.map(rename);
  const isOwner = isSame(table, owner);
  const foreignKeys = table.foreignKeys.map((key) => ({
    ...key,
    columns: isOwner ? renameAll(key.columns) : key.columns,
    references: isSame(key.references, owner)
      ? { ...key.references, columns: renameAll(key.references.columns) }
      : key.references,
  }));
  if (!isOwner) return { ...table, foreignKeys };
  const [oldName, newName] = [quotedName({ name: from }), quotedName({ name: to })];
  const renameIn = (sql: string) => sql.replaceAll(oldName, () => newName);
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      name: rename(column.name),
      ...(column.generated === undefined
        ? {}
        : { generated: { ...column.generated, expression: renameIn(column.generated.expression) } }),
    })),
    ...(table.primaryKey === undefined
      ? {}
      : { primaryKey: { ...table.primaryKey, columns: renameAll(table.primaryKey.columns) } }),
    ...(table.fulltext === undefined
      ? {}
      : {
          fulltext: {
            ...table.fulltext,
            columns: renameAll(table.fulltext.columns),
            key: table.fulltext.key.map((column) => ({ ...column, name: rename(column.name) })),
          },
        }),
    uniques: table.uniques.map((key) => ({ ...key, columns: renameAll(key.columns) })),
    foreignKeys,
    // The database follows a renamed column in its checks; here they are text.
    checks: table.checks.map((check) => ({ ...check, expression: renameIn(check.expression) })),
    indexes: table.indexes.map((index) => ({
      ...index,
      columns: index.columns.map((column) => ("name" in column ? { ...column, name: rename(column.name) } : column)),
      ...(index.include === undefined ? {} : { include: renameAll(index.include) }),
    })),
  };
}

function mapTables(catalog: Catalog, change: (table: Table) => Table): Catalog {
  return { ...catalog, tables: catalog.tables.map(change).sort(compareTables) };
}

function isSame(a: TableName, b: TableName): boolean {
  return tableKey(a) === tableKey(b);
}

function find<Item extends TableName>(items: readonly Item[], name: TableName, what: string): Item {
  const found = items.find((item) => isSame(item, name));
  if (found !== undefined) return found;
  const known = sortedByName(items).map(tableKey).join(", ");
  throw MigrationError.of("migrate/invalid-rename", {
    what: `${what} "${tableKey(name)}"`,
    reason: `there is none of that name. There are: ${known || "none"}.`,
  });
}

function refuseTaken(items: readonly TableName[], name: TableName, what: string): void {
  refuseTakenName(items.map(tableKey), tableKey(name), `a ${what} to "${tableKey(name)}"`);
}

function refuseMissing(names: readonly string[], name: string, what: string): void {
  if (names.includes(name)) return;
  throw MigrationError.of("migrate/invalid-rename", { what, reason: `there is none. There are: ${names.join(", ")}.` });
}

function refuseTakenName(names: readonly string[], name: string, what: string): void {
  if (!names.includes(name)) return;
  throw MigrationError.of("migrate/invalid-rename", {
    what,
    reason: `"${name}" is there already. Drop that one first, in a revision of its own.`,
  });
}
