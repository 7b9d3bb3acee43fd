import type { Capabilities, Change, Table, TableChange } from "@joinery/sql";

/**
 * The order in which changes can be made: names first, then what everything needs, then what goes, and at the end what needs everything.
 * The way back is the same in the opposite order.
 */
export function orderChanges(changes: readonly Change[], capabilities: Capabilities): Change[] {
  const split = capabilities.canAlterConstraints ? splitForeignKeys(changes) : joinForeignKeys(changes);
  return split
    .map((change, index) => ({ change, index, phase: phaseOf(change, capabilities) }))
    .sort((a, b) => a.phase - b.phase || a.index - b.index)
    .map(({ change }) => change);
}

function phaseOf(change: Change, { canAlterConstraints }: Capabilities): number {
  switch (change.kind) {
    case "rename-enum":
    case "rename-enum-value":
    case "rename-table":
      return 0;
    case "create-enum":
      return 1;
    case "alter-enum":
      // Values come before anything uses them, and go when nothing does.
      return change.from.values.every((value) => change.to.values.includes(value)) &&
        change.to.values.length > change.from.values.length
        ? 1
        : 5;
    case "drop-table":
      return 3;
    case "create-table":
      // What is altered may refer to it, where foreign keys come with their table.
      return canAlterConstraints ? 6 : 2;
    case "alter-table":
      return tablePhaseOf(change.changes);
    case "drop-enum":
      return 8;
  }
}

function tablePhaseOf(changes: readonly TableChange[]): number {
  const isAll = (kind: TableChange["kind"]) => changes.every((change) => change.kind === kind);
  if (isAll("rename-column")) return 0;
  if (isAll("drop-foreign-key")) return 2;
  if (isAll("add-foreign-key")) return 7;
  // It may speak of a column whose enum type is replaced, which cannot be while it is there.
  if (isAll("add-check") || isAll("create-index")) return 6;
  return 4;
}

/** Foreign keys go before all tables and come after all tables, so that tables may refer to each other in any way. One change is one step. */
function splitForeignKeys(changes: readonly Change[]): Change[] {
  return changes.flatMap((change): Change[] => {
    switch (change.kind) {
      case "create-table": {
        const bare = withoutForeignKeys(change.table);
        return [
          { kind: "create-table", table: bare },
          ...change.table.foreignKeys.map((key): Change => ({
            kind: "alter-table",
            from: bare,
            to: change.table,
            changes: [{ kind: "add-foreign-key", key }],
          })),
        ];
      }
      case "drop-table": {
        const bare = withoutForeignKeys(change.table);
        return [
          ...change.table.foreignKeys.map((key): Change => ({
            kind: "alter-table",
            from: change.table,
            to: bare,
            changes: [{ kind: "drop-foreign-key", key }],
          })),
          { kind: "drop-table", table: bare },
        ];
      }
      case "alter-table":
        return change.changes.map((each): Change => ({ ...change, changes: [each] }));
      default:
        return [change];
    }
  });
}

/** A foreign key that is only stated anew needs nothing where tables are made anew as a whole. */
function joinForeignKeys(changes: readonly Change[]): Change[] {
  return changes.flatMap((change): Change[] => {
    if (change.kind !== "alter-table") return [change];
    const isRestated = (each: TableChange) =>
      (each.kind === "drop-foreign-key" || each.kind === "add-foreign-key") &&
      [change.from, change.to].every(({ foreignKeys }) =>
        foreignKeys.some((key) => JSON.stringify(key) === JSON.stringify(each.key)),
      );
    const rest = change.changes.filter((each) => !isRestated(each));
    return rest.length === 0 ? [] : [{ ...change, changes: rest }];
  });
}

function withoutForeignKeys(table: Table): Table {
  return { ...table, foreignKeys: [] };
}
