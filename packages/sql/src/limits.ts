import { DatabaseError } from "./database-error.js";

/** What ends a statement, or the wait for a connection, before its time. */
export interface Limits {
  readonly signal?: AbortSignal;
  /** When all must be over, by the clock of `performance.now()`. */
  readonly deadline?: number;
}

/** @throws what {@link limitReached} gives, once a limit is reached */
export function checkLimits(limits: Limits | undefined): void {
  if (limits === undefined) return;
  const { signal, deadline } = limits;
  signal?.throwIfAborted();
  if (deadline !== undefined && performance.now() >= deadline) throw limitReached(limits);
}

/** What a call fails with whose limit was reached: the signal's reason, as everywhere on the platform, or "statement-timeout". */
export function limitReached({ signal }: Limits): unknown {
  if (signal?.aborted) return signal.reason;
  return new DatabaseError("statement-timeout", "The call was not done within its timeout, so it was stopped");
}

/** Whichever limit of both is reached first. */
export function mergeLimits(outer: Limits | undefined, inner: Limits): Limits {
  if (outer === undefined || outer === inner) return inner;
  const signals = [outer.signal, inner.signal].filter((signal) => signal !== undefined);
  const deadline = Math.min(outer.deadline ?? Infinity, inner.deadline ?? Infinity);
  return {
    ...(signals.length > 0 && { signal: signals.length === 1 ? signals[0]! : AbortSignal.any(signals) }),
    ...(deadline < Infinity && { deadline }),
  };
}

/** Calls `stop` when a limit is reached, once, unless what is returned has been called before. */
export function watchLimits({ signal, deadline }: Limits, stop: () => void): () => void {
  const timer = deadline === undefined ? undefined : setTimeout(reach, Math.max(0, deadline - performance.now()));
  signal?.addEventListener("abort", reach, { once: true });
  function end(): void {
    clearTimeout(timer);
    signal?.removeEventListener("abort", reach);
  }
  function reach(): void {
    end();
    stop();
  }
  return end;
}

/**
 * What `begin` gives, if it comes within the limits; what comes too late goes to `discard`.
 *
 * @throws what {@link limitReached} gives
 */
export async function waitWithin<Result>(
  limits: Limits | undefined,
  begin: () => Promise<Result>,
  discard: (late: Result) => void,
): Promise<Result> {
  if (limits === undefined) return begin();
  checkLimits(limits);
  const pending = begin();
  return new Promise((resolve, reject) => {
    let isLate = false;
    const end = watchLimits(limits, () => {
      isLate = true;
      reject(limitReached(limits));
    });
    pending.then(
      (result) => {
        end();
        if (isLate) discard(result);
        else resolve(result);
      },
      (error: unknown) => {
        end();
        // Nobody listens any more where it came too late.
        reject(error);
      },
    );
  });
}
