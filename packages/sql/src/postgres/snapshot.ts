import type { BoundStatement, CompiledStatement, Cursor, Executor, Row, Snapshot, UntypedResult } from "../dialect.js";
import type { Limits } from "../limits.js";
import type { PostgresConnection } from "./connection.js";
import { describeColumn } from "./result-column.js";
import type { WireResult } from "./wire-query.js";

const begin: BoundStatement = {
  statement: {
    sql: "begin isolation level repeatable read read only",
    parameters: [],
    output: [],
    decoders: [],
    isRead: true,
  },
  parameters: [],
};

/** What was asked, and who waits for it. */
interface Run {
  readonly statements: readonly BoundStatement[];
  readonly resolve: (results: readonly WireResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads of one moment: a transaction that begins along with the first of them. What is asked in one tick, such as the relations of a level, leaves
 * in one trip; so there are no more trips than levels.
 */
export class PostgresSnapshot implements Executor, Snapshot {
  readonly #connection: PostgresConnection;
  /** What all views of a snapshot share. */
  readonly #state: { isBegun: boolean };
  #waiting: Run[] = [];

  constructor(connection: PostgresConnection, state = { isBegun: false }) {
    this.#connection = connection;
    this.#state = state;
  }

  async query(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Row[]> {
    return (await this.#runOne(statement, parameters)).rows;
  }

  async run(statement: CompiledStatement, parameters: readonly unknown[]): Promise<number> {
    return (await this.#runOne(statement, parameters)).count;
  }

  async queryUntyped(statement: CompiledStatement, parameters: readonly unknown[]): Promise<UntypedResult> {
    const { rows, count, columns } = await this.#runOne(statement, parameters);
    return { rows, count, columns: columns.map(describeColumn) };
  }

  async queryAll(queries: readonly BoundStatement[]): Promise<Row[][]> {
    return (await this.#runSoon(queries)).map(({ rows }) => rows);
  }

  async openCursor(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Cursor> {
    await this.#runSoon([]);
    return this.#connection.openCursor(statement, parameters);
  }

  get executor(): Executor {
    return this;
  }

  within(limits: Limits): Executor {
    return new PostgresSnapshot(this.#connection.within(limits), this.#state);
  }

  async close(): Promise<void> {
    // The client learns that it is in a transaction with the end of a run, and of one that failed has told before.
    if (this.#state.isBegun) await this.#connection.rollback().catch(() => {});
    await this.#connection.release();
  }

  async #runOne(statement: CompiledStatement, parameters: readonly unknown[]): Promise<WireResult> {
    return (await this.#runSoon([{ statement, parameters }]))[0]!;
  }

  #runSoon(statements: readonly BoundStatement[]): Promise<readonly WireResult[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => void this.#send());
    });
  }

  async #send(): Promise<void> {
    const runs = this.#waiting;
    this.#waiting = [];
    const beginning = this.#state.isBegun ? [] : [begin];
    this.#state.isBegun = true;
    try {
      const results = await this.#connection.runAll([...beginning, ...runs.flatMap(({ statements }) => statements)]);
      let place = beginning.length;
      for (const { statements, resolve } of runs) resolve(results.slice(place, (place += statements.length)));
    } catch (error) {
      for (const { reject } of runs) reject(error);
    }
  }
}
