import type { Pool, PoolClient, PoolConfig, Submittable } from "pg";
import { DatabaseError } from "../database-error.js";
import type { CompiledStatement, Connection, Driver, DriverOptions, Row } from "../dialect.js";
import { loadDriver } from "../load-driver.js";
import { isStalePlan, toConnectError, toDatabaseError } from "./errors.js";
import { PreparedStatements } from "./prepared-statements.js";
import { WireQuery, type WireResult } from "./wire-query.js";

/**
 * Opens a pool over a PostgreSQL server. Nothing connects before the first use, as in SQLAlchemy; the pool keeps its connections, and
 * does not keep the process alive.
 *
 * @throws DatabaseError "missing-driver", or "connection-failed" for a URL that cannot be read.
 */
export async function openDriver(options: DriverOptions): Promise<Driver> {
  const { default: pg } = await loadDriver("pg", () => import("pg"));
  const config = poolConfig(options);
  try {
    new pg.Client(config);
  } catch {
    // Without the cause: it holds the URL, and with it the password.
    const form = "postgresql://user:password@host:5432/database";
    throw new DatabaseError("connection-failed", `The database URL cannot be read. Its form is ${form}`);
  }
  return new PostgresDriver(new pg.Pool(config));
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

/** Runs statements on clients, each with its own prepared ones. */
const prepared = new WeakMap<PoolClient, PreparedStatements>();

async function run(
  client: PoolClient,
  { sql }: CompiledStatement,
  parameters: readonly unknown[],
): Promise<WireResult> {
  try {
    return await submit(client, sql, parameters);
  } catch (error) {
    // The tables have changed. The statement was dropped and is prepared again, unless the transaction has failed with it.
    if (isStalePlan(error) && client.getTransactionStatus() === "I") {
      return submit(client, sql, parameters).catch((again: unknown) => Promise.reject(toDatabaseError(again) as Error));
    }
    throw toDatabaseError(error);
  }
}

function submit(client: PoolClient, sql: string, parameters: readonly unknown[]): Promise<WireResult> {
  let statements = prepared.get(client);
  if (statements === undefined) prepared.set(client, (statements = new PreparedStatements()));
  return new Promise((resolve, reject) => {
    const query = new WireQuery(statements, sql, parameters, (error, result) => {
      if (result === undefined) reject(error as Error);
      else resolve(result);
    });
    // The published types describe the connection of an earlier version.
    client.query(query as unknown as Submittable);
  });
}

class PostgresDriver implements Driver {
  readonly #pool: Pool;
  #underWay = 0;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
    // A client that fails while idle leaves the pool by itself; one that fails in use fails its statement. Neither ends the process.
    pool.on("error", () => {});
    pool.on("connect", (client) => client.on("error", () => {}));
  }

  async query(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Row[]> {
    return (await this.#run(statement, parameters)).rows;
  }

  async run(statement: CompiledStatement, parameters: readonly unknown[]): Promise<number> {
    return (await this.#run(statement, parameters)).count;
  }

  async acquire(): Promise<Connection> {
    const client = await this.#takeClient();
    return new PostgresConnection(client, (error) => this.#giveBack(client, error));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#drain().then(() => this.#pool.end()));
  }

  async #run(statement: CompiledStatement, parameters: readonly unknown[]): Promise<WireResult> {
    const client = await this.#takeClient();
    try {
      const result = await run(client, statement, parameters);
      this.#giveBack(client);
      return result;
    } catch (error) {
      this.#giveBack(client, isLost(error) ? error : undefined);
      throw error;
    }
  }

  #takeClient(): Promise<PoolClient> {
    if (this.#closing !== undefined) {
      return Promise.reject(new DatabaseError("connection-failed", "The database was closed"));
    }
    this.#underWay++;
    return new Promise((resolve, reject) => {
      this.#pool.connect((error, client) => {
        if (client !== undefined) return resolve(client);
        this.#finish();
        reject(toConnectError(error) as Error);
      });
    });
  }

  #giveBack(client: PoolClient, error?: unknown): void {
    client.release(error !== undefined);
    this.#finish();
  }

  #finish(): void {
    if (--this.#underWay === 0) this.#drained?.();
  }

  /** The pool would forget those who wait for a connection. */
  #drain(): Promise<void> {
    return this.#underWay === 0 ? Promise.resolve() : new Promise((resolve) => (this.#drained = resolve));
  }
}

class PostgresConnection implements Connection {
  readonly #client: PoolClient;
  readonly #giveBack: (error?: unknown) => void;
  #hasLock = false;

  constructor(client: PoolClient, giveBack: (error?: unknown) => void) {
    this.#client = client;
    this.#giveBack = giveBack;
  }

  async query(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Row[]> {
    return (await run(this.#client, statement, parameters)).rows;
  }

  async run(statement: CompiledStatement, parameters: readonly unknown[]): Promise<number> {
    return (await run(this.#client, statement, parameters)).count;
  }

  async execute(sql: string): Promise<void> {
    await this.#send(sql);
  }

  async queryRaw(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.#send(sql, parameters)).rows;
  }

  async begin(mode: "read" | "write" = "write"): Promise<void> {
    await this.#send(mode === "read" ? "begin read only" : "begin");
  }

  async commit(): Promise<void> {
    await this.#send("commit");
  }

  async rollback(): Promise<void> {
    await this.#send("rollback");
  }

  async lock(name: string): Promise<() => Promise<void>> {
    await this.#send("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
    this.#hasLock = true;
    return async () => {
      await this.#send("select pg_advisory_unlock(hashtextextended($1, 0))", [name]);
    };
  }

  async release(error?: unknown): Promise<void> {
    if (error !== undefined) return this.#giveBack(error);
    try {
      if (this.#client.getTransactionStatus() !== "I") await this.rollback();
      if (this.#hasLock) await this.#send("select pg_advisory_unlock_all()");
      this.#giveBack();
    } catch (failure) {
      this.#giveBack(failure);
    }
  }

  async #send(sql: string, parameters?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    try {
      return await this.#client.query<Record<string, unknown>>(sql, parameters as unknown[] | undefined);
    } catch (error) {
      throw toDatabaseError(error);
    }
  }
}

function isLost(error: unknown): boolean {
  return error instanceof DatabaseError && error.kind === "connection-lost";
}
