import type { CheckConstraint, Column, ForeignKeyConstraint, Table } from "../catalog.js";
import type { Change, TableChange } from "../change.js";
import { checkClause, createTable, foreignKeyClause, generatedClause, primaryKeyClause } from "../constraint-clause.js";
import { createIndex, createUniqueIndex } from "../index-statement.js";
import { columnList } from "../constraint-clause.js";
import { quoteIdentifier, quoteTable } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";
import { isConstant } from "./column-default.js";
import { createFulltext, dropFulltext } from "./render-fulltext.js";
import { convertType } from "./column-type.js";

/** CREATE TABLE and the indexes. Unique keys are unique indexes: those come and go without a rebuild. */
export function renderTable(table: Table): string[] {
  return [renderBareTable(table), ...renderIndexes(table), ...renderFulltext(table)];
}

function renderBareTable(table: Table): string {
  const key = table.primaryKey;
  // Numbering is a property of the column's own PRIMARY KEY, so the key's name stands there too.
  const isNumbered = table.columns.some((column) => column.isIdentity);
  return createTable(table, [
    ...table.columns.map((column) => {
      const numbering = column.isIdentity
        ? ` constraint ${quoteIdentifier(key?.name ?? `${table.name}_pkey`)} primary key autoincrement`
        : "";
      return columnClause(column) + numbering;
    }),
    ...(key === undefined || isNumbered ? [] : [primaryKeyClause(key)]),
    ...table.checks.map(checkClause),
    ...table.foreignKeys.map(foreignKeyClause),
  ]);
}

function renderIndexes(table: Table): string[] {
  return [
    ...table.uniques.map((key) => createUniqueIndex(table, key)),
    ...table.indexes.map((index) => createIndex(table, index)),
  ];
}

function renderFulltext(table: Table): string[] {
  return table.fulltext === undefined ? [] : createFulltext(table, table.fulltext);
}

function columnClause(column: Column): string {
  const nullability = column.isNullable ? "" : " not null";
  const defaultClause = column.default === undefined ? "" : ` default ${column.default}`;
  const generation = column.generated === undefined ? "" : ` ${generatedClause(column.generated)}`;
  return `${quoteIdentifier(column.name)} ${column.type}${generation}${nullability}${defaultClause}`;
}

/** What is done to one table: in place where the database can, and otherwise by making the table anew. */
export function alterTable(change: Extract<Change, { kind: "alter-table" }>): string[] {
  return needsRebuild(change) ? rebuildTable(change) : change.changes.flatMap((each) => alterInPlace(change, each));
}

/** Whether the table must be made anew, which drops what hangs on it. */
export function needsRebuild({ to, changes }: Extract<Change, { kind: "alter-table" }>): boolean {
  const added = changes.flatMap((change) => (change.kind === "add-column" ? [change.column] : []));
  const isOfAdded = (columns: readonly string[]) =>
    columns.length === 1 && added.some((column) => column.name === columns[0]);
  return !changes.every((change) => {
    switch (change.kind) {
      case "add-column":
        return (
          !change.column.isIdentity &&
          change.column.generated === undefined &&
          (change.column.default === undefined ? change.column.isNullable : isConstant(change.column.default))
        );
      case "add-check":
        return added.some((column) => isCheckOf(column, change.check, to));
      case "add-foreign-key":
        return isOfAdded(change.key.columns);
      case "drop-unique":
        return change.key.isInline !== true;
      case "rename-column":
      case "add-unique":
      case "create-index":
      case "drop-index":
      case "rename-index":
      case "create-fulltext":
      case "drop-fulltext":
      case "set-comment":
        return true;
      default:
        return false;
    }
  });
}

/** Whether the check speaks of this column and no other: it can then come with the column. */
function isCheckOf(column: Column, check: CheckConstraint, table: Table): boolean {
  const speaksOf = (name: string) => check.expression.includes(quoteIdentifier(name));
  return table.columns.every(({ name }) => speaksOf(name) === (name === column.name));
}

