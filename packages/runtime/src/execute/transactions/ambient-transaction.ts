import { AsyncLocalStorage } from "node:async_hooks";
import type { Engine } from "../engine.js";
import type { TransactionEngine } from "./transaction-engine.js";

let transactions: AsyncLocalStorage<TransactionEngine> | undefined;

/** In the callback of which transaction this runs, of whatever database; none as long as there has never been one. */
export function currentTransaction(): TransactionEngine | undefined {
  return transactions?.getStore();
}

/**
 * What a call runs on that is made here on an engine: the innermost transaction around it that belongs to the same database, else the engine
 * itself. So a call on a transaction belongs, in the callback of one within, to that one: it would be undone with it. A transaction that has
 * ended is found too: what its callback left behind is not to run outside of it unasked.
 */
export function joinTransaction(engine: Engine): Engine {
  for (let each = transactions?.getStore(); each !== undefined; each = each.surrounding) {
    if (each.encloses(engine)) return each;
  }
  return engine;
}

/** Runs the callback of a transaction: whatever it calls, in whatever function, is made inside of it. */
export function runInsideOf<Result>(transaction: TransactionEngine, work: () => Result): Result {
  return (transactions ??= new AsyncLocalStorage()).run(transaction, work);
}
