import type { CompiledStatement, Connection, Cursor, Executor, Row, Snapshot, UntypedResult } from "../dialect.js";
import { checkLimits, waitWithin, type Limits } from "../limits.js";
import { Turn } from "../turn.js";
import { SqliteConnection, type ConnectionOrigin } from "./connection.js";
import { closedError, isBusy, toDatabaseError, toOpenError } from "./errors.js";
import { Handle, type Database } from "./handle.js";
import { retryWhileBusy } from "./retry-while-busy.js";
import { copyRows, iterateRows, type OpenRows } from "./row-cursors.js";

/** How a file is opened; `timeout` is the milliseconds to wait for another process at each statement. */
interface OpenMode {
  readonly?: boolean;
  timeout?: number;
}

/** Connections that are kept for the next transaction that only reads. */
const idleReaders = 4;

type Open = (file: string, mode: OpenMode) => Database;

/** An open database: the connection that writes and, while somebody has that for a transaction, one that reads. */
export class DatabaseFile {
  readonly #path: string;
  readonly #timeout: number;
  readonly #open: Open;
  readonly #turn = new Turn();
  readonly #writer: Handle;
  #reader: Handle | undefined;
  /** For transactions that only read. */
  readonly #idleReaders: Handle[] = [];
  #busyReaders = 0;
  #drained: (() => void) | undefined;

  /** @param timeout milliseconds to wait for a turn, or for another process */
  constructor(path: string, timeout: number, open: Open) {
    this.#path = path;
    this.#timeout = timeout;
    this.#open = open;
    this.#writer = this.#connect({});
  }

