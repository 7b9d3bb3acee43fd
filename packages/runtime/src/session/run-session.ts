import type { Engine } from "../execute/engine.js";
import { runTransaction } from "../execute/transactions/run-transaction.js";
import type { TransactionOptions } from "../transaction-options.js";
import { readSessionOptions, type SessionOptions } from "./session-options.js";
import { UnitOfWork } from "./unit-of-work.js";

/**
 * Runs `work` with a session of its own, in one transaction: flushes and commits at the end; where anything throws, all is undone, in the objects
 * too.
 */
export async function runSession<Result>(
  engine: Engine,
  work: (unit: UnitOfWork) => Promise<Result>,
  options: SessionOptions = {},
): Promise<Result> {
  const { transaction, ...own } = readSessionOptions(options);
  let unit: UnitOfWork | undefined;
  try {
    const result = await runTransaction(
      engine,
      async (inner) => {
        // Of an attempt before this one.
        abandon(unit);
        const session = (unit = new UnitOfWork(engine, own, () => Promise.resolve()));
        session.engine.enter(inner);
        const done = await work(session);
        await session.finish();
        return done;
      },
      transaction,
    );
    unit?.close(true);
    return result;
  } catch (error) {
    abandon(unit);
    throw error;
  }
}

function abandon(unit: UnitOfWork | undefined): void {
  unit?.undo();
  unit?.close(false);
}

/** A session that is open until it is closed. */
export class SessionLife {
  readonly unit: UnitOfWork;
  readonly #engine: Engine;
  readonly #options: TransactionOptions;
  #transaction: Latch | undefined;
  #isCommitted = false;

  constructor(engine: Engine, options: SessionOptions = {}) {
    const { transaction, ...own } = readSessionOptions(options);
    this.#engine = engine;
    this.#options = transaction;
    this.unit = new UnitOfWork(engine, own, () => this.#begin());
  }

  async commit(): Promise<void> {
    try {
      await this.unit.finish();
      await this.#end(true);
    } catch (error) {
      await this.rollback();
      throw error;
    }
    this.#isCommitted = true;
    this.unit.markCommitted();
  }

  async rollback(): Promise<void> {
    await this.#end(false);
    this.unit.undo();
  }

  async close(): Promise<void> {
    if (this.#transaction !== undefined) await this.rollback();
    this.unit.close(this.#isCommitted);
  }

  /** The transaction's callback waits until it is told how to end. */
  async #begin(): Promise<void> {
    if (this.#transaction === undefined) {
      const opened = defer<void>();
      const decision = defer<boolean>();
      const done = runTransaction(
        this.#engine,
        async (inner) => {
          this.unit.engine.enter(inner);
          opened.resolve();
          if (!(await decision.promise)) throw rolledBack;
        },
        this.#options,
      );
      done.catch(opened.reject);
      this.#transaction = { opened: opened.promise, done, decide: decision.resolve };
    }
    try {
      await this.#transaction.opened;
    } catch (error) {
      this.#transaction = undefined;
      throw error;
    }
  }

  async #end(isCommit: boolean): Promise<void> {
    const transaction = this.#transaction;
    if (transaction === undefined) return;
    this.#transaction = undefined;
    transaction.decide(isCommit);
    try {
      await transaction.done;
    } catch (error) {
      if (error !== rolledBack) throw error;
    } finally {
      this.unit.engine.leave();
    }
  }
}

interface Latch {
  readonly opened: Promise<void>;
  readonly done: Promise<void>;
  readonly decide: (isCommit: boolean) => void;
}

/** A promise, and what settles it. */
function defer<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

const rolledBack = new Error("The session rolls its transaction back");
