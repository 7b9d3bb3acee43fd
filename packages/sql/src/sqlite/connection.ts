import type { CompiledStatement, Connection, Row } from "../dialect.js";
import { closedError, isBusy, toDatabaseError } from "./errors.js";
import type { Database, Handle } from "./handle.js";
import { retryWhileBusy } from "./retry-while-busy.js";

/** What a connection needs of the driver it comes from. */
export interface ConnectionOrigin {
  readonly handle: Handle;
  /** Milliseconds to wait for another process. */
  readonly timeout: number;
  /** Opens another file, one that is no database of the user. */
  openLock(path: string): Database;
  giveBack(): void;
}

/** The writing connection, for as long as one caller has the turn. */
export class SqliteConnection implements Connection {
  readonly #origin: ConnectionOrigin;
  readonly #locks = new Set<Database>();
  #isReadOnly = false;
  #isReleased = false;

  constructor(origin: ConnectionOrigin) {
    this.#origin = origin;
  }

  query({ sql }: CompiledStatement, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    return this.#attempt((handle) => handle.query(sql, parameters));
  }

  run({ sql }: CompiledStatement, parameters: readonly unknown[]): number | Promise<number> {
    return this.#attempt((handle) => handle.run(sql, parameters));
  }

  async execute(sql: string): Promise<void> {
    await this.#attempt((handle) => handle.execute(sql));
  }

  async queryRaw(sql: string, parameters: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return await this.#attempt((handle) => handle.queryRaw(sql, parameters));
  }

  async begin(mode: "read" | "write" = "write"): Promise<void> {
    await this.#attempt((handle) => handle.run(mode === "read" ? "begin" : "begin immediate", []));
    if (mode === "read") this.#setReadOnly(true);
  }

  async commit(): Promise<void> {
    await this.#attempt((handle) => handle.run("commit", []));
    this.#setReadOnly(false);
  }

  async rollback(): Promise<void> {
    await this.#attempt((handle) => {
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
    this.#locks.add(lock);
    try {
      await retryWhileBusy(() => lock.exec("begin exclusive"), Infinity);
    } catch (error) {
      this.#unlock(lock);
      throw error;
    }
    return async () => this.#unlock(lock);
  }

  async release(): Promise<void> {
    if (this.#isReleased) return;
    try {
      await this.rollback();
      for (const lock of this.#locks) this.#unlock(lock);
    } finally {
      this.#isReleased = true;
      this.#origin.giveBack();
    }
  }

  /** Does the work now, or where another process holds the lock, once it is free. */
  #attempt<Result>(work: (handle: Handle) => Result): Result | Promise<Result> {
    const { handle, timeout } = this.#origin;
    if (this.#isReleased) throw closedError("The connection was given back");
    try {
      return work(handle);
    } catch (error) {
      // In a transaction the lock may be held by one who waits for this transaction: waiting would never end.
      if (isBusy(error) && !handle.database.inTransaction) return retryWhileBusy(() => work(handle), timeout);
      throw toDatabaseError(error);
    }
  }

  /** SQLite would let a transaction that has only read begin to write. */
  #setReadOnly(isReadOnly: boolean): void {
    if (this.#isReadOnly === isReadOnly) return;
    this.#origin.handle.database.pragma(`query_only = ${isReadOnly}`);
    this.#isReadOnly = isReadOnly;
  }

  #unlock(lock: Database): void {
    lock.close();
    this.#locks.delete(lock);
  }
}
