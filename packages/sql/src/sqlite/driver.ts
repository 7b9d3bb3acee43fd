import type { Database, Options, Statement } from "better-sqlite3";
import { DatabaseError } from "../database-error.js";
import type { CompiledStatement, Connection, Driver, DriverOptions, Row } from "../dialect.js";
import { loadDriver } from "../load-driver.js";
import { RecentCache } from "../recent-cache.js";
import { Turn } from "../turn.js";
import { decimalKey } from "./decimal-key.js";
import { closedError, isBusy, toDatabaseError, toOpenError } from "./errors.js";
import { retryWhileBusy } from "./retry-while-busy.js";

/** Prepared statements kept, for each connection. */
const statementCacheSize = 256;

/** Milliseconds to wait for another process's lock without giving up the event loop: most locks are held for less. */
const shortWait = 50;

/** Milliseconds to wait for another process's lock in all. */
const longWait = 5000;

/**
 * Opens a database file, or `:memory:`, and creates the file where it is missing.
 *
 * One connection writes; a second one reads while a transaction is open on the first, so that what is not committed is seen by
 * nobody else. A database in memory has but one connection: there, everything outside of an open transaction waits for its end.
 *
 * @throws DatabaseError "connection-failed", "missing-driver".
 */
export async function openDriver(options: DriverOptions): Promise<Driver> {
  const path = readPath(options.url);
  const module = await loadDriver("better-sqlite3", () => import("better-sqlite3"));
  const open = (file: string, mode: Options) => new module.default(file, mode);
  return new SqliteDriver(path, open, (options.poolTimeout ?? 30) * 1000);
}

type Open = (file: string, mode: Options) => Database;

function readPath(url: string): string {
  const path = url.slice(url.indexOf(":") + 1);
  if (path !== "" && !path.startsWith("//")) return path;
  throw new DatabaseError("connection-failed", "Write sqlite:./file.db, sqlite:/absolute/file.db or sqlite::memory:");
}

/** One connection with its prepared statements. Everything in it is synchronous. */
class Handle {
  readonly #prepared = new RecentCache<Statement<unknown[], Row>>(statementCacheSize);

  constructor(readonly database: Database) {
    database.function("decimal_key", { deterministic: true }, decimalKey);
  }

