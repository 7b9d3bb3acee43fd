import {
  waitWithin,
  type Connection,
  type Dialect,
  type Driver,
  type DriverOptions,
  type Executor,
  type Limits,
  type Snapshot,
  type TransactionMode,
} from "@joinery/sql";
import { ClientDisposed, ConnectionLost } from "../errors/connection-errors.js";
import { SerializationFailure } from "../errors/database-errors.js";
import { translateDatabaseError } from "../errors/translate-database-error.js";
import type { Metadata } from "../metadata/metadata.js";
import type { Planner } from "../plan/build-node.js";
import type { KeyedStatements } from "../plan/keyed-statements.js";
import { PlanCache } from "../plan/plan-cache.js";
import type { InsertPlan } from "../plan/writes/plan-insert-many.js";
import type { QueryPlan } from "../plan/query-plan.js";
import type { Engine, TransactionExecutor } from "./engine.js";
import type { SchemaSource } from "../validation/input-schemas.js";
import { QueryEvents } from "./query-events.js";

/** A database that opens when it is first asked, and closes once. */
export class DatabaseEngine implements Engine {
  readonly events = new QueryEvents();
  readonly planner: Planner;
  readonly plans: PlanCache<QueryPlan>;
  readonly inserts: PlanCache<InsertPlan>;
  readonly keyed: KeyedStatements;
  readonly isTransaction = false;
  readonly root = this;
  executor: Driver | undefined;
  #opening: Promise<Driver> | undefined;
  #disposing: Promise<void> | undefined;

  constructor(
    readonly dialect: Dialect,
    readonly metadata: Metadata,
    planner: Planner,
    private readonly options: DriverOptions,
    capacity: number,
    readonly validation: SchemaSource | undefined,
  ) {
    this.planner = { ...planner, measureTrip: () => this.executor?.roundTrip };
    this.plans = new PlanCache(capacity);
    this.inserts = new PlanCache(capacity);
    this.keyed = {
      finds: new PlanCache(capacity),
      writes: new PlanCache(capacity),
      upserts: new PlanCache(capacity),
    };
  }

  open(): Promise<Driver> {
    if (this.#disposing !== undefined) return Promise.reject(new ClientDisposed("This client was disposed of."));
    return (this.#opening ??= this.#connect());
  }

  async #connect(): Promise<Driver> {
    try {
      const driver = await this.dialect.open(this.options);
      if (this.#disposing === undefined) this.executor = driver;
      return driver;
    } catch (error) {
      // The next call tries again: the database may be there by then.
      this.#opening = undefined;
      throw translateDatabaseError(error, this.metadata);
    }
  }

  successor(): Engine {
    return this;
  }

  async inSnapshot<Result>(work: (executor: Executor) => Result | Promise<Result>, limits?: Limits): Promise<Result> {
    for (let isRepeated = false; ; isRepeated = true) {
      const snapshot = await this.#openSnapshot(limits);
      try {
        return await work(snapshot.executor);
      } catch (error) {
        // What was only read can be read anew: nothing was wrong with it.
        const isUnlucky = error instanceof ConnectionLost || error instanceof SerializationFailure;
        if (isRepeated || !isUnlucky) throw error;
      } finally {
        void snapshot.close().catch(() => {});
      }
    }
  }

  async #openSnapshot(limits: Limits | undefined): Promise<Snapshot> {
    try {
      return await (await this.#openDriver(limits)).openSnapshot();
    } catch (error) {
      throw translateDatabaseError(error, this.metadata);
    }
  }

  async inTransaction<Result>(
    work: (executor: TransactionExecutor) => Promise<Result>,
    limits?: Limits,
    mode: TransactionMode = {},
  ): Promise<Result> {
    const connection = await this.#begin(limits, mode);
    let failure: unknown;
    try {
      const result = await work(connection);
      await connection.commit();
      return result;
    } catch (error) {
      failure = error ?? new Error("A transaction failed without saying why");
      throw translateDatabaseError(error, this.metadata);
    } finally {
      // Rolls back what is still open; a connection on which even that fails does not come back.
      await release(connection, failure);
    }
  }

  /** A connection that was lost while nobody had it shows itself here, before anything was done on it: then another one is as good. */
  async #begin(limits: Limits | undefined, mode: TransactionMode): Promise<Connection> {
    for (let isRepeated = false; ; isRepeated = true) {
      const connection = await this.#acquire(limits, mode);
      try {
        await connection.begin(mode);
        return connection;
      } catch (reason) {
        const error = translateDatabaseError(reason, this.metadata);
        await release(connection, error);
        if (isRepeated || !(error instanceof ConnectionLost)) throw error;
      }
    }
  }

  async #acquire(limits: Limits | undefined, { isReadOnly }: TransactionMode): Promise<Connection> {
    try {
      return await (await this.#openDriver(limits)).acquire(isReadOnly ? "read" : "write");
    } catch (error) {
      throw translateDatabaseError(error, this.metadata);
    }
  }

  async #openDriver(limits: Limits | undefined): Promise<Driver> {
    const open = () => this.open();
    const driver = this.executor ?? (await waitWithin(limits, open, () => {}));
    return limits === undefined ? driver : driver.within(limits);
  }

  dispose(): Promise<void> {
    return (this.#disposing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.executor = undefined;
    const driver = await this.#opening?.catch(() => undefined);
    await driver?.close();
  }
}

async function release(connection: Connection, failure: unknown): Promise<void> {
  if (failure === undefined) return connection.release();
  try {
    await connection.rollback();
    await connection.release();
  } catch (error) {
    await connection.release(error).catch(() => {});
  }
}
