import type { TableName } from "@joinery/schema";
import type { IndexObject, Table, ViewObject } from "../catalog.js";
import type { Change, TableChange } from "../change.js";
import { checkClause, createTable, foreignKeyClause, primaryKeyClause, uniqueClause } from "../constraint-clause.js";
import type { DdlStatement } from "../dialect.js";
import { createIndex } from "../index-statement.js";
import { quoteIdentifier, quoteTable } from "../quote-identifier.js";
import { quoteText } from "../quote-text.js";
import { createView, dropView, kindOfView } from "../view-statement.js";
import { alterColumn, columnClause, columnComment, tableComment } from "./render-column.js";
import { alterEnum, createEnum } from "./render-enum.js";

/** The statements of one change, in order. */
export function renderChange(change: Change): DdlStatement[] {
  return change.kind === "alter-enum" ? alterEnum(change) : renderSql(change).map((sql) => ({ sql }));
}

function renderSql(change: Exclude<Change, { kind: "alter-enum" }>): string[] {
  switch (change.kind) {
    case "create-enum":
      return [...createSchema(change.enum), createEnum(change.enum)];
    case "drop-enum":
      return [`drop type ${quoteTable(change.enum)}`];
    case "rename-enum":
      return rename("type", change.from, change.to);
    case "rename-enum-value":
      return [
        `alter type ${quoteTable(change.enum)} rename value ${quoteText(change.from)} to ${quoteText(change.to)}`,
      ];
    case "create-view":
      return renderView(change.view);
    case "drop-view":
      return [dropView(change.view)];
    case "create-table":
      return renderTable(change.table);
    case "drop-table":
      return [`drop table ${quoteTable(change.table)}`];
    case "rename-table":
      return rename("table", change.from, change.to);
    case "alter-table":
      return change.changes.flatMap((each) => renderTableChange(change.to, each));
  }
}

function renderView(view: ViewObject): string[] {
  const comment =
    view.comment === undefined
      ? []
      : [`comment on ${kindOfView(view)} ${quoteTable(view)} is ${quoteText(view.comment)}`];
  return [...createSchema(view), ...createView(view), ...comment];
}

function renderTable(table: Table): string[] {
  const lines = [
    ...table.columns.map(columnClause),
    ...(table.primaryKey === undefined ? [] : [primaryKeyClause(table.primaryKey)]),
    ...table.uniques.map(uniqueClause),
    ...table.checks.map(checkClause),
    ...table.foreignKeys.map(foreignKeyClause),
  ];
  return [
    ...createSchema(table),
    createTable(table, lines),
    ...table.indexes.map((index) => createIndex(table, index)),
    ...(table.comment === undefined ? [] : [tableComment(table, table.comment)]),
    ...table.columns.filter(({ comment }) => comment !== undefined).map((column) => columnComment(table, column)),
  ];
}

/** A schema may be someone else's: it is made where it is missing, and never dropped. */
function createSchema({ schema }: TableName): string[] {
  return schema === undefined ? [] : [`create schema if not exists ${quoteIdentifier(schema)}`];
}

function rename(what: "table" | "type", from: TableName, to: TableName): string[] {
  const moved = { ...from, name: to.name };
  return [
    ...(from.name === to.name ? [] : [`alter ${what} ${quoteTable(from)} rename to ${quoteIdentifier(to.name)}`]),
    ...(from.schema === to.schema
      ? []
      : [
          ...createSchema(to),
          `alter ${what} ${quoteTable(moved)} set schema ${quoteIdentifier(to.schema ?? "public")}`,
        ]),
  ];
}

function renderTableChange(table: TableName, change: TableChange): string[] {
  const alter = `alter table ${quoteTable(table)}`;
  switch (change.kind) {
    case "add-column":
      return [
        `${alter} add column ${columnClause(change.column)}`,
        ...(change.column.comment === undefined ? [] : [columnComment(table, change.column)]),
      ];
    case "drop-column":
      return [`${alter} drop column ${quoteIdentifier(change.column.name)}`];
    case "rename-column":
      return [`${alter} rename column ${quoteIdentifier(change.from)} to ${quoteIdentifier(change.to)}`];
    case "alter-column":
      return alterColumn(table, change.from, change.to);
    case "rename-constraint":
      return [`${alter} rename constraint ${quoteIdentifier(change.from)} to ${quoteIdentifier(change.to)}`];
    case "rename-index":
      return [`alter index ${indexName(table, change.from)} rename to ${quoteIdentifier(change.to)}`];
    case "add-primary-key":
      return [`${alter} add ${primaryKeyClause(change.key)}`];
    case "add-unique":
      return [`${alter} add ${uniqueClause(change.key)}`];
    case "add-foreign-key":
      return [`${alter} add ${foreignKeyClause(change.key)}`];
    case "add-check":
      return [`${alter} add ${checkClause(change.check)}`];
    case "drop-primary-key":
    case "drop-unique":
    case "drop-foreign-key":
      return [`${alter} drop constraint ${quoteIdentifier(change.key.name)}`];
    case "drop-check":
      return [`${alter} drop constraint ${quoteIdentifier(change.check.name)}`];
    case "create-index":
      return [createIndex(table, change.index)];
    case "drop-index":
      return [`drop index ${indexName(table, change.index.name)}`];
    case "create-fulltext":
    case "drop-fulltext":
      throw new Error(`Words are in a column of their table here, and a change is "${change.kind}"`);
    case "set-comment":
      return [tableComment(table, change.comment)];
  }
}

/** An index lives in the schema of its table. */
function indexName(table: TableName, name: IndexObject["name"]): string {
  return quoteTable({ ...table, name });
}