  query(sql: string, parameters: readonly unknown[]): Row[] {
    return (this.#prepared.get(sql) ?? this.#prepare(sql)).all(...parameters);
  }

  run(sql: string, parameters: readonly unknown[]): number {
    return (this.#prepared.get(sql) ?? this.#prepare(sql)).run(...parameters).changes;
  }

  #prepare(sql: string): Statement<unknown[], Row> {
    const statement = this.database.prepare<unknown[], Row>(sql);
    if (statement.reader) statement.raw(true);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

class SqliteDriver implements Driver {
  readonly #path: string;
  readonly #open: Open;
  readonly #timeout: number;
  readonly #turn = new Turn();
  readonly #writer: Handle;
  #reader: Handle | undefined;

  constructor(path: string, open: Open, timeout: number) {
    this.#path = path;
    this.#open = open;
    this.#timeout = timeout;
    this.#writer = this.#connect({ timeout: shortWait });
  }

  query({ sql, isRead }: CompiledStatement, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    if (this.#turn.isTaken) return this.#queryAside(sql, isRead, parameters);
    try {
      return this.#writer.query(sql, parameters);
    } catch (error) {
      return this.#recover(error, () => this.#writer.query(sql, parameters));
    }
  }

  run({ sql }: CompiledStatement, parameters: readonly unknown[]): number | Promise<number> {
    const run = () => this.#writer.run(sql, parameters);
    if (this.#turn.isTaken) return this.#inTurn(run);
    try {
      return run();
    } catch (error) {
      return this.#recover(error, run);
    }
  }

  async acquire(): Promise<Connection> {
    const giveBack = await this.#takeTurn();
    if (!this.#writer.database.open) {
      giveBack();
      throw closedError();
    }
    return new SqliteConnection(this.#writer, this.#open, giveBack);
  }

  async close(): Promise<void> {
    const giveBack = await this.#takeTurn();
    this.#reader?.database.close();
    this.#writer.database.close();
    giveBack();
  }

  /** While somebody else has the writing connection. */
  #queryAside(sql: string, isRead: boolean, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    if (!isRead || this.#path === ":memory:") return this.#inTurn(() => this.#writer.query(sql, parameters));
    const reader = (this.#reader ??= this.#connect({ timeout: shortWait, readonly: true }));
    try {
      return reader.query(sql, parameters);
    } catch (error) {
      if (isBusy(error)) return retryWhileBusy(() => reader.query(sql, parameters), longWait);
      throw toDatabaseError(error);
    }
  }

  /** Another process had the lock: waits for it, in turn, because meanwhile a transaction may begin on this connection. */
  #recover<Result>(error: unknown, work: () => Result): Promise<Result> {
    if (isBusy(error)) return this.#inTurn(work);
    throw this.#writer.database.open ? toDatabaseError(error) : closedError(error);
  }

  async #inTurn<Result>(work: () => Result): Promise<Result> {
    const giveBack = await this.#takeTurn();
    try {
      if (!this.#writer.database.open) throw closedError();
      return await retryWhileBusy(work, longWait);
    } finally {
      giveBack();
    }
  }

  #takeTurn(): Promise<() => void> {
    return this.#turn.take(
      this.#timeout,
      () => `Waited ${this.#timeout / 1000} s for a transaction of this process to end: only one can write at a time`,
    );
  }

  #connect(mode: Options): Handle {
    try {
      const database = this.#open(this.#path, mode);
      try {
        if (!mode.readonly) database.pragma("journal_mode = WAL");
        database.pragma("synchronous = NORMAL");
        database.pragma("foreign_keys = ON");
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

class SqliteConnection implements Connection {
  readonly #handle: Handle;
  readonly #open: Open;
  readonly #giveBack: () => void;
  readonly #locks = new Set<Database>();

  constructor(handle: Handle, open: Open, giveBack: () => void) {
    this.#handle = handle;
    this.#open = open;
    this.#giveBack = giveBack;
  }

  query({ sql }: CompiledStatement, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    return this.#attempt(() => this.#handle.query(sql, parameters));
  }

  run({ sql }: CompiledStatement, parameters: readonly unknown[]): number | Promise<number> {
    return this.#attempt(() => this.#handle.run(sql, parameters));
  }

  async execute(sql: string): Promise<void> {
    const { database } = this.#handle;
    // Part of a script may have run when it meets a lock, so it cannot be started again: wait on the spot.
    database.pragma(`busy_timeout = ${longWait}`);
    try {
      database.exec(sql);
    } catch (error) {
      throw toDatabaseError(error);
    } finally {
      database.pragma(`busy_timeout = ${shortWait}`);
    }
  }

  async queryRaw(sql: string, parameters: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return await this.#attempt(() => {
      const statement = this.#handle.database.prepare<unknown[], Record<string, unknown>>(sql);
      if (statement.reader) return statement.all(...parameters);
      statement.run(...parameters);
      return [];
    });
  }

  async begin(mode: "read" | "write" = "write"): Promise<void> {
    await this.#attempt(() => this.#handle.run(mode === "read" ? "begin" : "begin immediate", []));
  }

  async commit(): Promise<void> {
    await this.#attempt(() => this.#handle.run("commit", []));
  }

  async rollback(): Promise<void> {
    // Some errors end the transaction by themselves.
    if (this.#handle.database.inTransaction) this.#handle.run("rollback", []);
  }

  /**
   * The lock is that of a file of its own beside the database (`blog.db-migrations.lock`), which stays there, empty: the system frees
   * it however the process ends, and it outlives the transactions of the database. In memory there is nobody to keep apart.
   */
  async lock(name: string): Promise<() => Promise<void>> {
    const [{ file }] = this.#handle.database.pragma("database_list") as [{ file: string }];
    if (file === "") return async () => {};
    const lock = this.#open(`${file}-${name}.lock`, { timeout: 0 });
    this.#locks.add(lock);
    try {
      await retryWhileBusy(() => lock.exec("begin exclusive"), Infinity);
    } catch (error) {
      this.#unlock(lock);
      throw error;
    }
    return async () => this.#unlock(lock);
  }

  /** Does the work now, or where another process holds the lock, once it is free. */
  #attempt<Result>(work: () => Result): Result | Promise<Result> {
    try {
      return work();
    } catch (error) {
      // In a transaction the lock may be held by one who waits for this transaction: waiting would never end.
      if (isBusy(error) && !this.#handle.database.inTransaction) return retryWhileBusy(work, longWait);
      throw toDatabaseError(error);
    }
  }

  #unlock(lock: Database): void {
    lock.close();
    this.#locks.delete(lock);
  }

  async release(): Promise<void> {
    try {
      await this.rollback();
      for (const lock of this.#locks) this.#unlock(lock);
    } finally {
      this.#giveBack();
    }
  }
}
