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

/**
 * What a database refused, in neutral words, the same on every dialect. The message names tables, columns and
 * constraints, never a value or a secret; the driver's own error is the `cause` and may hold more.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";

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
    } = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
