import type { View } from "./schema.js";

/** What a view reads in a database: the query for its dialect alone, else the one for all; `undefined` where there is neither. */
export function viewQuery({ queries }: View, dialect: string): string | undefined {
  const own = queries.find((query) => query.dialect === dialect);
  return (own ?? queries.find((query) => query.dialect === undefined))?.sql;
}
