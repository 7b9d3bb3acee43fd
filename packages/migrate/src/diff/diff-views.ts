import type { Catalog, Change, TableChange, ViewObject } from "@joinery/sql";
import { tableKey } from "./catalog-order.js";
import { shapeOfIndex } from "./index-shape.js";
import { matchItems } from "./match-items.js";
import { mentionsColumn } from "./mentions-column.js";
import { isReplaced } from "./moving-ground.js";
import { orderViews } from "./order-views.js";
import { findReadNames } from "./read-names.js";

/** What is to be done about views before and after everything else. */
export interface ViewChanges {
  readonly before: readonly Change[];
  readonly after: readonly Change[];
}

/**
 * A view goes and comes where it is another one, and also where something that it reads changes, be it by way of other views: databases
 * refuse to change what a view reads, or bend the view to it. Views go before those that they read, and come after them.
 *
 * @param from before any rename
 * @param changes what is done to all else
 */
export function diffViews(from: Catalog, to: Catalog, changes: readonly Change[]): ViewChanges {
  const before = orderViews(from.views ?? []);
  const after = orderViews(to.views ?? []);
  const { added, dropped, kept } = matchItems(before, after, tableKey);
  const anew = new Set([
    ...[...added, ...dropped].map(tableKey),
    ...kept.filter((pair) => !isSame(...pair)).map(([view]) => tableKey(view)),
  ]);
  const moving = findMoving(changes);
  for (const view of [...before, ...after]) if (moving.isUnder(view)) anew.add(tableKey(view));
  // Each after those it reads: one pass finds all that stand on what goes and comes.
  for (const views of [before, after]) {
    const names = new Set<string>();
    for (const view of views) {
      const reads = findReadNames(view.definition).all;
      if ([...reads].some((name) => names.has(name))) anew.add(tableKey(view));
      if (anew.has(tableKey(view))) names.add(view.name.toLowerCase());
    }
  }
  const isAnew = (view: ViewObject) => anew.has(tableKey(view));
  return {
    before: before
      .filter(isAnew)
      .reverse()
      .map((view): Change => ({ kind: "drop-view", view })),
    after: after.filter(isAnew).map((view): Change => ({ kind: "create-view", view })),
  };
}

function isSame(a: ViewObject, b: ViewObject): boolean {
  const shapeOf = ({ definition, isMaterialized, indexes = [], comment }: ViewObject) =>
    JSON.stringify([definition, isMaterialized, indexes.map((index) => [index.name, shapeOfIndex(index)]), comment]);
  return shapeOf(a) === shapeOf(b);
}

/** What views stand on and cannot stand on while it changes. */
function findMoving(changes: readonly Change[]) {
  const tables = new Set<string>();
  const enums: string[] = [];
  const add = ({ name }: { readonly name: string }) => void tables.add(name.toLowerCase());
  for (const change of changes) {
    switch (change.kind) {
      case "rename-table":
        add(change.from);
        add(change.to);
        break;
      case "create-table":
      case "drop-table":
        add(change.table);
        break;
      case "alter-table":
        if (change.changes.some(isUnderViews)) add(change.to);
        break;
      case "alter-enum":
        if (!isReplaced(change.from, change.to)) break;
        enums.push(change.to.name);
        for (const { table } of change.columns) add(table);
        break;
      default:
    }
  }
  return {
    isUnder: ({ definition }: ViewObject) =>
      [...findReadNames(definition).all].some((name) => tables.has(name)) ||
      enums.some((name) => mentionsColumn(definition, name)),
  };
}

/** Whether what the columns are is another: also `select *` and what follows from a key may then mean something else. */
function isUnderViews(change: TableChange): boolean {
  switch (change.kind) {
    case "add-column":
    case "drop-column":
    case "rename-column":
    case "add-primary-key":
    case "drop-primary-key":
      return true;
    case "alter-column":
      return (
        change.from.type !== change.to.type ||
        (change.from.generated === undefined) !== (change.to.generated === undefined)
      );
    default:
      return false;
  }
}
