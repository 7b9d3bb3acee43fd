import { DatabaseError } from "../database-error.js";
import type {
  CompiledStatement,
  Connection,
  Cursor,
  Driver,
  DriverOptions,
  Row,
  Snapshot,
  UntypedResult,
} from "../dialect.js";
import { mergeLimits, type Limits } from "../limits.js";
import { loadDriver } from "../load-driver.js";
import { DatabaseFile } from "./database-file.js";

/**
 * Opens a database file, or `:memory:`, and creates the file where it is missing.
 *
 * One connection writes; a second one reads while somebody has the first for a transaction, so that what is not committed is seen
 * by nobody else. A transaction that only reads has a connection of its own, and sees one moment. A database in memory has but
 * one connection: there, everything beside a transaction waits for its end.
 * Answers come at once, but for what has to wait.
 *
 * @throws DatabaseError "connection-failed", "missing-driver".
 */
export async function openDriver({ url, poolTimeout = 30 }: DriverOptions): Promise<Driver> {
  const path = readPath(url);
  const Database = loadDriver("better-sqlite3", (): typeof import("better-sqlite3") => require("better-sqlite3"));
  return new SqliteDriver(new DatabaseFile(path, poolTimeout * 1000, (file, mode) => new Database(file, mode)));
}

function readPath(url: string): string {
  const path = url.slice(url.indexOf(":") + 1);
  if (path !== "" && !path.startsWith("//")) return path;
  throw new DatabaseError("connection-failed", "Write sqlite:./file.db, sqlite:/absolute/file.db or sqlite::memory:");
}

class SqliteDriver implements Driver {
  readonly #file: DatabaseFile;
  readonly #limits: Limits | undefined;

  constructor(file: DatabaseFile, limits?: Limits) {
    this.#file = file;
    this.#limits = limits;
  }

  query(statement: CompiledStatement, parameters: readonly unknown[]): Row[] | Promise<Row[]> {
    return this.#file.query(statement, parameters, this.#limits);
  }

  queryUntyped(statement: CompiledStatement, parameters: readonly unknown[]): UntypedResult | Promise<UntypedResult> {
    return this.#file.queryUntyped(statement, parameters, this.#limits);
  }

  run(statement: CompiledStatement, parameters: readonly unknown[]): number | Promise<number> {
    return this.#file.run(statement, parameters, this.#limits);
  }

  openCursor(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Cursor> {
    return this.#file.openCursor(statement, parameters, this, this.#limits);
  }

  openSnapshot(): Promise<Snapshot> {
    return this.#file.openSnapshot(this.#limits);
  }

  acquire(purpose: "read" | "write" = "write"): Promise<Connection> {
    return purpose === "read" ? this.#file.acquireReader(this.#limits) : this.#file.acquire(this.#limits);
  }

  within(limits: Limits): Driver {
    return new SqliteDriver(this.#file, mergeLimits(this.#limits, limits));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
