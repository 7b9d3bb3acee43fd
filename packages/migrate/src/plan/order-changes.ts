import type { Capabilities, Change, IndexObject, Table, TableChange } from "@joinery/sql";

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
    // They read all else, and nothing of it can change under them.
    case "drop-view":
      return -1;
    case "create-view":
      return 10;
    case "rename-enum":
    case "rename-enum-value":
    case "rename-table":
      return 0;
    case "create-enum":
      return 2;
    case "alter-enum":
      // Values come before anything uses them, and go when nothing does.
      return change.from.values.every((value) => change.to.values.includes(value)) &&
        change.to.values.length > change.from.values.length
        ? 2
        : 6;
    case "drop-table":
      return 4;
    case "create-table":
      // What is altered may refer to it, where foreign keys come with their table.
      return canAlterConstraints ? 7 : 3;
    case "alter-table":
      return tablePhaseOf(change);
    case "drop-enum":
      return 9;
  }
}

/** What speaks of columns goes before enum types are replaced under it and comes after that, on the way back too. */
function tablePhaseOf({ from, to, changes }: Extract<Change, { kind: "alter-table" }>): number {
  const isAll = (kind: TableChange["kind"]) => changes.every((change) => change.kind === kind);
  if (isAll("rename-column")) return 0;
  if (changes.every((change) => isDependentGoing(change, from))) return 1;
  if (isAll("drop-foreign-key")) return 3;
  if (changes.every((change) => isDependentComing(change, to))) return 7;
  if (isAll("add-foreign-key")) return 8;
  return 5;
}

function isDependentGoing(change: TableChange, table: Table): boolean {
  switch (change.kind) {
    case "drop-check":
      return true;
    case "drop-unique":
      return isOverComputed(change.key.columns, table);
    case "drop-index":
      return isDependentIndex(change.index, table);
    case "drop-column":
      return change.column.generated !== undefined;
    case "alter-column":
      return change.from.generated !== undefined && change.to.generated === undefined;
    default:
      return false;
  }
}

function isDependentComing(change: TableChange, table: Table): boolean {
  switch (change.kind) {
    case "add-check":
      return true;
    case "add-unique":
      return isOverComputed(change.key.columns, table);
    case "create-index":
      return isDependentIndex(change.index, table);
    case "add-column":
      return change.column.generated !== undefined;
    default:
      return false;
  }
}

function isDependentIndex({ columns, where, include = [] }: IndexObject, table: Table): boolean {
  const names = columns.flatMap((column) => ("name" in column ? [column.name] : []));
  return where !== undefined || names.length < columns.length || isOverComputed([...names, ...include], table);
}

function isOverComputed(names: readonly string[], { columns }: Table): boolean {
  return columns.some(({ name, generated }) => generated !== undefined && names.includes(name));
}

/** Foreign keys go before all tables and come after all tables, so that tables may refer to each other in any way. One change is one step. */
function splitForeignKeys(changes: readonly Change[]): Change[] {
  const hasEnumChange = changes.some((change) => change.kind === "alter-enum");
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
        // On the way back the table is there again before its enum types are what they were.
        const dependents = hasEnumChange ? dropDependents(bare) : [];
        const stripped = dependents.length === 0 ? bare : withoutDependents(bare);
        return [
          ...change.table.foreignKeys.map((key): Change => ({
            kind: "alter-table",
            from: change.table,
            to: bare,
            changes: [{ kind: "drop-foreign-key", key }],
          })),
          ...dependents.map((each): Change => ({ kind: "alter-table", from: bare, to: stripped, changes: [each] })),
          { kind: "drop-table", table: stripped },
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

/** What of a table speaks of its columns, in an order in which it can go. */
function dropDependents(table: Table): TableChange[] {
  const all: TableChange[] = [
    ...table.checks.map((check): TableChange => ({ kind: "drop-check", check })),
    ...table.indexes.map((index): TableChange => ({ kind: "drop-index", index })),
    ...table.uniques.map((key): TableChange => ({ kind: "drop-unique", key })),
    ...table.columns.map((column): TableChange => ({ kind: "drop-column", column })),
  ];
  return all.filter((change) => isDependentGoing(change, table));
}

function withoutDependents(table: Table): Table {
  return {
    ...table,
    columns: table.columns.filter(({ generated }) => generated === undefined),
    uniques: table.uniques.filter((key) => !isOverComputed(key.columns, table)),
    checks: [],
    indexes: table.indexes.filter((index) => !isDependentIndex(index, table)),
  };
}