function alterInPlace({ to, changes }: Extract<Change, { kind: "alter-table" }>, change: TableChange): string[] {
  const alter = `alter table ${quoteTable(to)}`;
  switch (change.kind) {
    case "add-column": {
      const { column } = change;
      const constraints = changes.flatMap((each) => {
        if (each.kind === "add-check" && isCheckOf(column, each.check, to)) return [` ${checkClause(each.check)}`];
        if (each.kind === "add-foreign-key" && each.key.columns[0] === column.name) return [` ${inlineKey(each.key)}`];
        return [];
      });
      return [`${alter} add column ${columnClause(column)}${constraints.join("")}`];
    }
    case "rename-column":
      return [`${alter} rename column ${quoteIdentifier(change.from)} to ${quoteIdentifier(change.to)}`];
    case "add-unique":
      return [createUniqueIndex(to, change.key)];
    case "create-index":
      return [createIndex(to, change.index)];
    case "drop-unique":
      return [`drop index ${quoteIdentifier(change.key.name)}`];
    case "drop-index":
      return [`drop index ${quoteIdentifier(change.index.name)}`];
    case "create-fulltext":
      return createFulltext(to, change.fulltext);
    case "drop-fulltext":
      return dropFulltext(change.fulltext);
    case "rename-index": {
      const index = renderIndexes({ ...to, checks: [] }).filter((sql) =>
        sql.includes(` ${quoteIdentifier(change.to)} on `),
      );
      return [`drop index ${quoteIdentifier(change.from)}`, ...index];
    }
    default:
      return [];
  }
}

/** A foreign key behind its column leaves out what it says there: the column. */
function inlineKey(key: ForeignKeyConstraint): string {
  return foreignKeyClause(key).replace(` foreign key (${columnList(key.columns)})`, "");
}

/**
 * SQLite's own procedure for changes that ALTER TABLE cannot make: a new table, the rows copied, the old one dropped, the new one given its
 * name. It needs foreign keys switched off (`runInTransaction` does so): dropping a table deletes its rows, and they would cascade.
 * References to the table, its own included, are by name and stay.
 */
function rebuildTable({ from, to }: Extract<Change, { kind: "alter-table" }>): string[] {
  const draft = { ...to, name: `_joinery_new_${to.name}` };
  const kept = to.columns.flatMap((column) => {
    const source = from.columns.find(({ name }) => name === column.name);
    return source === undefined || column.generated !== undefined ? [] : [{ column, source }];
  });
  const names = columnList(kept.map(({ column }) => column.name));
  const values = kept.map(({ column, source }) => {
    const name = quoteIdentifier(column.name);
    return column.type === source.type ? name : convertType(name, source.type, column.type);
  });
  const isNumbered = [from, to].every((table) => table.columns.some((column) => column.isIdentity));
  return [
    // Its triggers go with the table.
    ...(from.fulltext === undefined ? [] : dropFulltext(from.fulltext)),
    renderBareTable(draft),
    ...(kept.length === 0
      ? []
      : [`insert into ${quoteTable(draft)} (${names})\n  select ${values.join(", ")} from ${quoteTable(from)}`]),
    ...(isNumbered ? continueNumbering(from.name, draft.name) : []),
    `drop table ${quoteTable(from)}`,
    // Without it the renaming fails where a view or trigger speaks of the table that is gone for a moment.
    "pragma legacy_alter_table = on",
    `alter table ${quoteTable(draft)} rename to ${quoteIdentifier(to.name)}`,
    "pragma legacy_alter_table = off",
    ...renderIndexes(to),
    ...renderFulltext(to),
  ];
}

/** Numbers of rows deleted long ago are not given out again. */
function continueNumbering(from: string, draft: string): string[] {
  return [
    `delete from sqlite_sequence where name = ${quoteText(draft)}`,
    `insert into sqlite_sequence (name, seq) select ${quoteText(draft)}, seq from sqlite_sequence where name = ${quoteText(from)}`,
  ];
}
