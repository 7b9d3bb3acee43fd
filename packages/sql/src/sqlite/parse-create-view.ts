import { readTokens } from "./sql-tokens.js";

/** What a view reads, out of the stored text of its CREATE VIEW: all behind the first AS, as written. */
export function parseCreateView(sql: string): string {
  const as = readTokens(sql).find(({ keyword }) => keyword === "as");
  return as === undefined ? "" : sql.slice(as.end).trim();
}
