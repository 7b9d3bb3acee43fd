import type { Column, FulltextTable, IndexObject, Table, TableChange } from "@joinery/sql";
import { tableKey } from "./catalog-order.js";
import { shapeOfIndex } from "./index-shape.js";
import { matchItems } from "./match-items.js";
import type { Ground } from "./moving-ground.js";

/** A constraint or index as far as comparing goes: its name, what it is but for its name, and how it comes and goes. */
interface Attached {
  readonly name: string;
  readonly shape: string;
  readonly kind: "constraint" | "index";
  readonly add: TableChange;
  readonly drop: TableChange;
}

/**
 * The changes inside a table of the same name, in an order in which they can be made: what goes, renames, columns, what comes. The same
 * constraint under another name is renamed: making it anew would lock and check every row.
 *
 * What stands on moving ground is dropped and added even where it stays the same.
 */
export function diffTable(from: Table, to: Table, ground: Ground): TableChange[] {
  const columns = matchItems(from.columns, to.columns, ({ name }) => name);
  const replaced = columns.kept.filter(([, after]) => ground.isReplaced(to, after));
  const kept = columns.kept.filter((pair) => !replaced.includes(pair));
  const ceases = kept.filter(([before, after]) => isComputed(before) && !isComputed(after));
  const stays = kept.map(([before, after]) => [isComputed(after) ? before : withoutComputing(before), after] as const);
  const goes = [...replaced.map(([before]) => before), ...columns.dropped];
  const comes = [...columns.added, ...replaced.map(([, after]) => after)];
  const attached = diffAttached(attachedTo(from, ground, "before"), attachedTo(to, ground, "after"));
  const isSameFulltext = shapeOfFulltext(from.fulltext) === shapeOfFulltext(to.fulltext);
  return [
    ...(from.fulltext === undefined || isSameFulltext
      ? []
      : [{ kind: "drop-fulltext" as const, fulltext: from.fulltext }]),
    ...attached.drops,
    ...attached.renames,
    // What it was computed from may go.
    ...ceases.map(([before]): TableChange => ({ kind: "alter-column", from: before, to: withoutComputing(before) })),
    // What is computed from a column goes before it, and comes after it.
    ...[...goes.filter(isComputed), ...goes.filter((column) => !isComputed(column))].map((column): TableChange => ({
      kind: "drop-column",
      column,
    })),
    ...stays
      .filter(([before, after]) => !isSameColumn(before, after))
      .map(([before, after]): TableChange => ({ kind: "alter-column", from: before, to: after })),
    ...[...comes.filter((column) => !isComputed(column)), ...comes.filter(isComputed)].map((column): TableChange => ({
      kind: "add-column",
      column,
    })),
    ...attached.adds,
    ...(to.fulltext === undefined || isSameFulltext
      ? []
      : [{ kind: "create-fulltext" as const, fulltext: to.fulltext }]),
    ...(from.comment === to.comment
      ? []
      : [{ kind: "set-comment" as const, ...(to.comment === undefined ? {} : { comment: to.comment }) }]),
  ];
}

/** Equal texts for equal ones. */
function shapeOfFulltext(fulltext: FulltextTable | undefined): string {
  if (fulltext === undefined) return "";
  const { name, columns, key, language } = fulltext;
  return JSON.stringify([name, columns, key.map((column) => [column.name, column.type]), language]);
}

function isComputed({ generated }: Column): boolean {
  return generated !== undefined;
}

function withoutComputing(column: Column): Column {
  const { generated: _, ...plain } = column;
  return plain;
}

function isSameColumn(a: Column, b: Column): boolean {
  return (
    a.type === b.type &&
    a.isNullable === b.isNullable &&
    a.default === b.default &&
    a.generated?.expression === b.generated?.expression &&
    a.generated?.isStored === b.generated?.isStored &&
    (a.isIdentity ?? false) === (b.isIdentity ?? false) &&
    a.comment === b.comment
  );
}

function diffAttached(from: readonly Attached[], to: readonly Attached[]) {
  const { added, dropped } = matchItems(from, to, ({ name, shape }) => `${name}\n${shape}`);
  const renames: TableChange[] = [];
  const drops: TableChange[] = [];
  const newcomers = [...added];
  for (const old of dropped) {
    // A name that stays in use is no rename: the new owner of the name takes its place.
    const isTaken = added.some(({ name }) => name === old.name);
    const place = isTaken
      ? -1
      : newcomers.findIndex((each) => each.shape === old.shape && !from.some(({ name }) => name === each.name));
    const [renamed] = place < 0 ? [] : newcomers.splice(place, 1);
    if (renamed === undefined) drops.push(old.drop);
    else renames.push({ kind: `rename-${old.kind}`, from: old.name, to: renamed.name });
  }
  return { drops, renames, adds: newcomers.map(({ add }) => add) };
}

function attachedTo(table: Table, ground: Ground, side: "before" | "after"): Attached[] {
  const { primaryKey } = table;
  const mark = (isMoving: boolean) => (isMoving ? side : "");
  return [
    ...table.foreignKeys.map((key): Attached => {
      const target = [tableKey(key.references), key.references.columns];
      const actions = [key.onDelete, key.onUpdate, key.isDeferrable ?? false];
      return {
        name: key.name,
        shape: `f ${mark(ground.isUnderKey(table, key))} ${JSON.stringify([key.columns, target, actions])}`,
        kind: "constraint",
        add: { kind: "add-foreign-key", key },
        drop: { kind: "drop-foreign-key", key },
      };
    }),
    ...table.checks.map((check): Attached => ({
      name: check.name,
      shape: `c ${mark(ground.isUnderSql(table, check.expression))} ${check.expression}`,
      kind: "constraint",
      add: { kind: "add-check", check },
      drop: { kind: "drop-check", check },
    })),
    ...table.uniques.map((key): Attached => ({
      name: key.name,
      shape: `u ${mark(ground.isUnderColumns(table, key.columns))} ${JSON.stringify([key.columns, key.isNullsNotDistinct, key.isDeferrable])}`,
      kind: "constraint",
      add: { kind: "add-unique", key },
      drop: { kind: "drop-unique", key },
    })),
    ...table.indexes.map((index): Attached => ({
      name: index.name,
      shape: `i ${mark(isMoved(index, table, ground))} ${shapeOfIndex(index)}`,
      kind: "index",
      add: { kind: "create-index", index },
      drop: { kind: "drop-index", index },
    })),
    ...(primaryKey === undefined
      ? []
      : [
          {
            name: primaryKey.name,
            shape: `p ${JSON.stringify(primaryKey.columns)}`,
            kind: "constraint" as const,
            add: { kind: "add-primary-key" as const, key: primaryKey },
            drop: { kind: "drop-primary-key" as const, key: primaryKey },
          },
        ]),
  ];
}

function isMoved(index: IndexObject, table: Table, ground: Ground): boolean {
  const names = index.columns.flatMap((column) => ("name" in column ? [column.name] : []));
  const isUnderSql = sqlOf(index).some((sql) => ground.isUnderSql(table, sql));
  return isUnderSql || ground.isUnderColumns(table, [...names, ...(index.include ?? [])]);
}

/** What of an index is text to the diff: a database minds what it speaks of. */
function sqlOf({ columns, where }: IndexObject): string[] {
  const expressions = columns.flatMap((column) => ("expression" in column ? [column.expression] : []));
  return where === undefined ? expressions : [...expressions, where];
}
