import { checkLimits, type Limits } from "../limits.js";
import { isBusy, toDatabaseError } from "./errors.js";

/**
 * Does the work as soon as no other connection holds the lock that it needs, for at most `wait` milliseconds. The event loop goes on
 * meanwhile: the lock's owner may well be in this process.
 *
 * @throws DatabaseError for whatever else the work fails with, and "lock-timeout" at the end; what `limitReached` gives
 */
export async function retryWhileBusy<Result>(work: () => Result, wait: number, limits?: Limits): Promise<Result> {
  const deadline = Date.now() + wait;
  for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= deadline) throw toDatabaseError(error);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    checkLimits(limits);
  }
}
