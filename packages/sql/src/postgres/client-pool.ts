import { DatabaseError } from "../database-error.js";
import { waitWithin, type Limits } from "../limits.js";
import type { Courier, Pool, PooledClient } from "./client.js";
import { toConnectError } from "./errors.js";
import { runWithin } from "./run-within.js";

/** The clients of a database: the driver's pool, and how many of them are out. */
export class ClientPool {
  readonly #pool: Pool;
  readonly #createCourier: () => Courier;
  #underWay = 0;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  /** @param createCourier makes a client of the same database outside of the pool, not connected */
  constructor(pool: Pool, createCourier: () => Courier) {
    this.#pool = pool;
    this.#createCourier = createCourier;
  }

  /**
   * A client that nobody else has; give it back.
   *
   * @throws DatabaseError "pool-timeout", "connection-failed"; what `limitReached` gives
   */
  take(limits?: Limits): Promise<PooledClient> {
    if (this.#closing !== undefined) {
      return Promise.reject(new DatabaseError("connection-failed", "The database was closed"));
    }
    if (limits === undefined) return this.#connect();
    return waitWithin(
      limits,
      () => this.#connect(),
      (client) => this.giveBack(client),
    );
  }

  /** @param error why the client is of no more use */
  giveBack(client: PooledClient, error?: unknown): void {
    client.release(error !== undefined);
    this.#finish();
  }

  runWithin<Result>(limits: Limits, client: PooledClient, work: () => Promise<Result>): Promise<Result> {
    return runWithin(limits, client, this.#createCourier, work);
  }

  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void> {
    return (this.#closing ??= this.#drain().then(() => this.#pool.end()));
  }

  #connect(): Promise<PooledClient> {
    this.#underWay++;
    return new Promise((resolve, reject) => {
      this.#pool.connect((error, client) => {
        if (client !== undefined) return resolve(client);
        this.#finish();
        reject(toConnectError(error));
      });
    });
  }

  #finish(): void {
    if (--this.#underWay === 0) this.#drained?.();
  }

  /** The pool would forget those who wait for a connection. */
  #drain(): Promise<void> {
    return this.#underWay === 0 ? Promise.resolve() : new Promise((resolve) => (this.#drained = resolve));
  }
}
