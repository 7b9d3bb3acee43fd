import type { TableName } from "@joinery/schema";
import type { Change, DdlStatement, Dialect } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { tableKey } from "../diff/catalog-order.js";
import { describeChange } from "../diff/describe-change.js";
import { findHazards, type FirstNames } from "./find-hazards.js";
import type { Hazard } from "./hazard.js";
import { invertChange } from "./invert-change.js";
import { orderChanges } from "./order-changes.js";

/** One step of the way: what it does, how, and how it is undone. */
export interface Step {
  readonly cause: Change;
  /** The cause in words. */
  readonly description: string;
  readonly statements: readonly DdlStatement[];
  /** The statements back; to be run in the opposite order of steps. */
  readonly reverse: readonly DdlStatement[];
  readonly hazards: readonly Hazard[];
  /** The dangers of the way back. */
  readonly reverseHazards: readonly Hazard[];
  /** Whether it can share a transaction; otherwise its statements run one by one, and can be resumed. */
  readonly isTransactional: boolean;
}

/** Puts changes in an order in which this database can make them, and says for each how, and what it puts at stake. Pure. */
export function planChanges(changes: readonly Change[], dialect: Dialect): Step[] {
  const ordered = orderChanges(changes, dialect.capabilities);
  const inverted = ordered.map(invertChange);
  const names = namesBefore(ordered);
  const namesBack = namesBefore([...inverted].reverse());
  const isNew = isOfNewTable(ordered);
  const isNewAgain = isOfNewTable(inverted);
  return ordered.map((cause, index) => {
    const back = inverted[index] as Change;
    const statements = ddlOf(dialect).render(cause);
    return {
      cause,
      description: describeChange(cause),
      statements,
      reverse: ddlOf(dialect).render(back),
      hazards: isNew(cause) ? [] : findHazards(cause, dialect, names(index)),
      reverseHazards: isNewAgain(back) ? [] : findHazards(back, dialect, namesBack(ordered.length - 1 - index)),
      isTransactional: !statements.some(({ isStandalone }) => isStandalone),
    };
  });
}

/** Whether a change is to a table that is made by the same plan: it has no rows to put at stake. */
export function isOfNewTable(among: readonly Change[]): (change: Change) => boolean {
  const created = new Set(among.flatMap((change) => (change.kind === "create-table" ? [tableKey(change.table)] : [])));
  return (change) => change.kind === "alter-table" && created.has(tableKey(change.to));
}

/** For each place in a row of changes: what a table or column of that moment was called before the first of them. */
function namesBefore(changes: readonly Change[]): (place: number) => FirstNames {
  const renames = changes.flatMap((change, place) => (isRename(change) ? [{ change, place }] : [])).reverse();
  return (end) => {
    const trace = (table: TableName, column: string) => {
      let current = { table: bareName(table), column };
      for (const { change, place } of renames) if (place < end) current = undo(change, current);
      return current;
    };
    return { table: (table) => trace(table, "").table, column: (table, column) => trace(table, column).column };
  };
}

function isRename(change: Change): boolean {
  if (change.kind === "alter-table") return change.changes.some(({ kind }) => kind === "rename-column");
  return change.kind === "rename-table";
}

function undo(change: Change, current: { readonly table: TableName; readonly column: string }) {
  if (change.kind === "rename-table" && tableKey(change.to) === tableKey(current.table)) {
    return { ...current, table: change.from };
  }
  if (change.kind !== "alter-table" || tableKey(change.to) !== tableKey(current.table)) return current;
  const renamed = change.changes.find((each) => each.kind === "rename-column" && each.to === current.column);
  return renamed?.kind === "rename-column" ? { ...current, column: renamed.from } : current;
}

function bareName({ schema, name }: TableName): TableName {
  return schema === undefined ? { name } : { schema, name };
}
