import type { Connection, Executor, Limits } from "@joinery/sql";
import { TransactionEnded } from "../errors/connection-errors.js";
import type { Engine } from "./engine.js";

/** One transaction of a database: everything that runs on it is part of the transaction, until it ends. */
export class TransactionEngine implements Engine {
  readonly metadata;
  readonly planner;
  readonly plans;
  readonly inserts;
  readonly events;
  readonly isTransaction = true;
  executor: Connection | undefined;
  #savepoints = 0;
  #isCommitted = false;

  constructor(
    private readonly outer: Engine,
    connection: Connection,
  ) {
    const engine = outer;
    this.metadata = engine.metadata;
    this.planner = engine.planner;
    this.plans = engine.plans;
    this.inserts = engine.inserts;
    this.events = engine.events;
    this.executor = connection;
  }

  open(): Promise<Executor> {
    return Promise.reject(ended());
  }

  /** Inside a transaction a part that may fail alone is a savepoint. */
  async inTransaction<Result>(work: (connection: Connection) => Promise<Result>, limits?: Limits): Promise<Result> {
    const connection = this.executor;
    if (connection === undefined) throw ended();
    const savepoint = `joinery_${++this.#savepoints}`;
    await connection.execute(`savepoint ${savepoint}`);
    try {
      const result = await work(limits === undefined ? connection : connection.within(limits));
      await connection.execute(`release savepoint ${savepoint}`);
      return result;
    } catch (error) {
      await connection.execute(`rollback to savepoint ${savepoint}`);
      throw error;
    }
  }

  /** From now on its connection belongs to others. */
  end(): void {
    this.executor = undefined;
  }

  /** After its end: what was done is there to stay. */
  markCommitted(): void {
    this.#isCommitted = true;
  }

  successor(): Engine {
    if (this.executor !== undefined) return this;
    if (this.#isCommitted) return this.outer.successor();
    throw new TransactionEnded(
      "This row was read in a transaction that was not committed. Read it again to load more.",
    );
  }
}

function ended(): TransactionEnded {
  return new TransactionEnded("This transaction has ended: what belongs to it is awaited inside it.");
}
