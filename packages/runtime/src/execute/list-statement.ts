import type { CompiledStatement } from "@joinery/sql";
import type { Planner } from "../plan/build-node.js";
import type { Writer } from "./writes/writer.js";

/** The statement that was made for a call like it, or a new one. */
export function findListStatement<Subject extends object>(
  plan: (subject: Subject, planner: Planner) => CompiledStatement,
  subject: Subject,
  { engine: { keyed, planner } }: Writer,
): CompiledStatement {
  let statement = keyed.writes.get(subject, plan, "");
  if (statement === undefined) keyed.writes.set(subject, plan, "", (statement = plan(subject, planner)));
  return statement;
}

/** The parameters of a statement each of whose slots is a list. */
export function bindLists({ parameters }: CompiledStatement, lists: readonly (readonly unknown[])[]): unknown[] {
  return parameters.map(({ slot, encode }) => encode(lists[slot]));
}
