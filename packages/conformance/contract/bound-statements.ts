import type { Client, Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";

/**
 * Holds a call to so many statements at most: in its plan, for one row and for up to a hundred. What is below rows may come with them, so it may be
 * fewer. Gives the rows.
 */
export async function boundStatements<Row>(
  db: Client,
  most: number,
  find: (limit: number) => Query<Row[]>,
): Promise<Row[]> {
  expect(find(100).plan().statements).toBeLessThanOrEqual(most);
  const one = await countStatements(db, () => find(1));
  const all = await countStatements(db, () => find(100));
  expect(one.statements).toBeLessThanOrEqual(most);
  expect(all.statements).toBeLessThanOrEqual(most);
  return all.result;
}
