import type { Options } from "better-sqlite3";
import { DatabaseError } from "../database-error.js";
import type { CompiledStatement, Connection, Driver, DriverOptions, Row } from "../dialect.js";
import { loadDriver } from "../load-driver.js";
import { Turn } from "../turn.js";
import { SqliteConnection } from "./connection.js";
import { closedError, isBusy, toDatabaseError, toOpenError } from "./errors.js";
import { Handle, type Database } from "./handle.js";
import { retryWhileBusy } from "./retry-while-busy.js";

/**
 * Opens a database file, or `:memory:`, and creates the file where it is missing.
 *
 * One connection writes; a second one reads while somebody has the first for a transaction, so that what is not committed is seen
 * by nobody else. A database in memory has but one connection: there, everything beside a transaction waits for its end.
 * Answers come at once, but for what has to wait.
 *
 * @throws DatabaseError "connection-failed", "missing-driver".
 */
export async function openDriver({ url, poolTimeout = 30 }: DriverOptions): Promise<Driver> {
  const path = readPath(url);
  const module = await loadDriver("better-sqlite3", () => import("better-sqlite3"));
  return new SqliteDriver(path, poolTimeout * 1000, (file, mode) => new module.default(file, mode));
}

type Open = (file: string, mode: Options) => Database;

function readPath(url: string): string {
  const path = url.slice(url.indexOf(":") + 1);
  if (path !== "" && !path.startsWith("//")) return path;
  throw new DatabaseError("connection-failed", "Write sqlite:./file.db, sqlite:/absolute/file.db or sqlite::memory:");
}

class SqliteDriver implements Driver {
  readonly #path: string;
  readonly #timeout: number;
  readonly #open: Open;
  readonly #turn = new Turn();
  readonly #writer: Handle;
  #reader: Handle | undefined;

  constructor(path: string, timeout: number, open: Open) {
    this.#path = path;
    this.#timeout = timeout;
    this.#open = open;
    this.#writer = this.#connect({});
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
    if (this.#turn.isTaken) return this.#inTurn(() => this.#writer.run(sql, parameters));
    try {
      return this.#writer.run(sql, parameters);
    } catch (error) {
      return this.#recover(error, () => this.#writer.run(sql, parameters));
    }
  }

  async acquire(): Promise<Connection> {
    const giveBack = await this.#takeTurn();
    return new SqliteConnection({
      handle: this.#writer,
      timeout: this.#timeout,
      openLock: (path) => this.#open(path, { timeout: 0 }),
      giveBack,
    });
  }

  async close(): Promise<void> {
    if (!this.#writer.database.open) return;
    const giveBack = await this.#takeTurn();
    this.#reader?.database.close();
    this.#writer.database.close();
    giveBack();
  }

  /** While somebody else has the writing connection. */
  #queryAside(sql: string, isRead: boolean, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    if (!isRead || this.#path === ":memory:") return this.#inTurn(() => this.#writer.query(sql, parameters));
    const reader = (this.#reader ??= this.#connect({ readonly: true }));
    try {
      return reader.query(sql, parameters);
    } catch (error) {
      if (isBusy(error)) return retryWhileBusy(() => reader.query(sql, parameters), this.#timeout);
      throw toDatabaseError(error);
    }
  }

  /** Another process had the lock: waits for it, in turn, because meanwhile a transaction may begin on this connection. */
  #recover<Result>(error: unknown, work: () => Result): Promise<Result> {
    if (isBusy(error)) return this.#inTurn(work);
    throw this.#writer.database.open ? toDatabaseError(error) : closedError();
  }

  async #inTurn<Result>(work: () => Result): Promise<Result> {
    const giveBack = await this.#takeTurn();
    try {
      return await retryWhileBusy(work, this.#timeout);
    } finally {
      giveBack();
    }
  }

  async #takeTurn(): Promise<() => void> {
    const seconds = this.#timeout / 1000;
    const giveBack = await this.#turn.take(
      this.#timeout,
      () => `Waited ${seconds} s for a transaction of this process to end: only one at a time can write`,
    );
    if (this.#writer.database.open) return giveBack;
    giveBack();
    throw closedError();
  }

  #connect(mode: Options): Handle {
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
