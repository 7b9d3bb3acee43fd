import { DatabaseError, type Connection, type Dialect, type Driver } from "@joinery/sql";
import type { AcceptedLoss } from "./plan/hazard.js";
import { MigrationError } from "./migration-error.js";

/** A database to migrate, and how. */
export interface MigrationContext {
  readonly dialect: Dialect;
  readonly driver: Driver;
  /** Losses that are wanted. Default none. */
  readonly accept?: readonly AcceptedLoss[];
  /** Who is recorded as having applied a revision. Default "unknown". */
  readonly appliedBy?: string;
  /** Told of all that happens, for progress. */
  onEvent?(event: MigrationEvent): void;
}

export type MigrationEvent =
  /** Somebody else may be migrating this database. */
  | { readonly kind: "waiting-for-lock" }
  | { readonly kind: "revision-started"; readonly revision: string; readonly direction: "up" | "down" }
  | {
      readonly kind: "statement-started";
      readonly description: string;
      /** From 0. */
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly kind: "revision-finished";
      readonly revision: string;
      readonly direction: "up" | "down";
      readonly durationMs: number;
    };

/** Does the work on a connection of its own, as the only one who migrates this database. */
export async function withMigrationLock<Result>(
  context: MigrationContext,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return withConnection(context, async (connection) => {
    context.onEvent?.({ kind: "waiting-for-lock" });
    const unlock = await connection.lock("joinery-migrations");
    try {
      return await work(connection);
    } finally {
      await unlock().catch(() => {});
    }
  });
}

/** @throws MigrationError "migrate/unreachable-database". */
export async function withConnection<Result>(
  { driver }: Pick<MigrationContext, "driver">,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await acquire(driver);
  try {
    const result = await work(connection);
    await connection.release();
    return result;
  } catch (error) {
    await connection.release(isLost(error) ? error : undefined).catch(() => {});
    throw error;
  }
}

async function acquire(driver: Driver): Promise<Connection> {
  try {
    return await driver.acquire();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw MigrationError.of("migrate/unreachable-database", { reason: `${error.message}.` }, { cause: error });
  }
}

function isLost(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof DatabaseError && cause.kind === "connection-lost";
}
