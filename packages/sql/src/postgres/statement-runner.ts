import type { BoundStatement } from "../dialect.js";
import type { Limits } from "../limits.js";
import type { ClientPool } from "./client-pool.js";
import { isConnectionLost, isStaleStatement, toDatabaseError } from "./errors.js";
import { runStatements } from "./run-statements.js";
import { SharedClients } from "./shared-clients.js";
import { StatementSpeed } from "./statement-speed.js";
import type { WireResult } from "./wire-query.js";

/**
 * Runs statements outside of transactions. Reads that are known to be quick share clients, with those of other callers under way behind and before
 * them. All else has a client of its own for its time: what may wait for a lock or is not known yet, so that nobody waits behind it; and what
 * has limits, so that nobody else's statement is stopped in its place.
 */
export class StatementRunner {
  readonly pool: ClientPool;
  readonly #speed = new StatementSpeed();
  readonly #shared: SharedClients;

  constructor(pool: ClientPool) {
    this.pool = pool;
    this.#shared = new SharedClients(pool, this.#speed);
  }

  get roundTrip(): number | undefined {
    return this.#speed.trip;
  }

  /** @throws DatabaseError; what `limitReached` gives */
  run(statements: readonly BoundStatement[], limits: Limits | undefined): Promise<WireResult[]> {
    // What somebody wrote themselves may read and yet leave something behind in the session.
    const isRead = statements.every(({ statement }) => statement.isRead && statement.isUntyped !== true);
    return limits === undefined && isRead && this.#speed.isQuick(statements)
      ? this.#runShared(statements)
      : this.#runAlone(statements, limits, isRead);
  }

  async #runAlone(
    statements: readonly BoundStatement[],
    limits: Limits | undefined,
    isRead: boolean,
  ): Promise<WireResult[]> {
    const { pool } = this;
    const client = await pool.take(limits);
    const begin = performance.now();
    const run = () => runStatements(client, statements);
    try {
      const results = await (limits === undefined ? run() : pool.runWithin(limits, client, run));
      if (isRead) this.#speed.learn(statements, performance.now() - begin, true);
      pool.giveBack(client);
      return results;
    } catch (error) {
      pool.giveBack(client, isConnectionLost(error) ? error : undefined);
      throw error;
    }
  }

  #runShared(statements: readonly BoundStatement[], isRepeated = false): Promise<WireResult[]> {
    return new Promise((resolve, reject) => {
      this.#shared.send({
        statements,
        resolve: (results, duration, isAlone) => {
          this.#speed.learn(statements, duration, isAlone);
          resolve(results);
        },
        reject: (error) => {
          // It was dropped, so it is prepared again.
          if (isStaleStatement(error) && !isRepeated) resolve(this.#runShared(statements, true));
          else reject(toDatabaseError(error));
        },
      });
    });
  }
}
