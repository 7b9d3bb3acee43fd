import type { CompiledStatement } from "@joinery/sql";
import { readArguments } from "../args/read-arguments.js";
import { refuse } from "../args/refuse.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { Engine } from "./engine.js";
import { sendChange } from "./send.js";

/**
 * `refresh`: has the database compute the rows of a materialized view anew. Nothing is sent to a database that keeps no rows of views: there
 * they are never older than what they are computed from.
 */
export async function refreshView(args: unknown, model: ModelMetadata, engine: Engine): Promise<void> {
  const statement = compileRefresh(args, model, engine);
  if (statement === undefined) return;
  const executor = engine.executor ?? (await engine.open());
  await sendChange(statement, [], { engine, executor, model, operation: "refresh" });
}

/** The statement of a `refresh`; undefined where there is nothing to do. */
export function compileRefresh(
  args: unknown,
  { name, table, view, keys }: ModelMetadata,
  { planner: { dialect } }: Engine,
): CompiledStatement | undefined {
  const checked = readArguments(args ?? {}, ["concurrently"], [], "A call that refreshes a view");
  const { concurrently: isConcurrent = false } = checked;
  if (typeof isConcurrent !== "boolean") refuse(["concurrently"], "Expected true or false.");
  if (view?.isMaterialized !== true) refuse([], `${name} keeps no rows that could be refreshed.`);
  if (isConcurrent && keys.length === 0) {
    refuse(
      ["concurrently"],
      `This needs a key of ${name}: mark in its view what tells the rows apart, with @id or @unique.`,
    );
  }
  if (!dialect.capabilities.hasMaterializedViews) return undefined;
  return dialect.compile({ kind: "refresh", view: table, isConcurrent });
}
