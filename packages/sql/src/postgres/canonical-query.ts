import { canonicalExpression } from "./canonical-expression.js";

/** What a view reads, as the server spells it, in the one spelling that it keeps. */
export function canonicalQuery(sql: string): string {
  return canonicalExpression(sql.trim().replace(/;$/, ""));
}
