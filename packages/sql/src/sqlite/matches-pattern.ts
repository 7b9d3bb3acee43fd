import { RecentCache } from "../recent-cache.js";
import { compileRegularExpression, readRegularExpression } from "../regular-expression.js";

/** The function of SQL by which a text is matched: the database has none of its own. */
export const matchesPattern = "matches_pattern";

/** Patterns kept: a statement asks with the same one of every row. */
const compiled = new RecentCache<RegExp>(32);

/** @throws ValueError for what is none, or means something else on a server */
export function encodePattern(value: unknown): unknown {
  if (value !== null) readRegularExpression(value);
  return value;
}

/** What the driver hands to a function. */
export type Value = string | number | null;

/** What the function does. It runs in this process, which does nothing else meanwhile: a pattern that tries too much holds all of it up. */
export function matchPattern(text: Value, pattern: Value, isInsensitive: Value): number | null {
  if (text === null || pattern === null) return null;
  const key = `${String(isInsensitive)}${String(pattern)}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    expression = compileRegularExpression(String(pattern), isInsensitive === 1);
    compiled.set(key, expression);
  }
  return expression.test(String(text)) ? 1 : 0;
}
