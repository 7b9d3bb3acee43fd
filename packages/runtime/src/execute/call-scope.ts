import { AsyncLocalStorage } from "node:async_hooks";

/** On whose watch a call is made, and where. */
export interface CallScope {
  /** From the outermost in. */
  readonly guards: readonly object[];
  /** The line of the program that made the call. */
  readonly site?: string;
}

let scopes: AsyncLocalStorage<CallScope | undefined> | undefined;

/** In which scope this runs; none as long as nobody has ever guarded anything. */
export function currentScope(): CallScope | undefined {
  return scopes?.getStore();
}

/** Runs something in a scope of its own, or in none. */
export function runInScope<Result>(scope: CallScope | undefined, work: () => Result): Result {
  if (scopes === undefined) {
    if (scope === undefined) return work();
    scopes = new AsyncLocalStorage();
  }
  return scopes.run(scope, work);
}
