import { DatabaseError } from "./database-error.js";

/** How long somebody waits, in milliseconds, and what they are told then. */
export interface Patience {
  readonly timeout: number;
  describe(): string;
}

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
   * @throws DatabaseError "pool-timeout" after so many milliseconds; without a patience it waits for as long as it takes
   */
  async take(patience?: Patience): Promise<() => void> {
    if (this.#isTaken) await this.#wait(patience);
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

  #wait(patience: Patience | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (patience === undefined) {
        this.#waiting.push(resolve);
        return;
      }
      const proceed = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(new DatabaseError("pool-timeout", patience.describe()));
      }, patience.timeout);
      this.#waiting.push(proceed);
    });
  }
}
