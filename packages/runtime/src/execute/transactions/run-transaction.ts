import { waitWithin, type Limits, type TransactionMode } from "@joinery/sql";
import { refuse } from "../../args/refuse.js";
import { Deadlock, SerializationFailure } from "../../errors/database-errors.js";
import { translateDatabaseError } from "../../errors/translate-database-error.js";
import { checkPartOf, checkTransactionOptions, type TransactionOptions } from "../../transaction-options.js";
import { currentTransaction, joinTransaction, runInsideOf } from "./ambient-transaction.js";
import { startLimits } from "../limits/call-limits.js";
import type { Engine } from "../engine.js";
import { TransactionEngine } from "./transaction-engine.js";

/**
 * Runs `work` in a transaction, and commits; rolls back where it throws, or a limit is reached. Within a transaction of the same database it is a part
 * of that one which may fail alone (a savepoint). What `work` calls on the database joins by itself; for what is to be sent on this very
 * transaction it is given its engine.
 *
 * @throws JoineryError, or whatever `work` throws
 */
export async function runTransaction<Result>(
  engine: Engine,
  work: (transaction: TransactionEngine) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const { mode, retries, limits: given } = checkTransactionOptions(options);
  const limits = startLimits(given);
  const outer = joinTransaction(engine);
  if (outer instanceof TransactionEngine) {
    checkPartOf(outer.mode, mode);
    return outer.calls.watch(describePart(), runOnce(outer, work, limits, outer.mode));
  }
  refuseWaitForItself(outer, mode);
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(outer, work, limits, mode);
    } catch (error) {
      if (attempt > retries || !isConflict(error)) throw error;
    }
    await pause(attempt, limits, outer);
  }
}

/** How a transaction within one is called there. */
const describePart = () => ({ plan: () => ({ model: "", operation: "transaction" }) });

async function runOnce<Result>(
  outer: Engine,
  work: (transaction: TransactionEngine) => Promise<Result>,
  limits: Limits | undefined,
  mode: TransactionMode,
): Promise<Result> {
  let transaction: TransactionEngine | undefined;
  const result = await outer.inTransaction(
    async (connection) => {
      const inner = (transaction = new TransactionEngine(outer, connection, mode, currentTransaction()));
      try {
        // A callback that does not come to an end does not keep its connection.
        const done = await waitWithin(
          limits,
          () => runInsideOf(inner, async () => work(inner)),
          () => {},
        );
        inner.calls.demandNone();
        return done;
      } catch (error) {
        throw translateDatabaseError(error, outer.metadata);
      } finally {
        inner.end();
      }
    },
    limits,
    mode,
  );
  transaction?.markCommitted();
  return result;
}

/** Where one transaction at a time writes, a second one begun inside of the first would wait for it, and the first for the second. */
function refuseWaitForItself(engine: Engine, { isReadOnly }: TransactionMode): void {
  if (isReadOnly || engine.planner.dialect.capabilities.hasConcurrentWriters) return;
  for (let each = currentTransaction(); each !== undefined; each = each.surrounding) {
    if (each.root !== engine.root || !each.isOpen || each.mode.isReadOnly) continue;
    refuse(
      [],
      "On this database one transaction writes at a time, so one of its own would wait for the one around it, which waits for it. Begin it after that one, or make it a part of it with db.transaction.",
    );
  }
}

/** Whether the database gave up on a transaction for the sake of others: nothing of it is done, and the next attempt may succeed. */
function isConflict(error: unknown): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 8; each = each.cause, depth++) {
    if (each instanceof SerializationFailure || each instanceof Deadlock) return true;
  }
  return false;
}

/** Milliseconds; each pause may be twice as long as the one before. */
const firstPause = 10;
const longestPause = 1000;

/** Waits for a random time, so that those who got in each other's way do not meet again. */
async function pause(attempt: number, limits: Limits | undefined, { metadata }: Engine): Promise<void> {
  const most = Math.min(longestPause, firstPause * 2 ** Math.min(attempt - 1, 16));
  try {
    await waitWithin(
      limits,
      () => new Promise((resolve) => setTimeout(resolve, Math.random() * most)),
      () => {},
    );
  } catch (error) {
    throw translateDatabaseError(error, metadata);
  }
}
