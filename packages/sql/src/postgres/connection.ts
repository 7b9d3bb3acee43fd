import { DatabaseError } from "../database-error.js";
import type { BoundStatement, CompiledStatement, Connection, Row } from "../dialect.js";
import { isConnectionLost, toDatabaseError } from "./errors.js";
import { runStatements, type Client } from "./run-statements.js";
import type { WireResult } from "./wire-query.js";

/** A client of the pool, for as long as one caller has it. */
export class PostgresConnection implements Connection {
  readonly #client: Client;
  readonly #giveBack: (error?: unknown) => void;
  #hasLock = false;
  #isReleased = false;
  /** Why the client cannot go back into the pool. */
  #failure: unknown;

  constructor(client: Client, giveBack: (error?: unknown) => void) {
    this.#client = client;
    this.#giveBack = giveBack;
  }

  async query(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Row[]> {
    return (await this.#run([{ statement, parameters }]))[0]!.rows;
  }

  async run(statement: CompiledStatement, parameters: readonly unknown[]): Promise<number> {
    return (await this.#run([{ statement, parameters }]))[0]!.count;
  }

  async queryAll(queries: readonly BoundStatement[]): Promise<Row[][]> {
    return (await this.#run(queries)).map(({ rows }) => rows);
  }

  #run(statements: readonly BoundStatement[]): Promise<WireResult[]> {
    return this.#attempt((client) => runStatements(client, statements));
  }

  async execute(sql: string): Promise<void> {
    await this.queryRaw(sql);
  }

  async queryRaw(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.#attempt((client) => client.query(sql, parameters))).rows;
  }

  begin(mode: "read" | "write" = "write"): Promise<void> {
    return this.execute(mode === "read" ? "begin read only" : "begin");
  }

  async commit(): Promise<void> {
    // The server would take it for a rollback, and not say so.
    const hasFailed = this.#client.getTransactionStatus() === "E";
    await this.execute("commit");
    if (hasFailed)
      throw new DatabaseError("refused", "A statement of the transaction had failed, so it was rolled back");
  }

  rollback(): Promise<void> {
    return this.execute("rollback");
  }

  /** An advisory lock of the session: it outlives transactions, and the server frees it when the connection ends. */
  async lock(name: string): Promise<() => Promise<void>> {
    await this.queryRaw("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
    this.#hasLock = true;
    return async () => {
      await this.queryRaw("select pg_advisory_unlock(hashtextextended($1, 0))", [name]);
    };
  }

  async release(error?: unknown): Promise<void> {
    if (this.#isReleased) return;
    this.#failure ??= error;
    if (this.#failure === undefined) await this.#cleanUp().catch((failure: unknown) => (this.#failure = failure));
    this.#isReleased = true;
    this.#giveBack(this.#failure);
  }

  /** The next owner finds neither a transaction nor a lock. */
  async #cleanUp(): Promise<void> {
    if (this.#client.getTransactionStatus() !== "I") await this.rollback();
    if (this.#hasLock) await this.execute("select pg_advisory_unlock_all()");
  }

  async #attempt<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    // The client may be somebody else's by now.
    if (this.#isReleased) throw new DatabaseError("connection-failed", "The connection was given back");
    try {
      return await work(this.#client);
    } catch (error) {
      const known = toDatabaseError(error);
      if (isConnectionLost(known)) this.#failure = known;
      throw known;
    }
  }
}
