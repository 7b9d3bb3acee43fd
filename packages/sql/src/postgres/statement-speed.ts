import type { BoundStatement, CompiledStatement } from "../dialect.js";

/** Milliseconds of the server's work up to which a statement is quick: others may wait behind it. */
const quick = 1;

/** Milliseconds of work that no busy machine explains. */
const late = 5;

/**
 * How long the server works on each statement, learned from its runs. What is new is slow until it has proved otherwise; what was slow for
 * once is so until it has been quick several times.
 */
export class StatementSpeed {
  readonly #work = new WeakMap<CompiledStatement, number>();
  readonly #answers = new QuickestAnswer();

  /**
   * Milliseconds of the quickest answer of late to anything that was sent alone: what the network takes. Undefined while there were too few for one
   * of them to have come without delay.
   */
  get trip(): number | undefined {
    return this.#answers.count < enoughAnswers ? undefined : this.#answers.duration;
  }

  isQuick(statements: readonly BoundStatement[]): boolean {
    for (const { statement } of statements) {
      const work = this.#work.get(statement);
      if (work === undefined || work > quick) return false;
    }
    return true;
  }

  /** Milliseconds after which an answer to a quick statement is late. */
  get patience(): number {
    return late + 2 * (this.#answers.count === 0 ? 0 : this.#answers.duration);
  }

  /** @param isAlone the duration has the way to the server in it */
  learn(statements: readonly BoundStatement[], duration: number, isAlone: boolean): void {
    if (isAlone) this.#answers.add(duration);
    const work = isAlone ? duration - this.#answers.duration : duration;
    for (const { statement } of statements) {
      const known = this.#work.get(statement) ?? work;
      // What comes quickly now and then is quick, and the machine was busy with other things in between; what is far too late is slow.
      const weight = work <= known || work > late ? 0.5 : 0.02;
      this.#work.set(statement, known + (work - known) * weight);
    }
  }
}

const enoughAnswers = 32;

/** Answers after which what was quickest before them no longer counts: the server may have moved. */
const generation = 1000;

/** The quickest of at least the last {@link generation} answers, and of at most twice as many. */
class QuickestAnswer {
  #old = Infinity;
  #young = Infinity;
  count = 0;

  get duration(): number {
    return Math.min(this.#old, this.#young);
  }

  add(duration: number): void {
    if (++this.count % generation === 0) {
      this.#old = this.#young;
      this.#young = duration;
    } else if (duration < this.#young) this.#young = duration;
  }
}
