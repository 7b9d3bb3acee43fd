import type { Change, Column, TableChange } from "@joinery/sql";
import { tableKey } from "./catalog-order.js";

/** A change in words, for the comment of its step and for progress: `Add column bio to users`. One line, without a full stop. */
export function describeChange(change: Change): string {
  switch (change.kind) {
    case "create-enum":
      return `Create enum type ${tableKey(change.enum)}`;
    case "drop-enum":
      return `Drop enum type ${tableKey(change.enum)}`;
    case "rename-enum":
      return `Rename enum type ${tableKey(change.from)} to ${tableKey(change.to)}`;
    case "rename-enum-value":
      return `Rename value ${change.from} of enum type ${tableKey(change.enum)} to ${change.to}`;
    case "alter-enum":
      return describeValues(change);
    case "create-view": {
      const { view } = change;
      return view.isMaterialized
        ? `Create materialized view ${tableKey(view)}, whose rows are computed now`
        : `Create view ${tableKey(view)}`;
    }
    case "drop-view":
      return `Drop ${change.view.isMaterialized ? "materialized " : ""}view ${tableKey(change.view)}`;
    case "create-table":
      return `Create table ${tableKey(change.table)}`;
    case "drop-table":
      return `Drop table ${tableKey(change.table)}`;
    case "rename-table":
      return `Rename table ${tableKey(change.from)} to ${tableKey(change.to)}`;
    case "alter-table": {
      const table = tableKey(change.to);
      const [only] = change.changes;
      if (change.changes.length === 1 && only !== undefined)
        return `${describeTableChange(only)} ${preposition(only)} ${table}`;
      const [first = "", ...rest] = change.changes.map(describeTableChange);
      return `Change table ${table}: ${[lowerFirst(first), ...rest.map(lowerFirst)].join("; ")}`;
    }
  }
}

function describeValues({ from, to }: Extract<Change, { kind: "alter-enum" }>): string {
  const added = to.values.filter((value) => !from.values.includes(value));
  const removed = from.values.filter((value) => !to.values.includes(value));
  const parts = [
    ...(added.length === 0 ? [] : [`add ${added.join(", ")}`]),
    ...(removed.length === 0 ? [] : [`remove ${removed.join(", ")}`]),
  ];
  return `Change enum type ${tableKey(to)}: ${parts.join("; ") || "another order of values"}`;
}

function describeTableChange(change: TableChange): string {
  switch (change.kind) {
    case "add-column":
      return `Add column ${change.column.name}`;
    case "drop-column":
      return `Drop column ${change.column.name}`;
    case "rename-column":
      return `Rename column ${change.from} to ${change.to}`;
    case "alter-column":
      return `Change column ${change.to.name} (${describeColumn(change.from, change.to)})`;
    case "rename-constraint":
      return `Rename constraint ${change.from} to ${change.to}`;
    case "rename-index":
      return `Rename index ${change.from} to ${change.to}`;
    case "add-primary-key":
      return `Add primary key ${change.key.name}`;
    case "drop-primary-key":
      return `Drop primary key ${change.key.name}`;
    case "add-unique":
      return `Add unique key ${change.key.name}`;
    case "drop-unique":
      return `Drop unique key ${change.key.name}`;
    case "add-foreign-key":
      return `Add foreign key ${change.key.name}`;
    case "drop-foreign-key":
      return `Drop foreign key ${change.key.name}`;
    case "add-check":
      return `Add check ${change.check.name}`;
    case "drop-check":
      return `Drop check ${change.check.name}`;
    case "create-index":
      return `Create index ${change.index.name}`;
    case "drop-index":
      return `Drop index ${change.index.name}`;
    case "create-fulltext":
      return `Create full-text index ${change.fulltext.name}`;
    case "drop-fulltext":
      return `Drop full-text index ${change.fulltext.name}`;
    case "set-comment":
      return change.comment === undefined ? "Remove the comment" : "Set the comment";
  }
}

function describeColumn(from: Column, to: Column): string {
  const parts = [
    ...(from.type === to.type ? [] : [`${from.type} becomes ${to.type}`]),
    ...(from.isNullable === to.isNullable ? [] : [to.isNullable ? "may be null" : "may not be null"]),
    ...(from.default === to.default
      ? []
      : [to.default === undefined ? "no default" : `default ${to.default.replaceAll(/\s+/g, " ")}`]),
    ...((from.isIdentity ?? false) === (to.isIdentity ?? false)
      ? []
      : [to.isIdentity ? "numbered by the database" : "no longer numbered"]),
    ...(from.generated === undefined || to.generated !== undefined ? [] : ["no longer computed"]),
    ...(from.comment === to.comment ? [] : ["another comment"]),
  ];
  return parts.join(", ");
}

function preposition(change: TableChange): string {
  return change.kind.startsWith("add-") ? "to" : change.kind.startsWith("create-") ? "on" : "of";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
