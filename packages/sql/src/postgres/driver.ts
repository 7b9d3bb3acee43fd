import type { PoolConfig } from "pg";
import { DatabaseError } from "../database-error.js";
import type {
  BoundStatement,
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
import type { Courier } from "./client.js";
import { ClientPool } from "./client-pool.js";
import { PostgresConnection } from "./connection.js";
import { isConnectionLost } from "./errors.js";
import { describeColumn } from "./result-column.js";
import { PostgresSnapshot } from "./snapshot.js";
import { StatementRunner } from "./statement-runner.js";
import type { WireResult } from "./wire-query.js";

/**
 * Opens a pool over a PostgreSQL server. Nothing connects before the first use, as in SQLAlchemy; the pool keeps its connections, and
 * does not keep the process alive.
 *
 * @throws DatabaseError "missing-driver", or "connection-failed" for a URL that cannot be read.
 */
export async function openDriver(options: DriverOptions): Promise<Driver> {
  const pg = loadDriver("pg", (): typeof import("pg") => require("pg"));
  try {
    const config = poolConfig(options);
    // The pool reads the URL only when it connects.
    new pg.Client(config);
    const pool = new pg.Pool(config);
    // A client that fails while idle leaves the pool by itself; one that fails in use fails its statement. Neither ends the process.
    pool.on("error", () => {});
    pool.on("connect", (client) => client.on("error", () => {}));
    const createCourier = () => new pg.Client(config) as unknown as Courier;
    const { max = 0, connectionTimeoutMillis = 0 } = config;
    const clients = new ClientPool(pool, max, connectionTimeoutMillis, createCourier);
    return new PostgresDriver(new StatementRunner(clients));
  } catch {
    // Without the cause: it holds the URL, and with it the password.
    const form = "postgresql://user:password@host:5432/database";
    throw new DatabaseError("connection-failed", `The database URL cannot be read. Its form is ${form}`);
  }
}

function poolConfig({ url, poolSize = 5, poolTimeout = 30 }: DriverOptions): PoolConfig {
  const { connectionString, options } = splitOptions(url);
  return {
    connectionString,
    options: `${options} ${sessionSettings}`.trim(),
    fallback_application_name: "joinery",
    max: poolSize,
    connectionTimeoutMillis: poolTimeout * 1000,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
    keepAlive: true,
  };
}

/** What decoding relies on, set as a connection starts: no round trip, and it holds whatever the server's configuration says. */
const sessionSettings = "-c TimeZone=UTC -c DateStyle=ISO -c extra_float_digits=1 -c bytea_output=hex";

/** A URL's own `options` would replace ours: the driver has one place for both. */
function splitOptions(url: string): { connectionString: string; options: string } {
  const match = /([?&])options=([^&]*)(&|$)/.exec(url);
  if (match === null) return { connectionString: url, options: "" };
  const [whole, before = "", options = "", after = ""] = match;
  const rest = after === "" ? "" : before;
  return {
    connectionString: url.replace(whole, () => rest),
    options: decodeURIComponent(options.replaceAll("+", " ")),
  };
}

class PostgresDriver implements Driver {
  readonly #runner: StatementRunner;
  readonly #limits: Limits | undefined;

  constructor(runner: StatementRunner, limits?: Limits) {
    this.#runner = runner;
    this.#limits = limits;
  }

  get roundTrip(): number | undefined {
    return this.#runner.roundTrip;
  }

  async query(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Row[]> {
    return (await this.#runner.run([{ statement, parameters }], this.#limits))[0]!.rows;
  }

  async run(statement: CompiledStatement, parameters: readonly unknown[]): Promise<number> {
    return (await this.#runner.run([{ statement, parameters }], this.#limits))[0]!.count;
  }

  async queryUntyped(statement: CompiledStatement, parameters: readonly unknown[]): Promise<UntypedResult> {
    const [{ rows, count, columns }] = (await this.#runner.run([{ statement, parameters }], this.#limits)) as [
      WireResult,
    ];
    return { rows, count, columns: columns.map(describeColumn) };
  }

  async queryAll(queries: readonly BoundStatement[]): Promise<Row[][]> {
    return (await this.#runner.run(queries, this.#limits)).map(({ rows }) => rows);
  }

  /** In a transaction of its own, which sees one moment: what is read about the rows belongs to them. */
  async openCursor(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Cursor> {
    const connection = await PostgresConnection.acquire(this.#runner.pool, this.#limits);
    try {
      await connection.execute("begin isolation level repeatable read read only");
      const cursor = await connection.openCursor(statement, parameters);
      return { ...cursor, close: () => connection.release() };
    } catch (error) {
      await connection.release(isConnectionLost(error) ? error : undefined);
      throw error;
    }
  }

  async openSnapshot(): Promise<Snapshot> {
    return new PostgresSnapshot(await PostgresConnection.acquire(this.#runner.pool, this.#limits));
  }

  acquire(): Promise<Connection> {
    return PostgresConnection.acquire(this.#runner.pool, this.#limits);
  }

  within(limits: Limits): Driver {
    return new PostgresDriver(this.#runner, mergeLimits(this.#limits, limits));
  }

  close(): Promise<void> {
    return this.#runner.pool.close();
  }
}
