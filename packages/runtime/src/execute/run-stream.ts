import { translateDatabaseError } from "../errors/translate-database-error.js";
import type { QueryPlan } from "../plan/query-plan.js";
import type { Engine } from "./engine.js";
import { bindNode, demandTransaction, finishNode } from "./run-plan.js";
import { readCursor } from "./send.js";

/**
 * Runs a plan whose rows are read a few at a time, each time with all that belongs to them, and nothing is read before it is asked for.
 * However it is left, the cursor is closed and its connection given back.
 *
 * @throws JoineryError
 */
export async function* runStream(
  plan: QueryPlan,
  args: unknown,
  batchSize: number,
  engine: Engine,
): AsyncGenerator<unknown, void, undefined> {
  const { model, operation } = plan;
  const root = bindNode(plan.root!, args);
  if (plan.needsTransaction) demandTransaction(engine);
  const { statement } = root.node;
  const executor = engine.executor ?? (await engine.open());
  const cursor = await executor.openCursor(statement, root.parameters).catch((error: unknown) => {
    throw translateDatabaseError(error, engine.metadata, model);
  });
  try {
    const sender = { engine, executor: cursor.executor, model, operation };
    for (let isMore = true; isMore;) {
      // Says why where the transaction has ended, or the client is disposed of.
      if (engine.executor === undefined) await engine.open();
      const rows = await readCursor(cursor, batchSize, statement, sender);
      yield* await finishNode(root, rows, sender);
      isMore = rows.length === batchSize;
    }
  } finally {
    await cursor.close();
  }
}
