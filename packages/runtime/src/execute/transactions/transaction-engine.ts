import { Turn, waitWithin, type Executor, type Limits, type TransactionMode } from "@joinery/sql";
import { refuse } from "../../args/refuse.js";
import { TransactionEnded } from "../../errors/connection-errors.js";
import { AwaitedCalls } from "./awaited-calls.js";
import { DerivedEngine } from "./derived-engine.js";
import type { Engine, TransactionExecutor } from "../engine.js";
import { TransactionConnection } from "./transaction-connection.js";

/** One transaction of a database, or a part of one that may fail alone: everything that runs on it belongs to it, until it ends. */
export class TransactionEngine extends DerivedEngine implements Engine {
  readonly isTransaction = true;
  readonly calls = new AwaitedCalls();
  /** Taken while a part that may fail alone is under way. */
  readonly #turn = new Turn();
  readonly #executor: TransactionExecutor;
  /** What a part of it sends on: its savepoints as well. */
  readonly #part: TransactionExecutor;
  /** Numbers them through all levels: of two that have one name, what goes back would find the inner one. */
  readonly #savepoints: { last: number };
  #state: "open" | "ended" | "committed" = "open";

  constructor(
    private readonly outer: Engine,
    connection: TransactionExecutor,
    readonly mode: TransactionMode,
    /** The one in whose callback it was begun, be it of another database. */
    readonly surrounding: TransactionEngine | undefined,
  ) {
    super(outer);
    this.#savepoints = outer instanceof TransactionEngine ? outer.#savepoints : { last: 0 };
    const demandOpen = () => {
      if (!this.isOpen) throw ended();
    };
    this.#executor = new TransactionConnection(connection, demandOpen, this.#turn);
    this.#part = new TransactionConnection(connection, demandOpen);
  }

  get executor(): Executor | undefined {
    return this.isOpen ? this.#executor : undefined;
  }

  get isOpen(): boolean {
    return this.#state === "open" && (!(this.outer instanceof TransactionEngine) || this.outer.isOpen);
  }

  open(): Promise<Executor> {
    return Promise.reject(ended());
  }

  /** Whether what is done on an engine is, inside of this one's callback, a part of this. */
  encloses(engine: Engine): boolean {
    return (
      engine === this ||
      engine === this.root ||
      (this.outer instanceof TransactionEngine && this.outer.encloses(engine))
    );
  }

  /** Where nobody writes beside a transaction, or what they write is not seen in it, every read of it is of one moment. */
  async inSnapshot<Result>(work: (executor: Executor) => Result | Promise<Result>, limits?: Limits): Promise<Result> {
    const { isolation } = this.mode;
    const isOfOneMoment = isolation !== undefined && isolation !== "read committed";
    if (this.planner.dialect.capabilities.hasConcurrentWriters && !isOfOneMoment) {
      refuse(
        ["snapshot"],
        'Each statement of this transaction sees what others have committed by then. Begin it with isolation: "repeatable read": then all that it reads is of one moment, and snapshot says nothing more.',
      );
    }
    const executor = this.executor ?? (await this.open());
    return await work(limits === undefined ? executor : executor.within(limits));
  }

  /** Inside a transaction a part that may fail alone is a savepoint: one at a time. */
  async inTransaction<Result>(
    work: (executor: TransactionExecutor) => Promise<Result>,
    limits?: Limits,
  ): Promise<Result> {
    const giveBack = await waitWithin(
      limits,
      () => this.#turn.take(),
      (giveBackLate) => giveBackLate(),
    );
    const part = this.#part;
    try {
      const savepoint = `joinery_${++this.#savepoints.last}`;
      await part.execute(`savepoint ${savepoint}`);
      try {
        const result = await work(limits === undefined ? part : part.within(limits));
        await part.execute(`release savepoint ${savepoint}`);
        return result;
      } catch (error) {
        // Where even that fails nothing can be committed any more; and where this has ended, it has been undone as a whole.
        await part.execute(`rollback to savepoint ${savepoint}`).catch(() => {});
        throw error;
      }
    } finally {
      giveBack();
    }
  }

  /** From now on its connection belongs to others. */
  end(): void {
    this.#state = "ended";
  }

  /** After its end: what was done is there to stay, unless the one around it is undone. */
  markCommitted(): void {
    this.#state = "committed";
  }

  successor(): Engine {
    if (this.isOpen) return this;
    if (this.#state === "committed") return this.outer.successor();
    throw new TransactionEnded(
      "This row was read in a transaction that was not committed. Read it again to load more.",
    );
  }
}

function ended(): TransactionEnded {
  return new TransactionEnded(
    "The transaction of this call has ended. Await the call before the callback of the transaction is done; or, if it does not belong to it, make it on db.detached.",
  );
}
