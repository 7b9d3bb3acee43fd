import type { CompiledStatement, Connection, Cursor, Row, TransactionMode, UntypedResult } from "../dialect.js";
import { checkLimits, mergeLimits, type Limits } from "../limits.js";
import { closedError, isBusy, toDatabaseError } from "./errors.js";
import type { Database, Handle } from "./handle.js";
import { nameBrokenKey } from "./name-broken-key.js";
import type { OpenRows, RowCursor } from "./row-cursors.js";
import { retryWhileBusy } from "./retry-while-busy.js";

/** What a connection needs of the driver it comes from. */
export interface ConnectionOrigin {
  readonly handle: Handle;
  /** Milliseconds to wait for another process. */
  readonly timeout: number;
  /** Opens another file, one that is no database of the user. */
  openLock(path: string): Database;
  giveBack(): void;
  /** How its cursors read. */
  readonly openRows: OpenRows;
}

/** A turn at the writing connection: what all views of a connection share. */
interface Session {
  readonly locks: Set<Database>;
  /** Those that have not been closed. */
  readonly cursors: Set<RowCursor>;
  isReadOnly: boolean;
  isReleased: boolean;
}

function isAboutSavepoint(sql: string): boolean {
  return /^(savepoint|release|rollback to) /.test(sql);
}

/** The writing connection, for as long as one caller has the turn. */
export class SqliteConnection implements Connection {
  readonly #origin: ConnectionOrigin;
  readonly #limits: Limits | undefined;
  readonly #session: Session;

  constructor(
    origin: ConnectionOrigin,
    limits?: Limits,
    session: Session = { locks: new Set(), cursors: new Set(), isReadOnly: false, isReleased: false },
  ) {
    this.#origin = origin;
    this.#limits = limits;
    this.#session = session;
  }

  within(limits: Limits): SqliteConnection {
    return new SqliteConnection(this.#origin, mergeLimits(this.#limits, limits), this.#session);
  }

  query(statement: CompiledStatement, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    const { hasOneRow } = statement;
    return this.#attempt((handle) =>
      handle.within(this.#limits, statement, (sql) => handle.query(sql, parameters, hasOneRow)),
    );
  }

  queryUntyped(statement: CompiledStatement, parameters: readonly unknown[]): UntypedResult | Promise<UntypedResult> {
    return this.#attempt((handle) =>
      handle.within(this.#limits, statement, (sql) => handle.queryUntyped(sql, parameters)),
    );
  }

  run(statement: CompiledStatement, parameters: readonly unknown[]): number | Promise<number> {
    return this.#attempt((handle) => handle.within(this.#limits, statement, (sql) => handle.run(sql, parameters)));
  }

  /** Open until it is closed, or the connection given back. */
  async openCursor(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Cursor> {
    const { cursors } = this.#session;
    const rows = await this.#attempt((handle) => this.#origin.openRows(handle, statement, parameters, this.#limits));
    cursors.add(rows);
    return {
      executor: this,
      read: (count) => this.#attempt(() => rows.read(count)),
      close: async () => {
        if (cursors.delete(rows)) rows.close();
      },
    };
  }

  async execute(sql: string): Promise<void> {
    // A transaction that only reads has nothing to go back from, and the driver runs no script while rows are read.
    if (this.#session.isReadOnly && isAboutSavepoint(sql)) return;
    await this.#attempt((handle) => handle.execute(sql));
  }

  async queryRaw(sql: string, parameters: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return await this.#attempt((handle) => handle.queryRaw(sql, parameters));
  }

  /** Transactions are serializable, whatever is asked: they write one after the other, and each reads one moment. */
  async begin({ isReadOnly = false }: TransactionMode = {}): Promise<void> {
    await this.#attempt((handle) => handle.run(isReadOnly ? "begin" : "begin immediate", []));
    if (isReadOnly) this.#setReadOnly(true);
  }

  async commit(): Promise<void> {
    await this.#attempt((handle) => {
      this.#closeCursors();
      try {
        handle.run("commit", []);
      } catch (error) {
        throw nameBrokenKey(error, handle);
      }
    });
    this.#setReadOnly(false);
  }

  async rollback(): Promise<void> {
    await this.#unlimited().#attempt((handle) => {
      // Some errors end the transaction by themselves.
      if (handle.database.inTransaction) handle.run("rollback", []);
    });
    this.#setReadOnly(false);
  }

  /**
   * The lock is that of a file of its own beside the database (`blog.db-migrations.lock`), which stays there, empty: the system frees
   * it however the process ends, and it outlives the transactions of the database. In memory there is nobody to keep apart.
   */
  async lock(name: string): Promise<() => Promise<void>> {
    const path = await this.#attempt((handle) => handle.path);
    if (path === "") return async () => {};
    const lock = await this.#attempt(() => this.#origin.openLock(`${path}-${name}.lock`));
    this.#session.locks.add(lock);
    try {
      await retryWhileBusy(() => lock.exec("begin exclusive"), Infinity, this.#limits);
    } catch (error) {
      this.#unlock(lock);
      throw error;
    }
    return async () => this.#unlock(lock);
  }

  async release(): Promise<void> {
    if (this.#session.isReleased) return;
    try {
      this.#closeCursors();
      await this.rollback();
      for (const lock of this.#session.locks) this.#unlock(lock);
    } finally {
      this.#session.isReleased = true;
      this.#origin.giveBack();
    }
  }

  #closeCursors(): void {
    const { cursors } = this.#session;
    for (const cursor of cursors) cursor.close();
    cursors.clear();
  }

  /** Does the work now, or where another process holds the lock, once it is free. */
  #attempt<Result>(work: (handle: Handle) => Result): Result | Promise<Result> {
    const { handle, timeout } = this.#origin;
    if (this.#session.isReleased) throw closedError("The connection was given back");
    checkLimits(this.#limits);
    try {
      return work(handle);
    } catch (error) {
      // In a transaction the lock may be held by one who waits for this transaction: waiting would never end.
      if (isBusy(error) && !handle.database.inTransaction)
        return retryWhileBusy(() => work(handle), timeout, this.#limits);
      throw toDatabaseError(error);
    }
  }

  #unlimited(): SqliteConnection {
    return this.#limits === undefined ? this : new SqliteConnection(this.#origin, undefined, this.#session);
  }

  /** SQLite would let a transaction that has only read begin to write. */
  #setReadOnly(isReadOnly: boolean): void {
    if (this.#session.isReadOnly === isReadOnly) return;
    this.#origin.handle.database.pragma(`query_only = ${isReadOnly}`);
    this.#session.isReadOnly = isReadOnly;
  }

  #unlock(lock: Database): void {
    lock.close();
    this.#session.locks.delete(lock);
  }
}
