export type DatabaseErrorKind =
  | "unique-violation"
  | "foreign-key-violation"
  | "not-null-violation"
  | "check-violation"
  | "serialization-failure"
  | "deadlock"
  | "transaction-failed"
  | "lock-timeout"
  | "statement-timeout"
  | "connection-failed"
  | "connection-lost"
  | "pool-timeout"
  | "read-only"
  | "permission-denied"
  | "missing-driver"
  | "refused";

/** What a trigger or a function says when it refuses, its author wrote. */
export const raisedMessage =
  "A trigger or a function of the database refused this, with a message of its own, which may hold values: it is `cause.original` of this error";

/** What a database says of a number that is too great or too small. */
export const outOfRange = "A number is out of the range of its type";

/** What a driver threw. */
export interface OriginalError {
  readonly original?: unknown;
}

/**
 * What a database refused, in neutral words, the same on every dialect. The message names tables, columns and constraints, never
 * a value or a secret.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly #original: unknown;

  constructor(
    readonly kind: DatabaseErrorKind,
    message: string,
    readonly details: {
      readonly table?: string;
      /** The database's own namespace of the table, where it has such. */
      readonly schema?: string;
      readonly columns?: readonly string[];
      readonly constraint?: string;
      /** Offset into the SQL text where the database says the trouble is. */
      readonly position?: number;
      /** A trigger or a function refused it, in words of its own. */
      readonly isRaised?: true;
    } = {},
    { original }: OriginalError = {},
  ) {
    super(message);
    this.#original = original;
  }

  /** What the driver threw, with all that the database said. It may hold values: so it is not printed with this error, as a cause would be. */
  get original(): unknown {
    return this.#original;
  }
}
