import type { Connection, Executor, Limits } from "@joinery/sql";
import type { Metadata } from "../metadata/metadata.js";
import type { PlanSource } from "../plan/find-plan.js";
import type { PlanCache } from "../plan/plan-cache.js";
import type { InsertPlan } from "../plan/plan-insert-many.js";
import type { QueryEvents } from "./query-events.js";

/**
 * What calls run on: a database, or one transaction of it. (SQLAlchemy's name for it; that one's connections are the driver's here.)
 */
export interface Engine extends PlanSource {
  readonly metadata: Metadata;
  readonly inserts: PlanCache<InsertPlan>;
  readonly events: QueryEvents;
  /** What runs statements, once it is open. */
  readonly executor: Executor | undefined;
  /** Whether what runs here is part of one transaction. */
  readonly isTransaction: boolean;
  open(): Promise<Executor>;
  /**
   * Where more is read about rows that were read here: here, or once its transaction is committed where that was begun.
   *
   * @throws TransactionEnded when it was rolled back: its rows may never have been
   */
  successor(): Engine;
  /**
   * Runs `work` in one transaction: the one that is under way, or one of its own. What `work` did is undone when it fails, and so when a
   * limit is reached before it is done.
   */
  inTransaction<Result>(work: (connection: Connection) => Promise<Result>, limits?: Limits): Promise<Result>;
}
