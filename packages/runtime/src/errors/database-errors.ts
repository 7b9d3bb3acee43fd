import { JoineryError } from "./joinery-error.js";

/** Which part of the schema a constraint belongs to, as far as the database says. */
export interface ConstraintPlace {
  readonly model: string;
  /** Fields of `model`; empty where the database names none. */
  readonly fields: readonly string[];
  readonly constraint?: string;
}

abstract class ConstraintViolation extends JoineryError implements ConstraintPlace {
  readonly model: string;
  readonly fields: readonly string[];
  readonly constraint?: string;

  constructor(message: string, place: ConstraintPlace, options?: ErrorOptions) {
    super(message, options);
    this.model = place.model;
    this.fields = place.fields;
    if (place.constraint !== undefined) this.constraint = place.constraint;
  }
}

/** Another row already has these values. */
export class UniqueViolation extends ConstraintViolation {
  readonly code = "query/unique-violation";
}

/** A key leads to no row, or a row is still referred to. */
export class ForeignKeyViolation extends ConstraintViolation {
  readonly code = "query/foreign-key-violation";
}

/** A field that must have a value got none. */
export class NotNullViolation extends ConstraintViolation {
  readonly code = "query/not-null-violation";
}

/** A value breaks a rule that the database enforces. */
export class CheckViolation extends ConstraintViolation {
  readonly code = "query/check-violation";
}

/** A concurrent transaction got in the way: running the whole transaction again may succeed. */
export class SerializationFailure extends JoineryError {
  readonly code = "query/serialization-failure";
}

/** Two transactions waited for each other, and this one was chosen to give way: running it again may succeed. */
export class Deadlock extends JoineryError {
  readonly code = "query/deadlock";
}

/** A statement of the transaction failed earlier, and this database runs no more of it. What may fail goes into a transaction within. */
export class TransactionFailed extends JoineryError {
  readonly code = "query/transaction-failed";
}

/** Another transaction held a lock for longer than this one may wait. */
export class LockTimeout extends JoineryError {
  readonly code = "query/lock-timeout";
}

/** The statement took longer than it may. */
export class StatementTimeout extends JoineryError {
  readonly code = "query/statement-timeout";
}

/** The database refused a statement for a reason without an error of its own. */
export class QueryRefused extends JoineryError {
  readonly code = "query/refused";
}
