import {
  waitWithin,
  type BoundStatement,
  type CompiledStatement,
  type Cursor,
  type Executor,
  type Limits,
  type Row,
  type Turn,
  type UntypedResult,
} from "@joinery/sql";

/** What a transaction, or one within another, tells those who run statements on it. */
export interface TransactionLevel {
  /** Taken while a part of it that may fail alone is under way. */
  readonly turn: Turn;
  /** @throws TransactionEnded */
  demandOpen(): void;
}

/**
 * The connection of a transaction, as the calls of one level of it see it. What two calls send is sent as it comes; but while a part is under way that
 * may be undone alone, everything else of the level waits, because it would be undone with it.
 */
export class TransactionExecutor implements Executor {
  readonly queryAll?: (queries: readonly BoundStatement[]) => Promise<Row[][]>;
  readonly #connection: Executor;
  readonly #level: TransactionLevel;
  readonly #limits: Limits | undefined;

  constructor(connection: Executor, level: TransactionLevel, limits?: Limits) {
    this.#connection = connection;
    this.#level = level;
    this.#limits = limits;
    if (connection.queryAll !== undefined) {
      this.queryAll = async (queries) => this.#run(() => connection.queryAll!(queries));
    }
  }

  query(statement: CompiledStatement, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    return this.#run(() => this.#connection.query(statement, parameters));
  }

  run(statement: CompiledStatement, parameters: readonly unknown[]): number | Promise<number> {
    return this.#run(() => this.#connection.run(statement, parameters));
  }

  queryUntyped(statement: CompiledStatement, parameters: readonly unknown[]): UntypedResult | Promise<UntypedResult> {
    return this.#run(() => this.#connection.queryUntyped(statement, parameters));
  }

  async openCursor(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Cursor> {
    return this.#run(() => this.#connection.openCursor(statement, parameters));
  }

  within(limits: Limits): TransactionExecutor {
    return new TransactionExecutor(this.#connection.within(limits), this.#level, limits);
  }

  #run<Result>(work: () => Result | Promise<Result>): Result | Promise<Result> {
    this.#level.demandOpen();
    return this.#level.turn.isTaken ? this.#runInTurn(work) : work();
  }

  async #runInTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const { turn } = this.#level;
    const giveBack = await waitWithin(
      this.#limits,
      () => turn.take(),
      (giveBackLate) => giveBackLate(),
    );
    try {
      this.#level.demandOpen();
      return await work();
    } finally {
      giveBack();
    }
  }
}
