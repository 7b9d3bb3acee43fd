import type { Executor, Limits, TransactionMode } from "@joinery/sql";
import type { Engine, TransactionExecutor } from "./engine.js";

/** A database as it is outside of every transaction: no call on it joins the one around it, not even one that was begun on it. */
export class DetachedEngine implements Engine {
  readonly metadata;
  readonly planner;
  readonly plans;
  readonly inserts;
  readonly keyed;
  readonly events;
  readonly isTransaction = false;
  readonly root: Engine;

  constructor(root: Engine) {
    this.root = root;
    this.metadata = root.metadata;
    this.planner = root.planner;
    this.plans = root.plans;
    this.inserts = root.inserts;
    this.keyed = root.keyed;
    this.events = root.events;
  }

  get executor(): Executor | undefined {
    return this.root.executor;
  }

  open(): Promise<Executor> {
    return this.root.open();
  }

  successor(): Engine {
    return this;
  }

  inTransaction<Result>(
    work: (executor: TransactionExecutor) => Promise<Result>,
    limits?: Limits,
    mode?: TransactionMode,
  ): Promise<Result> {
    return this.root.inTransaction(work, limits, mode);
  }
}
