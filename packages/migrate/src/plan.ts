import type { TableName } from "@joinery/schema";
import type { Change, DdlStatement, Dialect } from "@joinery/sql";
import { tableKey } from "./catalog-order.js";
import { describeChange } from "./describe-change.js";
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
  const namesBack = namesBefore([...inverted].reverse());
  const names = namesBefore(ordered);
  return ordered.map((cause, index) => {
    const back = inverted[index] as Change;
    const statements = dialect.ddl.render(cause);
    return {
      cause,
      description: describeChange(cause),
      statements,
      reverse: dialect.ddl.render(back),
      hazards: isOfNewTable(cause, ordered) ? [] : findHazards(cause, dialect, names(index)),
      reverseHazards: isOfNewTable(back, inverted)
        ? []
        : findHazards(back, dialect, namesBack(ordered.length - 1 - index)),
      isTransactional: !statements.some(({ isStandalone }) => isStandalone),
    };
  });
}

/** Whether the table is made by the same plan: it has no rows to put at stake. */
export function isOfNewTable(change: Change, among: readonly Change[]): boolean {
  if (change.kind !== "alter-table") return false;
  const key = tableKey(change.to);
  return among.some((other) => other.kind === "create-table" && tableKey(other.table) === key);
}

/** For each place in a row of changes: what a table or column of that moment was called before the first of them. */
function namesBefore(changes: readonly Change[]): (place: number) => FirstNames {
  return (place) => {
    const earlier = changes.slice(0, place).reverse();
    const nameTable = (table: TableName, among = earlier): TableName => {
      let name: TableName = { ...(table.schema === undefined ? {} : { schema: table.schema }), name: table.name };
      for (const change of among) {
        if (change.kind === "rename-table" && tableKey(change.to) === tableKey(name)) name = change.from;
      }
      return name;
    };
    return {
      table: nameTable,
      column(table, column) {
        let current = { table: nameTable(table, []), column };
        for (const change of earlier) {
          if (change.kind === "rename-table" && tableKey(change.to) === tableKey(current.table)) {
            current = { ...current, table: change.from };
          }
          if (change.kind !== "alter-table" || tableKey(change.to) !== tableKey(current.table)) continue;
          for (const each of change.changes) {
            if (each.kind === "rename-column" && each.to === current.column)
              current = { ...current, column: each.from };
          }
        }
        return current.column;
      },
    };
  };
}
