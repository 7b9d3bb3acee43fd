import type { Catalog, Change, EnumObject } from "@joinery/sql";
import { tableKey } from "./catalog-order.js";
import { diffTable } from "./diff-table.js";
import { diffViews } from "./diff-views.js";
import { matchItems } from "./match-items.js";
import { findMovingGround } from "./moving-ground.js";
import { quotedName } from "./quoted-name.js";
import { applyRenames, type Renames } from "./renames.js";

/**
 * What makes a database of state `from` one of state `to`: renames first, then everything else in terms of the new names. Empty when both
 * are the same; order of columns does not count. Nothing is taken for a rename that `renames` does not say.
 *
 * @throws MigrationError "migrate/invalid-rename".
 */
export function diffCatalogs(from: Catalog, to: Catalog, renames: Renames = {}): Change[] {
  if (from.dialect !== to.dialect)
    throw new Error(`A ${from.dialect} catalog cannot be compared with a ${to.dialect} one`);
  const renamed = applyRenames(from, renames);
  const changes = [...renamed.changes, ...diffEnums(renamed.catalog, to), ...diffTables(renamed.catalog, to)];
  const views = diffViews(from, to, changes);
  return [...views.before, ...changes, ...views.after];
}

function diffEnums(from: Catalog, to: Catalog): Change[] {
  const { added, dropped, kept } = matchItems(from.enums, to.enums, tableKey);
  return [
    ...added.map((type): Change => ({ kind: "create-enum", enum: type })),
    ...kept.flatMap(([before, after]) => alterEnum(before, after, from, to)),
    ...dropped.map((type): Change => ({ kind: "drop-enum", enum: type })),
  ];
}

/**
 * Values come before anything uses them, and go when nothing does any more: two changes, with the state between. `columns` are those
 * of the type when it may have to be replaced: on the way back for the first, on the way there for the second.
 */
function alterEnum(before: EnumObject, after: EnumObject, from: Catalog, to: Catalog): Change[] {
  if (isSame(before.values, after.values)) return [];
  const between = { ...after, values: mergeValues(before.values, after.values) };
  const steps: Change[] = [
    { kind: "alter-enum", from: before, to: between, columns: columnsOf(before, from) },
    { kind: "alter-enum", from: between, to: after, columns: columnsOf(after, to, from) },
  ];
  return steps.filter((step) => step.kind === "alter-enum" && !isSame(step.from.values, step.to.values));
}

/** All values of both, those of `before` in their order, new ones behind the same neighbour as in `after`. */
function mergeValues(before: readonly string[], after: readonly string[]): string[] {
  const merged = [...before];
  after.forEach((value, index) => {
    if (merged.includes(value)) return;
    const previous = after[index - 1];
    merged.splice(previous === undefined ? 0 : merged.indexOf(previous) + 1, 0, value);
  });
  return merged;
}

function columnsOf(type: EnumObject, catalog: Catalog, present: Catalog = catalog) {
  const name = quotedName(type);
  const isPresent = (key: string) => present.tables.some((table) => tableKey(table) === key);
  return catalog.tables
    .filter((table) => isPresent(tableKey(table)))
    .flatMap(({ columns, ...table }) =>
      columns
        .filter(({ type: own, generated }) => generated === undefined && (own === name || own === `${name}[]`))
        .map((column) => ({
          table: { ...(table.schema === undefined ? {} : { schema: table.schema }), name: table.name },
          column,
        })),
    );
}

function diffTables(from: Catalog, to: Catalog): Change[] {
  const { added, dropped, kept } = matchItems(from.tables, to.tables, tableKey);
  const ground = findMovingGround(kept, matchItems(from.enums, to.enums, tableKey).kept);
  return [
    ...dropped.map((table): Change => ({ kind: "drop-table", table })),
    ...kept.flatMap(([before, after]): Change[] => {
      const changes = diffTable(before, after, ground);
      return changes.length === 0 ? [] : [{ kind: "alter-table", from: before, to: after, changes }];
    }),
    ...added.map((table): Change => ({ kind: "create-table", table })),
  ];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
