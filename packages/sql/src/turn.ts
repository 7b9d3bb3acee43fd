import { DatabaseError } from "./database-error.js";

/** One thing at a time, first come, first served: who takes the turn has what it stands for until they give it back. */
export class Turn {
  #isTaken = false;
  readonly #waiting: (() => void)[] = [];

  get isTaken(): boolean {
    return this.#isTaken;
  }

  /**
   * Waits for the turn; give it back with the function returned, once.
   *
   * @throws DatabaseError "pool-timeout" after `timeout` milliseconds.
   */
  async take(timeout: number, describe: () => string): Promise<() => void> {
    if (this.#isTaken) await this.#wait(timeout, describe);
    this.#isTaken = true;
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      const next = this.#waiting.shift();
      // The turn passes on without a gap, so that nobody who comes later can slip in.
      if (next === undefined) this.#isTaken = false;
      else next();
    };
  }

  #wait(timeout: number, describe: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const proceed = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(new DatabaseError("pool-timeout", describe()));
      }, timeout);
      this.#waiting.push(proceed);
    });
  }
}
