import type { Catalog, Column, EnumObject, Table, ViewObject } from "../catalog.js";
import { referentialAction } from "../constraint-clause.js";
import type { Connection } from "../dialect.js";
import { quoteTable } from "../quote-identifier.js";
import { canonicalExpression } from "./canonical-expression.js";
import { canonicalQuery } from "./canonical-query.js";
import { canonicalDefault } from "./column-default.js";
import { catalogQueries } from "./catalog-queries.js";
import { readIndex, type IndexRow } from "./read-index.js";
import { readJson } from "./read-json.js";

/**
 * Reads the catalog of a PostgreSQL database: the tables, views and enum types of every schema that is not the server's own or an
 * extension's. What a catalog has no words for (triggers, exclusion constraints) is left out.
 */
export async function introspect(
  connection: Connection,
  options: { readonly excludeTables?: readonly string[] } = {},
): Promise<Catalog> {
  const excluded = new Set(options.excludeTables);
  const tables = new Map<string, MutableTable>();
  for (const row of await readJson<TableRow>(connection, catalogQueries.tables)) {
    if (row.schema === undefined && excluded.has(row.name)) continue;
    const { oid, ...named } = row;
    tables.set(oid, { ...named, columns: [], uniques: [], foreignKeys: [], checks: [], indexes: [] });
  }
  const views = new Map<string, MutableView>();
  for (const { oid, definition, ...row } of await readJson<ViewRow>(connection, catalogQueries.views)) {
    views.set(oid, { ...row, definition: canonicalQuery(definition), columns: [] });
  }
  for (const row of await readJson<ColumnRow>(connection, catalogQueries.columns)) {
    const column = readColumn(row);
    tables.get(row.table)?.columns.push(column);
    views.get(row.table)?.columns.push({ name: column.name, type: column.type });
  }
  for (const row of await readJson<ConstraintRow>(connection, catalogQueries.constraints)) {
    const table = tables.get(row.table);
    if (table !== undefined) addConstraint(table, row);
  }
  for (const row of await readJson<IndexRow>(connection, catalogQueries.indexes)) {
    tables.get(row.table)?.indexes.push(readIndex(row));
    const view = views.get(row.table);
    if (view !== undefined) (view.indexes ??= []).push(readIndex(row));
  }
  const enums = await readJson<EnumObject>(connection, catalogQueries.enums);
  return {
    dialect: "postgresql",
    enums: enums.sort(byName),
    tables: [...tables.values()].map(finishTable).sort(byName),
    ...(views.size > 0 && { views: [...views.values()].map(finishView).sort(byName) }),
  };
}

type Mutable<Object> = {
  -readonly [Key in keyof Object]: Object[Key] extends readonly (infer Item)[] | undefined ? Item[] : Object[Key];
};

type MutableTable = Mutable<Table>;
type MutableView = Mutable<ViewObject>;

type ViewRow = Omit<ViewObject, "columns" | "indexes"> & { readonly oid: string };

interface TableRow {
  readonly oid: string;
  readonly schema?: string;
  readonly name: string;
  readonly comment?: string;
}

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  /** As `format_type` spells it, but for an enum, whose name is in `enum`. */
  readonly type: string;
  readonly enum?: { readonly schema: string | null; readonly name: string };
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly isIdentity: boolean;
  readonly generated?: string;
  readonly isStored: boolean;
  readonly default?: string;
  readonly comment?: string;
}

interface ConstraintRow {
  readonly table: string;
  readonly name: string;
  readonly kind: "p" | "u" | "f" | "c";
  readonly columns: readonly string[];
  readonly isDeferrable: boolean;
  readonly isNullsNotDistinct?: boolean;
  readonly definition: string;
  readonly target?: { readonly schema: string | null; readonly name: string; readonly columns: readonly string[] };
  readonly onDelete: string;
  readonly onUpdate: string;
}

function readColumn(row: ColumnRow): Column {
  const type = row.enum === undefined ? row.type : quoteTable(tableName(row.enum)) + (row.isList ? "[]" : "");
  return {
    name: row.name,
    type,
    isNullable: row.isNullable,
    ...(row.default === undefined ? {} : { default: canonicalDefault(row.default, type) }),
    ...(row.generated === undefined
      ? {}
      : { generated: { expression: canonicalExpression(row.generated), isStored: row.isStored } }),
    ...(row.isIdentity ? { isIdentity: true } : {}),
    ...(row.comment === undefined ? {} : { comment: row.comment }),
  };
}

function addConstraint(table: MutableTable, row: ConstraintRow): void {
  const { name, columns } = row;
  switch (row.kind) {
    case "p":
      table.primaryKey = { name, columns };
      return;
    case "u":
      table.uniques.push({
        name,
        columns,
        ...(row.isNullsNotDistinct ? { isNullsNotDistinct: true } : {}),
        ...(row.isDeferrable ? { isDeferrable: true } : {}),
      });
      return;
    case "c":
      table.checks.push({ name, expression: canonicalExpression(row.definition) });
      return;
    case "f":
      if (row.target === undefined) return;
      table.foreignKeys.push({
        name,
        columns,
        references: { ...tableName(row.target), columns: row.target.columns },
        onDelete: referentialAction(row.onDelete),
        onUpdate: referentialAction(row.onUpdate),
        ...(row.isDeferrable ? { isDeferrable: true } : {}),
      });
  }
}

function tableName({ schema, name }: { readonly schema: string | null; readonly name: string }) {
  return schema === null ? { name } : { schema, name };
}

function finishTable(table: MutableTable): Table {
  table.uniques.sort(byName);
  table.foreignKeys.sort(byName);
  table.checks.sort(byName);
  table.indexes.sort(byName);
  return table;
}

function finishView(view: MutableView): ViewObject {
  view.indexes?.sort(byName);
  return view;
}

type Named = { readonly schema?: string; readonly name: string };

function byName(a: Named, b: Named): number {
  const [left, right] = [`${a.schema ?? ""}.${a.name}`, `${b.schema ?? ""}.${b.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
