import type { BoundStatement } from "../dialect.js";
import type { PooledClient } from "./client.js";
import { isConnectionLost, toDatabaseError } from "./errors.js";
import { preparedOn } from "./prepared-statements.js";
import { WireQuery, type WireResult } from "./wire-query.js";

/** What one caller wants to know, and is told once. */
export interface SharedRun {
  readonly statements: readonly BoundStatement[];
  /**
   * What came of it, and after how many milliseconds: since what was before it, or where there was nothing, `isAlone`, since it
   * was sent.
   */
  resolve(results: WireResult[], duration: number, isAlone: boolean): void;
  reject(error: unknown): void;
}

interface RunUnderWay {
  readonly query: WireQuery;
  readonly isAlone: boolean;
  /** Absent where it was taken back. */
  run: SharedRun | undefined;
}

/**
 * One client on which runs of several callers are under way: each is sent at once and answered in its turn, so that neither the server nor the
 * network waits for the other. Each ends with a sync of its own, so that it fails alone.
 */
export class Pipeline {
  readonly client: PooledClient;
  readonly #underWay: RunUnderWay[] = [];
  readonly #onIdle: (pipeline: Pipeline) => void;
  #isCorked = false;
  #begin = 0;
  /** Why the client is of no more use. */
  failure: unknown;

  /** @param onIdle is told each time that nothing is under way any more */
  constructor(client: PooledClient, onIdle: (pipeline: Pipeline) => void) {
    this.client = client;
    this.#onIdle = onIdle;
  }

  /** Runs under way. */
  get load(): number {
    return this.#underWay.length;
  }

  get isUsable(): boolean {
    return this.failure === undefined && this.client.connection.stream.writable;
  }

  /** When the server could begin with the first of those under way. */
  get begin(): number {
    return this.#begin;
  }

  send(run: SharedRun): void {
    const { client } = this;
    const entry: RunUnderWay = {
      query: new WireQuery(preparedOn(client), run.statements, (error, results) => this.#finish(entry, error, results)),
      isAlone: this.#underWay.length === 0,
      run,
    };
    if (!entry.isAlone) this.#cork();
    // Before it is submitted: its turn may come while what is before it is still to be answered.
    entry.query.send(client.connection);
    if (this.#underWay.push(entry) > 1) return;
    this.#begin = performance.now();
    client.query(entry.query);
  }

  /** Takes back what waits behind the first: its answers are dropped when they come. */
  takeBackWaiting(): SharedRun[] {
    return this.#underWay.slice(1).flatMap((entry) => {
      const { run } = entry;
      entry.run = undefined;
      return run === undefined ? [] : [run];
    });
  }

  #finish({ run, isAlone }: RunUnderWay, error: Error | null, results: WireResult[] | undefined): void {
    const end = performance.now();
    const duration = end - this.#begin;
    this.#begin = end;
    this.#underWay.shift();
    const known = error === null ? undefined : toDatabaseError(error);
    if (isConnectionLost(known)) this.#fail(known);
    else if (this.#underWay.length > 0) this.client.query(this.#underWay[0]!.query);
    if (results === undefined) run?.reject(error);
    else run?.resolve(results, duration, isAlone);
    if (this.#underWay.length === 0) this.#onIdle(this);
  }

  #fail(failure: unknown): void {
    this.failure = failure;
    for (const { run } of this.#underWay.splice(0)) run?.reject(failure);
  }

  /** What is sent behind others in one turn of the event loop leaves in one packet. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    const { stream } = this.client.connection;
    stream.cork();
    setImmediate(() => {
      this.#isCorked = false;
      stream.uncork();
    });
  }
}
