import type { ViewObject } from "./catalog.js";
import { columnList } from "./constraint-clause.js";
import { createIndex } from "./index-statement.js";
import { quoteTable } from "./quote-identifier.js";

/** CREATE VIEW and the indexes, and a read of no rows: it fails where the view does not give every column that is declared. */
export function createView(view: ViewObject): string[] {
  const { columns, indexes = [], definition, source = definition } = view;
  const kind = kindOfView(view);
  return [
    `create ${kind} ${quoteTable(view)} as\n${source}`,
    ...indexes.map((index) => createIndex(view, index)),
    ...(columns.length === 0
      ? []
      : [`select ${columnList(columns.map(({ name }) => name))} from ${quoteTable(view)} limit 0`]),
  ];
}

export function dropView(view: ViewObject): string {
  return `drop ${kindOfView(view)} ${quoteTable(view)}`;
}

/** What a statement about it calls it. */
export function kindOfView({ isMaterialized }: Pick<ViewObject, "isMaterialized">): string {
  return isMaterialized ? "materialized view" : "view";
}
