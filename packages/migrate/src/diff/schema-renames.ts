import { takeOwnPart, type Model, type Schema, type TableName } from "@joinery/schema";
import type { Catalog, Table } from "@joinery/sql";
import { tableKey } from "./catalog-order.js";
import type { Renames } from "./renames.js";

/**
 * The renames that a schema (fitted to its database, see `schemaForDialect`) tells of (`@renamedFrom`), as far as they are still to be made in `catalog`: the old name is there and the
 * schema has no other use for it, and the new one is not. Once made, the attribute says nothing more, so it may stay. What `given` says
 * comes first.
 */
export function addSchemaRenames(schema: Schema, catalog: Catalog, given: Renames = {}): Renames {
  const tables = [...(given.tables ?? [])];
  const columns = [...(given.columns ?? [])];
  const wanted = new Set([...schema.models, ...schema.joinTables].map(({ table }) => tableKey(table)));
  const find = (name: TableName) => catalog.tables.find((table) => tableKey(table) === tableKey(name));
  for (const model of schema.models.filter(({ view }) => view === undefined).map(takeOwnPart)) {
    const renamed = tables.find(({ to }) => tableKey(to) === tableKey(model.table));
    let before = find(renamed?.from ?? model.table);
    if (before === undefined) {
      const candidates = listFormerTables(model);
      const from = candidates.find((name) => find(name) !== undefined && !wanted.has(tableKey(name)));
      if (from === undefined || tables.some((each) => tableKey(each.from) === tableKey(from))) continue;
      tables.push({ from, to: model.table });
      before = find(from);
    }
    if (before !== undefined) columns.push(...findColumns(model, before, columns));
  }
  return { ...given, tables, columns };
}

/** A table that had another name was in the same schema, or was moved out of the default one. */
function listFormerTables({ table, renamedFrom = [] }: Model): readonly TableName[] {
  return [...renamedFrom.map((name) => ({ ...table, name })), ...renamedFrom.map((name) => ({ name }))];
}

function findColumns(model: Model, before: Table, given: NonNullable<Renames["columns"]>) {
  const own = given.filter(({ table }) => tableKey(table) === tableKey(model.table));
  const there = new Set(before.columns.map(({ name }) => name));
  for (const { from, to } of own) {
    there.delete(from);
    there.add(to);
  }
  return model.fields.flatMap(({ column, renamedFrom = [] }) => {
    if (there.has(column)) return [];
    const from = renamedFrom.find((name) => there.has(name) && model.fields.every((field) => field.column !== name));
    if (from === undefined) return [];
    there.delete(from);
    return [{ table: model.table, from, to: column }];
  });
}
