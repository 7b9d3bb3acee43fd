import {
  waitWithin,
  type BoundStatement,
  type CompiledStatement,
  type Cursor,
  type Limits,
  type Row,
  type Turn,
  type UntypedResult,
} from "@joinery/sql";
import type { TransactionExecutor } from "../engine.js";

/**
 * The connection of a transaction, as one level of it sees it. Nothing is sent on it once the level has ended: whatever its callback left running would
 * be done outside of it. What several calls send is sent as it comes; but while a part is under way that may be undone alone, everything else
 * of the level waits, because it would be undone with it.
 */
export class TransactionConnection implements TransactionExecutor {
  readonly queryAll?: (queries: readonly BoundStatement[]) => Promise<Row[][]>;
  readonly #connection: TransactionExecutor;
  readonly #demandOpen: () => void;
  readonly #turn: Turn | undefined;
  readonly #limits: Limits | undefined;

  /**
   * @param demandOpen throws once the level has ended
   * @param turn taken while a part is under way; the part itself has none to wait for
   */
  constructor(connection: TransactionExecutor, demandOpen: () => void, turn?: Turn, limits?: Limits) {
    this.#connection = connection;
    this.#demandOpen = demandOpen;
    this.#turn = turn;
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

  async execute(sql: string): Promise<void> {
    return this.#run(() => this.#connection.execute(sql));
  }

  within(limits: Limits): TransactionConnection {
    return new TransactionConnection(this.#connection.within(limits), this.#demandOpen, this.#turn, limits);
  }

  #run<Result>(work: () => Result | Promise<Result>): Result | Promise<Result> {
    this.#demandOpen();
    return this.#turn?.isTaken ? this.#runInTurn(this.#turn, work) : work();
  }

  async #runInTurn<Result>(turn: Turn, work: () => Result | Promise<Result>): Promise<Result> {
    const giveBack = await waitWithin(
      this.#limits,
      () => turn.take(),
      (giveBackLate) => giveBackLate(),
    );
    try {
      this.#demandOpen();
      return await work();
    } finally {
      giveBack();
    }
  }
}
