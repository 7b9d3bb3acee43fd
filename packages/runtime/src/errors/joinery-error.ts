/**
 * Every code that the runtime throws, once: scripts and handlers refer to them, so a code is never renamed once
 * released.
 */
export type ErrorCode =
  | "query/invalid-argument"
  | "query/validation-failed"
  | "query/not-compiled"
  | "query/record-not-found"
  | "query/stale-object"
  | "query/relation-not-loaded"
  | "query/too-many-statements"
  | "query/unexpected-row"
  | "query/unique-violation"
  | "query/foreign-key-violation"
  | "query/not-null-violation"
  | "query/check-violation"
  | "query/serialization-failure"
  | "query/deadlock"
  | "query/transaction-failed"
  | "query/lock-timeout"
  | "query/statement-timeout"
  | "query/refused"
  | "session/invalid-object"
  | "session/closed"
  | "connection/failed"
  | "connection/lost"
  | "connection/pool-timeout"
  | "connection/disposed"
  | "connection/transaction-ended"
  | "connection/call-not-awaited"
  | "connection/missing-driver"
  | "connection/permission-denied"
  | "connection/read-only";

/**
 * What every error of the runtime is, whichever database it came from: catch it by class or by `code`. Its message names
 * models, fields and paths, never a value: it may be logged as it is. The
 * `cause`, where there is one, says the same in the words of the database; what the database itself said is its `original`, which may hold values.
 */
export abstract class JoineryError extends Error {
  /** Stable once released. */
  abstract readonly code: ErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // On the prototype of each class the name would be one more line a class; as a field it would be printed twice.
    Object.defineProperty(this, "name", { value: new.target.name, configurable: true });
  }
}
