import type { Executor, Limits, TransactionMode } from "@joinery/sql";
import type { Metadata } from "../metadata/metadata.js";
import type { PlanSource } from "../plan/find-plan.js";
import type { KeyedStatements } from "../plan/keyed-statements.js";
import type { PlanCache } from "../plan/plan-cache.js";
import type { InsertPlan } from "../plan/writes/plan-insert-many.js";
import type { AwaitedCalls } from "./transactions/awaited-calls.js";
import type { SchemaSource } from "../validation/input-schemas.js";
import type { QueryEvents } from "./query-events.js";

/** What the statements of one transaction are sent on. */
export interface TransactionExecutor extends Executor {
  within(limits: Limits): TransactionExecutor;
  /** Runs SQL without parameters. */
  execute(sql: string): Promise<void>;
}

/**
 * What calls run on: a database, or one transaction of it. (SQLAlchemy's name for it; that one's connections are the driver's here.)
 */
export interface Engine extends PlanSource {
  readonly metadata: Metadata;
  readonly inserts: PlanCache<InsertPlan>;
  readonly keyed: KeyedStatements;
  readonly events: QueryEvents;
  /** What writes are held to, where the client is to hold them to anything. */
  readonly validation: SchemaSource | undefined;
  /** What runs statements, once it is open. */
  readonly executor: Executor | undefined;
  /** Whether what runs here is part of one transaction. */
  readonly isTransaction: boolean;
  /** Of a transaction, the calls that its callback has to await. */
  readonly calls?: AwaitedCalls;
  /** The database that it belongs to. */
  readonly root: Engine;
  open(): Promise<Executor>;
  /** Of a session: takes what was loaded for a row, and for those that came with it. */
  adoptLoaded?(row: object, relations: readonly string[]): void;
  /**
   * Where more is read about rows that were read here: here, or once its transaction is committed where that was begun.
   *
   * @throws TransactionEnded when it was rolled back: its rows may never have been
   */
  successor(): Engine;
  /**
   * Runs reads that all see one moment: in the transaction that is under way, or on a connection of their own, which is given back once they are
   * done. They may be started once more, where the first time broke off through no fault of theirs.
   *
   * @throws InvalidArgument in a transaction that sees more from statement to statement
   */
  inSnapshot<Result>(work: (executor: Executor) => Result | Promise<Result>, limits?: Limits): Promise<Result>;
  /**
   * Runs `work` in one transaction: the one that is under way, or one of its own. What `work` did is undone when it fails, and so when a
   * limit is reached before it is done. While it runs in a transaction that is under way, calls on this engine wait: `work` sends on what
   * it is given, or is given an engine of its own by `runTransaction`.
   *
   * @param mode of a transaction of its own
   */
  inTransaction<Result>(
    work: (executor: TransactionExecutor) => Promise<Result>,
    limits?: Limits,
    mode?: TransactionMode,
  ): Promise<Result>;
}
