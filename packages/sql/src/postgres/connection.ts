import { DatabaseError } from "../database-error.js";
import type {
  BoundStatement,
  CompiledStatement,
  Connection,
  Cursor,
  Row,
  TransactionMode,
  UntypedResult,
} from "../dialect.js";
import { checkLimits, mergeLimits, waitWithin, type Limits } from "../limits.js";
import { Turn } from "../turn.js";
import type { ClientPool } from "./client-pool.js";
import type { Client, PooledClient } from "./client.js";
import { isConnectionLost, toDatabaseError } from "./errors.js";
import { describeColumn } from "./result-column.js";
import { PortalQuery, type PortalStep } from "./portal-query.js";
import { runStatements } from "./run-statements.js";
import type { WireResult } from "./wire-query.js";

const failedCommit = "A statement of the transaction had failed, so it was rolled back";
const lostCommit =
  "The connection was lost while the transaction was being committed: whether it was, only the database knows";

/** A client that one caller has, until it is given back: what all views of a connection share. */
interface Session {
  readonly client: PooledClient;
  readonly pool: ClientPool;
  /** One run at a time has the client, so that what stops one stops no other. */
  readonly turn: Turn;
  hasLock: boolean;
  /** The number of portals that there have been. */
  portals: number;
  isReleased: boolean;
  /** Why the client cannot go back into the pool. */
  failure: unknown;
}

/** A client of the pool, for as long as one caller has it. */
export class PostgresConnection implements Connection {
  readonly #session: Session;
  readonly #limits: Limits | undefined;

  private constructor(session: Session, limits: Limits | undefined) {
    this.#session = session;
    this.#limits = limits;
  }

  static async acquire(pool: ClientPool, limits: Limits | undefined): Promise<PostgresConnection> {
    const client = await pool.take(limits);
    const session: Session = {
      client,
      pool,
      turn: new Turn(),
      hasLock: false,
      portals: 0,
      isReleased: false,
      failure: undefined,
    };
    return new PostgresConnection(session, limits);
  }

  within(limits: Limits): PostgresConnection {
    return new PostgresConnection(this.#session, mergeLimits(this.#limits, limits));
  }

  async query(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Row[]> {
    return (await this.runAll([{ statement, parameters }]))[0]!.rows;
  }

  async run(statement: CompiledStatement, parameters: readonly unknown[]): Promise<number> {
    return (await this.runAll([{ statement, parameters }]))[0]!.count;
  }

  async queryUntyped(statement: CompiledStatement, parameters: readonly unknown[]): Promise<UntypedResult> {
    const [{ rows, count, columns }] = (await this.runAll([{ statement, parameters }])) as [WireResult];
    return { rows, count, columns: columns.map(describeColumn) };
  }

  async queryAll(queries: readonly BoundStatement[]): Promise<Row[][]> {
    return (await this.runAll(queries)).map(({ rows }) => rows);
  }

  /** Runs statements in one round trip, with all that is known of what they came to. */
  runAll(statements: readonly BoundStatement[]): Promise<WireResult[]> {
    return this.#attempt((client) => runStatements(client, statements));
  }

  /** In the transaction that is under way, which it ends with. */
  openCursor({ sql }: CompiledStatement, parameters: readonly unknown[]): Promise<Cursor> {
    const session = this.#session;
    const portal = `joinery_${++session.portals}`;
    let open: PortalStep = { open: { sql, parameters } };
    return Promise.resolve({
      executor: this,
      read: async (count) => {
        const step = { ...open, rows: count };
        open = {};
        return this.#visit(portal, step);
      },
      close: async () => {
        // A transaction that has failed, or ended, has closed it.
        if (session.isReleased || session.client.getTransactionStatus() !== "T") return;
        await this.#unlimited()
          .#visit(portal, { close: true })
          .catch(() => {});
      },
    });
  }

  #visit(portal: string, step: PortalStep): Promise<Row[]> {
    return this.#attempt(
      (client) =>
        new Promise((resolve, reject) => {
          client.query(
            new PortalQuery(portal, step, (error, rows) => {
              if (rows === undefined) reject(error!);
              else resolve(rows);
            }),
          );
        }),
    );
  }

  async execute(sql: string): Promise<void> {
    await this.queryRaw(sql);
  }

  async queryRaw(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.#attempt((client) => client.query(sql, parameters))).rows;
  }

  begin({ isolation, isReadOnly, isDeferrable }: TransactionMode = {}): Promise<void> {
    const isolated = isolation === undefined ? "" : ` isolation level ${isolation}`;
    return this.execute(`begin${isolated}${isReadOnly ? " read only" : ""}${isDeferrable ? " deferrable" : ""}`);
  }

  async commit(): Promise<void> {
    checkLimits(this.#limits);
    // Once it is sent it is not stopped: nobody would know what became of it.
    const { command } = await this.#unlimited()
      .#attempt((client) => client.query("commit"))
      .catch((error: unknown) => {
        throw isConnectionLost(error)
          ? new DatabaseError("connection-lost", lostCommit, {}, { original: error })
          : error;
      });
    // The server takes it for a rollback where a statement has failed, and does not call that an error.
    if (command === "ROLLBACK") throw new DatabaseError("transaction-failed", failedCommit);
  }

  rollback(): Promise<void> {
    return this.#unlimited().execute("rollback");
  }

  /** An advisory lock of the session: it outlives transactions, and the server frees it when the connection ends. */
  async lock(name: string): Promise<() => Promise<void>> {
    await this.queryRaw("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
    this.#session.hasLock = true;
    return async () => {
      await this.queryRaw("select pg_advisory_unlock(hashtextextended($1, 0))", [name]);
    };
  }

  async release(error?: unknown): Promise<void> {
    const session = this.#session;
    if (session.isReleased) return;
    session.failure ??= error;
    if (session.failure === undefined) {
      await this.#unlimited()
        .#cleanUp()
        .catch((failure: unknown) => (session.failure = failure));
    }
    session.isReleased = true;
    session.pool.giveBack(session.client, session.failure);
  }

  /** The next owner finds neither a transaction nor a lock. */
  async #cleanUp(): Promise<void> {
    if (this.#session.client.getTransactionStatus() !== "I") await this.rollback();
    if (this.#session.hasLock) await this.execute("select pg_advisory_unlock_all()");
  }

  #unlimited(): PostgresConnection {
    return this.#limits === undefined ? this : new PostgresConnection(this.#session, undefined);
  }

  async #attempt<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const session = this.#session;
    const { client, pool, turn } = session;
    const passOn = await waitWithin(
      this.#limits,
      () => turn.take(),
      (passOnLate) => passOnLate(),
    );
    try {
      // The client may be somebody else's by now.
      if (session.isReleased) throw new DatabaseError("connection-failed", "The connection was given back");
      return await (this.#limits === undefined
        ? work(client)
        : pool.runWithin(this.#limits, client, () => work(client)));
    } catch (error) {
      const known = toDatabaseError(error);
      if (isConnectionLost(known) && !session.isReleased) session.failure = known;
      throw known;
    } finally {
      passOn();
    }
  }
}