  query(statement: CompiledStatement, parameters: readonly unknown[], limits?: Limits): Row[] | Promise<Row[]> {
    const work = (sql: string) => this.#writer.query(sql, parameters, statement.hasOneRow);
    if (!this.#turn.isTaken) return this.#perform(statement, work, limits);
    if (!statement.isRead || this.#path === ":memory:") return this.#performInTurn(statement, work, limits);
    return this.#performAside(statement, (reader, sql) => reader.query(sql, parameters, statement.hasOneRow), limits);
  }

  queryUntyped(
    statement: CompiledStatement,
    parameters: readonly unknown[],
    limits?: Limits,
  ): UntypedResult | Promise<UntypedResult> {
    const work = (sql: string) => this.#writer.queryUntyped(sql, parameters);
    if (!this.#turn.isTaken) return this.#perform(statement, work, limits);
    return this.#queryUntypedAside(statement, parameters, limits);
  }

  run(statement: CompiledStatement, parameters: readonly unknown[], limits?: Limits): number | Promise<number> {
    const work = (sql: string) => this.#writer.run(sql, parameters);
    return this.#turn.isTaken ? this.#performInTurn(statement, work, limits) : this.#perform(statement, work, limits);
  }

  /**
   * On a connection of its own, which sees one moment and keeps nobody from writing. In memory there is none to be had: there the rows are
   * copied, and what is read about them is read like anything else.
   */
  async openCursor(
    statement: CompiledStatement,
    parameters: readonly unknown[],
    driver: Executor,
    limits?: Limits,
  ): Promise<Cursor> {
    if (this.#path === ":memory:") return this.#copyRows(statement, parameters, driver, limits);
    const handle = this.#connect({ readonly: true });
    const origin = this.#originOf(handle, iterateRows, () => void handle.database.close());
    const connection = new SqliteConnection(origin, limits);
    try {
      await connection.begin({ isReadOnly: true });
      return { ...(await connection.openCursor(statement, parameters)), close: () => connection.release() };
    } catch (error) {
      await connection.release();
      throw error;
    }
  }

  async acquire(limits?: Limits, openRows: OpenRows = copyRows): Promise<Connection> {
    const giveBack = await this.#takeTurn(limits);
    return new SqliteConnection(this.#originOf(this.#writer, openRows, giveBack), limits);
  }

  /** A connection for a transaction that only reads: while it lasts others may write. In memory there is but one for all. */
  async acquireReader(limits?: Limits): Promise<Connection> {
    if (this.#path === ":memory:") return this.acquire(limits, iterateRows);
    checkLimits(limits);
    if (!this.#writer.database.open) throw closedError();
    const handle = this.#idleReaders.pop() ?? this.#connect({ readonly: true });
    this.#busyReaders++;
    const giveBack = () => {
      if (this.#idleReaders.length < idleReaders && this.#drained === undefined) this.#idleReaders.push(handle);
      else handle.database.close();
      if (--this.#busyReaders === 0) this.#drained?.();
    };
    return new SqliteConnection(this.#originOf(handle, iterateRows, giveBack), limits);
  }

  async openSnapshot(limits?: Limits): Promise<Snapshot> {
    const connection = await this.acquireReader(limits);
    try {
      await connection.begin({ isReadOnly: true });
    } catch (error) {
      await connection.release();
      throw error;
    }
    return { executor: connection, close: () => connection.release() };
  }

  async close(): Promise<void> {
    if (!this.#writer.database.open) return;
    const giveBack = await this.#takeTurn();
    if (this.#busyReaders > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    for (const { database } of this.#idleReaders.splice(0)) database.close();
    this.#reader?.database.close();
    this.#writer.database.close();
    giveBack();
  }

  #originOf(handle: Handle, openRows: OpenRows, giveBack: () => void): ConnectionOrigin {
    const openLock = (path: string) => this.#open(path, { timeout: 0 });
    return { handle, timeout: this.#timeout, openRows, openLock, giveBack };
  }

  async #copyRows(
    statement: CompiledStatement,
    parameters: readonly unknown[],
    executor: Executor,
    limits: Limits | undefined,
  ): Promise<Cursor> {
    const inTurn = async <Result>(work: () => Result, within?: Limits): Promise<Result> => {
      const giveBack = await this.#takeTurn(within);
      try {
        return work();
      } catch (error) {
        throw toDatabaseError(error);
      } finally {
        giveBack();
      }
    };
    const rows = await inTurn(() => copyRows(this.#writer, statement, parameters, limits), limits);
    return {
      executor,
      read: (count) => rows.read(count),
      // A transaction that is under way could undo it, and may be what waits for this.
      close: async () => void inTurn(rows.close).catch(() => {}),
    };
  }

  #perform<Result>(
    statement: CompiledStatement,
    work: (sql: string) => Result,
    limits: Limits | undefined,
  ): Result | Promise<Result> {
    try {
      return limits === undefined ? work(statement.sql) : this.#writer.within(limits, statement, work);
    } catch (error) {
      // Another process had the lock: waits for it, in turn, because meanwhile a transaction may begin on this connection.
      if (isBusy(error)) return this.#performInTurn(statement, work, limits);
      throw this.#writer.database.open ? toDatabaseError(error) : closedError();
    }
  }

  async #performInTurn<Result>(
    statement: CompiledStatement,
    work: (sql: string) => Result,
    limits: Limits | undefined,
  ): Promise<Result> {
    const giveBack = await this.#takeTurn(limits);
    try {
      return await retryWhileBusy(() => this.#writer.within(limits, statement, work), this.#timeout, limits);
    } finally {
      giveBack();
    }
  }

  /** While somebody else has the writing connection: only the database knows whether SQL of the user's reads. */
  async #queryUntypedAside(
    statement: CompiledStatement,
    parameters: readonly unknown[],
    limits: Limits | undefined,
  ): Promise<UntypedResult> {
    const isRead =
      this.#path !== ":memory:" && (await this.#performAside(statement, (reader, sql) => reader.isRead(sql), limits));
    if (isRead) return this.#performAside(statement, (reader, sql) => reader.queryUntyped(sql, parameters), limits);
    return this.#performInTurn(statement, (sql) => this.#writer.queryUntyped(sql, parameters), limits);
  }

  /** While somebody else has the writing connection. */
  #performAside<Result>(
    statement: CompiledStatement,
    work: (reader: Handle, sql: string) => Result,
    limits: Limits | undefined,
  ): Result | Promise<Result> {
    const reader = (this.#reader ??= this.#connect({ readonly: true }));
    const perform = () => reader.within(limits, statement, (sql) => work(reader, sql));
    try {
      return perform();
    } catch (error) {
      if (isBusy(error)) return retryWhileBusy(perform, this.#timeout, limits);
      throw toDatabaseError(error);
    }
  }

  async #takeTurn(limits?: Limits): Promise<() => void> {
    const seconds = this.#timeout / 1000;
    const giveBack = await waitWithin(
      limits,
      () =>
        this.#turn.take({
          timeout: this.#timeout,
          describe: () => `Waited ${seconds} s for a transaction of this process to end: only one at a time can write`,
        }),
      (giveBackLate) => giveBackLate(),
    );
    if (this.#writer.database.open) return giveBack;
    giveBack();
    throw closedError();
  }

  #connect(mode: OpenMode): Handle {
    try {
      const database = this.#open(this.#path, mode);
      try {
        if (mode.readonly !== true) database.pragma("journal_mode = WAL");
        return new Handle(database);
      } catch (error) {
        database.close();
        throw error;
      }
    } catch (error) {
      throw toOpenError(error, this.#path);
    }
  }
}
