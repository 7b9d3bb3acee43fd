import type { Executor, Limits, TransactionMode } from "@joinery/sql";
import { DerivedEngine } from "./derived-engine.js";
import type { Engine, TransactionExecutor } from "../engine.js";

/** A database as it is outside of every transaction: no call on it joins the one around it, not even one that was begun on it. */
export class DetachedEngine extends DerivedEngine implements Engine {
  readonly isTransaction = false;

  get executor(): Executor | undefined {
    return this.root.executor;
  }

  open(): Promise<Executor> {
    return this.root.open();
  }

  successor(): Engine {
    return this;
  }

  inSnapshot<Result>(work: (executor: Executor) => Result | Promise<Result>, limits?: Limits): Promise<Result> {
    return this.root.inSnapshot(work, limits);
  }

  inTransaction<Result>(
    work: (executor: TransactionExecutor) => Promise<Result>,
    limits?: Limits,
    mode?: TransactionMode,
  ): Promise<Result> {
    return this.root.inTransaction(work, limits, mode);
  }
}
