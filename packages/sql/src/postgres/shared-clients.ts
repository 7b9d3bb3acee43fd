import { DatabaseError } from "../database-error.js";
import { closedError, type ClientPool } from "./client-pool.js";
import { poolTimeout } from "./errors.js";
import { Pipeline, type SharedRun } from "./pipeline.js";
import type { StatementSpeed } from "./statement-speed.js";

/**
 * Runs under way on one client before another one is used: enough for packets of many and for a server that goes from one to the next without a
 * wait, and few enough for several cores of the server to have a part in many.
 */
const fill = 8;

/** Milliseconds between two looks at whether a pipeline stands still. */
const watchInterval = 25;

interface WaitingRun {
  readonly run: SharedRun;
  readonly since: number;
}

/**
 * The clients that quick reads share. A client is shared for as long as reads are under way on it, and then goes back into the pool; where
 * somebody waits for a client of their own, no read is sent any more before they had their turn.
 *
 * A read that is slow for once (it waits for a lock, or its server is busy) keeps those behind it waiting, but not for its own time: nothing
 * more is sent to where the first is late, and what stands behind it is sent again to another client. Reads leave the database as it
 * was, so that one may run twice; the first answer counts.
 */
export class SharedClients {
  readonly #pool: ClientPool;
  readonly #speed: StatementSpeed;
  readonly #pipelines: Pipeline[] = [];
  readonly #waiting: WaitingRun[] = [];
  #isOpening = false;
  #watch: NodeJS.Timeout | undefined;
  /** Of each pipeline, as of the last look. */
  #begins = new Map<Pipeline, number>();

  constructor(pool: ClientPool, speed: StatementSpeed) {
    this.#pool = pool;
    this.#speed = speed;
  }

  send(run: SharedRun): void {
    if (this.#pool.isClosing) return run.reject(closedError());
    const pipeline = this.#choose();
    if (pipeline !== undefined) return pipeline.send(run);
    this.#waiting.push({ run, since: performance.now() });
    void this.#open();
  }

  /** The client that has the fewest to do, once all have enough; none where another one would be better, or is due to somebody else. */
  #choose(): Pipeline | undefined {
    const others = this.#pool.waiting - (this.#isOpening ? 1 : 0);
    if (others > 0) return undefined;
    const late = performance.now() - this.#speed.patience;
    let best: Pipeline | undefined;
    for (const pipeline of this.#pipelines) {
      if (!pipeline.isUsable || (pipeline.load > 0 && pipeline.begin < late)) continue;
      if (pipeline.load < fill) return pipeline;
      if (best === undefined || pipeline.load < best.load) best = pipeline;
    }
    if (this.#pool.hasIdle) return undefined;
    if (best !== undefined && this.#pool.hasRoom) void this.#open();
    return best;
  }

  /** Takes one client more, and sends what waits for one. */
  async #open(): Promise<void> {
    if (this.#isOpening) return;
    this.#isOpening = true;
    do {
      try {
        const client = await this.#pool.take(this.#nextLimit());
        const pipeline = new Pipeline(client, (idle) => this.#closeSoon(idle));
        this.#pipelines.push(pipeline);
        this.#watch ??= setInterval(() => this.#look(), watchInterval);
        for (const { run } of this.#waiting.splice(0)) pipeline.send(run);
        if (pipeline.load === 0) this.#closeSoon(pipeline);
      } catch (error) {
        this.#refuseWaiting(error);
      }
    } while (this.#waiting.length > 0);
    this.#isOpening = false;
  }

  #nextLimit() {
    const oldest = this.#waiting[0];
    const { timeout } = this.#pool;
    return oldest === undefined || timeout === 0 ? undefined : { deadline: oldest.since + timeout };
  }

  /** No client could be had: of those who wait, each has its own time. */
  #refuseWaiting(error: unknown): void {
    const isTimeout =
      error instanceof DatabaseError && (error.kind === "pool-timeout" || error.kind === "statement-timeout");
    const latest = isTimeout ? performance.now() - this.#pool.timeout : Infinity;
    while (this.#waiting.length > 0 && this.#waiting[0]!.since <= latest + 1) {
      this.#waiting.shift()!.run.reject(isTimeout ? poolTimeout({ original: error }) : error);
    }
  }

  /** Gives a client back, unless reads come that follow from the answers it has just given. */
  #closeSoon(pipeline: Pipeline): void {
    setImmediate(() => {
      const place = this.#pipelines.indexOf(pipeline);
      if (pipeline.load > 0 || place < 0) return;
      this.#pipelines.splice(place, 1);
      if (this.#pipelines.length === 0) {
        clearInterval(this.#watch);
        this.#watch = undefined;
      }
      this.#pool.giveBack(pipeline.client, pipeline.failure);
    });
  }

  /** Sends again what stands behind the same first for longer than one interval: the event loop has come round meanwhile. */
  #look(): void {
    const late = performance.now() - Math.max(watchInterval, this.#speed.patience);
    if (this.#pool.isClosing) return;
    const before = this.#begins;
    this.#begins = new Map(this.#pipelines.map((pipeline) => [pipeline, pipeline.begin]));
    for (const pipeline of this.#pipelines) {
      if (pipeline.load < 2 || pipeline.begin > late || before.get(pipeline) !== pipeline.begin) continue;
      for (const run of pipeline.takeBackWaiting()) this.send(run);
    }
  }
}
