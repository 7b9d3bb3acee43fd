import { DatabaseError } from "../database-error.js";
import { waitWithin, type Limits } from "../limits.js";
import type { Courier, Pool, PooledClient } from "./client.js";
import { toConnectError } from "./errors.js";
import { runWithin } from "./run-within.js";

/** The clients of a database: the driver's pool, and how many of them are out. */
export class ClientPool {
  readonly #pool: Pool;
  readonly #createCourier: () => Courier;
  readonly #size: number;
  #underWay = 0;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  /**
   * @param size the most clients
   * @param timeout milliseconds to wait for one; 0 for as long as it takes
   * @param createCourier makes a client of the same database outside of the pool, not connected
   */
  constructor(
    pool: Pool,
    size: number,
    readonly timeout: number,
    createCourier: () => Courier,
  ) {
    this.#pool = pool;
    this.#size = size;
    this.#createCourier = createCourier;
  }

  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /** Callers who wait for a client to be given back. */
  get waiting(): number {
    return this.#pool.waitingCount;
  }

  /** A client is there for the asking. */
  get hasIdle(): boolean {
    return this.#pool.idleCount > this.#pool.waitingCount;
  }

  /** One more may be connected. */
  get hasRoom(): boolean {
    return this.#pool.totalCount < this.#size;
  }

  /**
   * A client that nobody else has; give it back.
   *
   * @throws DatabaseError "pool-timeout", "connection-failed"; what `limitReached` gives
   */
  take(limits?: Limits): Promise<PooledClient> {
    if (this.#closing !== undefined) {
      return Promise.reject(closedError());
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
      const ask = () =>
        this.#pool.connect((error, client) => {
          if (client === undefined) {
            this.#finish();
            reject(toConnectError(error));
          } else if (client.connection.stream.writable) resolve(client);
          else {
            // It was lost while nobody had it, and the pool has yet to learn of it.
            client.release(true);
            ask();
          }
        });
      ask();
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

export function closedError(): DatabaseError {
  return new DatabaseError("connection-failed", "The database was closed");
}
