import type { Executor, Limits } from "@joinery/sql";
import { TransactionEnded } from "../errors/connection-errors.js";
import { SessionClosed } from "../errors/session-errors.js";
import { joinTransaction } from "../execute/transactions/ambient-transaction.js";
import { AwaitedCalls } from "../execute/transactions/awaited-calls.js";
import { DerivedEngine } from "../execute/transactions/derived-engine.js";
import type { Engine, TransactionExecutor } from "../execute/engine.js";
import type { TransactionEngine } from "../execute/transactions/transaction-engine.js";

/** What a session does for the calls that are made on it. */
export interface SessionCalls {
  /** Begins the transaction that calls belong to. */
  begin(): Promise<void>;
  /** Takes what was loaded for a row, and for those that came with it, into the session. */
  adoptLoaded(row: object, relations: readonly string[]): void;
}

/** What the calls of a session run on: its transaction, of which there may be one after the other, or the part of it that is under way. */
export class SessionEngine extends DerivedEngine implements Engine {
  readonly isTransaction = true;
  readonly calls = new AwaitedCalls();
  readonly #levels: TransactionEngine[] = [];
  #state: "open" | "committed" | "undone" = "open";

  constructor(
    private readonly outer: Engine,
    private readonly session: SessionCalls,
  ) {
    super(outer);
  }

  get executor(): Executor | undefined {
    return this.current?.executor;
  }

  /** The innermost transaction; none before the first call needs one. */
  get current(): TransactionEngine | undefined {
    const own = this.#levels.at(-1);
    // In the callback of a transaction within, a call on the session belongs to that one: outside of it, it would wait for its end.
    return own === undefined ? undefined : (joinTransaction(own) as TransactionEngine);
  }

  enter(transaction: TransactionEngine): void {
    this.#levels.push(transaction);
  }

  leave(): void {
    this.#levels.pop();
  }

  async open(): Promise<Executor> {
    const { executor } = await this.ready();
    if (executor === undefined) throw new SessionClosed();
    return executor;
  }

  /** The innermost transaction, begun if there is none. */
  async ready(): Promise<TransactionEngine> {
    if (this.#state !== "open") throw new SessionClosed();
    if (this.current === undefined) await this.session.begin();
    return this.current!;
  }

  async inSnapshot<Result>(work: (executor: Executor) => Result | Promise<Result>, limits?: Limits): Promise<Result> {
    return (await this.ready()).inSnapshot(work, limits);
  }

  async inTransaction<Result>(
    work: (executor: TransactionExecutor) => Promise<Result>,
    limits?: Limits,
  ): Promise<Result> {
    return (await this.ready()).inTransaction(work, limits);
  }

  adoptLoaded(row: object, relations: readonly string[]): void {
    this.session.adoptLoaded(row, relations);
  }

  /** From now on more is loaded for its rows outside of it, if they are there. */
  close(isCommitted: boolean): void {
    if (this.#state === "open") this.#state = isCommitted ? "committed" : "undone";
  }

  successor(): Engine {
    if (this.#state === "open") return this;
    if (this.#state === "committed") return this.outer.successor();
    throw new TransactionEnded("This row was read in a session that was not committed. Read it again to load more.");
  }
}
