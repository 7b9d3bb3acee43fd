import { waitWithin, type Executor, type Limits } from "@joinery/sql";
import { translateDatabaseError } from "../../errors/translate-database-error.js";
import { DerivedEngine } from "../transactions/derived-engine.js";
import type { Engine, TransactionExecutor } from "../engine.js";

/** An engine for one call that has limits: what runs on it is within them. */
export class LimitedEngine extends DerivedEngine implements Engine {
  readonly #engine: Engine;
  readonly #limits: Limits;
  #executor: Executor | undefined;

  constructor(engine: Engine, limits: Limits) {
    super(engine);
    this.#engine = engine;
    this.#limits = limits;
  }

  get isTransaction(): boolean {
    return this.#engine.isTransaction;
  }

  get executor(): Executor | undefined {
    return (this.#executor ??= this.#engine.executor?.within(this.#limits));
  }

  async open(): Promise<Executor> {
    try {
      const opened = await waitWithin(
        this.#limits,
        () => this.#engine.open(),
        () => {},
      );
      return opened.within(this.#limits);
    } catch (error) {
      throw translateDatabaseError(error, this.metadata);
    }
  }

  /** What is read about its rows later is another call. */
  successor(): Engine {
    return this.#engine.successor();
  }

  inSnapshot<Result>(work: (executor: Executor) => Result | Promise<Result>): Promise<Result> {
    return this.#engine.inSnapshot(work, this.#limits);
  }

  inTransaction<Result>(work: (executor: TransactionExecutor) => Promise<Result>): Promise<Result> {
    return this.#engine.inTransaction(work, this.#limits);
  }
}
