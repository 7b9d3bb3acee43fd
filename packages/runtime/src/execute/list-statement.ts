import type { CompiledStatement } from "@joinery/sql";
import type { Writer } from "./writer.js";

/** The statement that was made for a call like it, or a new one; undefined where there is nothing to do. */
export function findListStatement(
  key: string,
  plan: () => CompiledStatement | undefined,
  { engine }: Writer,
): CompiledStatement | undefined {
  let statement = engine.keyed.writes.get(key);
  if (statement === undefined) {
    statement = plan();
    if (statement !== undefined) engine.keyed.writes.set(key, statement);
  }
  return statement;
}

/** The parameters of a statement each of whose slots is a list. */
export function bindLists({ parameters }: CompiledStatement, lists: readonly (readonly unknown[])[]): unknown[] {
  return parameters.map(({ slot, encode }) => encode(lists[slot]));
}
