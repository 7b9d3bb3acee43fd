import type { ModelMetadata } from "./metadata/metadata.js";

/** Under this a repository has its model: in SQL it stands for the table. */
export const tableOf: unique symbol = Symbol("table");

/** What stands for a table in SQL: `${db.users}`. */
export interface TableReference {
  readonly [tableOf]: ModelMetadata;
}

export function isTable(value: unknown): value is TableReference {
  return typeof value === "object" && value !== null && tableOf in value;
}
