import type { TableName } from "@joinery/schema";
import type { Column, EnumObject, ForeignKeyConstraint, KeyConstraint, Table } from "@joinery/sql";
import { tableKey } from "./catalog-order.js";
import { matchItems } from "./match-items.js";
import { mentionsColumn } from "./mentions-column.js";
import { quotedName } from "./quoted-name.js";

/** What constraints and indexes stand on and changes under them: a database refuses that, or spells them anew, while they are there. */
export interface Ground {
  /** A column of the foreign key or of its target gets another type, or the key that it refers to is replaced. */
  isUnderKey(table: Table, key: ForeignKeyConstraint): boolean;
  /** SQL inside the table speaks of a column that gets another type. */
  isUnderSql(table: Table, sql: string): boolean;
  /** One of the columns goes away for a moment: it begins or ceases to be computed, or is computed in another way. */
  isUnderColumns(table: Table, columns: readonly string[]): boolean;
  /** The column is dropped and added: what computes it changes, or what it is computed from. Its values are made anew. */
  isReplaced(table: Table, column: Column): boolean;
}

type Pairs<Item> = readonly (readonly [Item, Item])[];

/** Finds it among the tables and enum types that stay. */
export function findMovingGround(tables: Pairs<Table>, enums: Pairs<EnumObject>): Ground {
  const moving = new Map<string, Set<string>>();
  const gone = new Map<string, ReadonlySet<string>>();
  const movingKeys = new Set<string>();
  const uniqueKey = (table: TableName, columns: readonly string[]) =>
    JSON.stringify([tableKey(table), ...[...columns].sort()]);
  const replaced = new Set(
    enums.filter(([before, after]) => isReplaced(before, after)).map(([type]) => quotedName(type)),
  );
  for (const [before, after] of tables) {
    const columns = new Set<string>();
    for (const [old, column] of matchItems(before.columns, after.columns, ({ name }) => name).kept) {
      if (old.type !== column.type || replaced.has(column.type.replace(/\[\]$/, ""))) columns.add(column.name);
    }
    const rebuilt = findRebuilt(before, after, columns);
    gone.set(tableKey(after), rebuilt);
    for (const name of rebuilt) columns.add(name);
    if (columns.size > 0) moving.set(tableKey(after), columns);
    const keysOf = (table: Table) => [...table.uniques, ...(table.primaryKey === undefined ? [] : [table.primaryKey])];
    const keyText = (key: KeyConstraint) =>
      JSON.stringify([
        key.columns,
        key.isDeferrable,
        key.isNullsNotDistinct,
        key === before.primaryKey || key === after.primaryKey,
      ]);
    for (const key of matchItems(keysOf(before), keysOf(after), keyText).dropped)
      movingKeys.add(uniqueKey(after, key.columns));
  }
  const isMoving = (table: TableName, column: string) => moving.get(tableKey(table))?.has(column) ?? false;
  return {
    isUnderKey: (table, { columns, references }) =>
      columns.some((column) => isMoving(table, column)) ||
      references.columns.some((column) => isMoving(references, column)) ||
      movingKeys.has(uniqueKey(references, references.columns)),
    isUnderSql: (table, sql) => [...(moving.get(tableKey(table)) ?? [])].some((column) => mentionsColumn(sql, column)),
    isUnderColumns: (table, columns) => columns.some((column) => gone.get(tableKey(table))?.has(column)),
    isReplaced: (table, { name, generated }) =>
      generated !== undefined && (gone.get(tableKey(table))?.has(name) ?? false),
  };
}

/** The columns that begin or cease to be computed, or are computed in another way or from something that gets another type. */
function findRebuilt(before: Table, after: Table, retyped: ReadonlySet<string>): ReadonlySet<string> {
  const kept = matchItems(before.columns, after.columns, ({ name }) => name).kept;
  const rebuilt = kept.filter(([old, { name, generated }]) => {
    if (old.generated === undefined && generated === undefined) return false;
    if (old.generated?.expression !== generated?.expression) return true;
    if (old.generated?.isStored !== generated?.isStored || retyped.has(name)) return true;
    return [...retyped].some((column) => mentionsColumn(generated?.expression ?? "", column));
  });
  return new Set(rebuilt.map(([{ name }]) => name));
}

/** Values that only come are added to the type; all else makes another type. */
export function isReplaced(before: EnumObject, after: EnumObject): boolean {
  const kept = after.values.filter((value) => before.values.includes(value));
  return kept.length < before.values.length || kept.some((value, index) => value !== before.values[index]);
}
