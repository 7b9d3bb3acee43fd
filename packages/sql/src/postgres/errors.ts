import { createConstraintError } from "../constraint-error.js";
import { asDriverError, type DriverError } from "../driver-error.js";
import {
  DatabaseError,
  outOfRange,
  raisedMessage,
  type DatabaseErrorKind,
  type OriginalError,
} from "../database-error.js";

/** The fields of the server's error message that are read here (the protocol's "ErrorResponse"). */
interface ServerError extends DriverError {
  readonly code: string;
  readonly severity: string;
  readonly detail?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly position?: string;
  /** The function of the server that raised it. */
  readonly routine?: string;
}

/** What the driver threw, in neutral words; what is not the database's refusal (a mistake in this code) stays as it is. */
export function toDatabaseError(error: unknown): unknown {
  const known = asDriverError(error);
  if (known === undefined || error instanceof DatabaseError) return error;
  if (isServerError(known)) return fromServer(known);
  if (known.message === "Query read timeout") {
    const message = "No answer came within the query_timeout of the URL, so the connection was given up";
    return new DatabaseError("connection-lost", message, {}, { original: error });
  }
  if (isConnectionLoss(known)) {
    return new DatabaseError("connection-lost", "The connection to the database was lost", {}, { original: error });
  }
  return error;
}

/** Why no connection could be had. The driver's messages name host and port at most. */
export function toConnectError(error: unknown): unknown {
  const options = { original: error };
  const known = asDriverError(error);
  if (known === undefined) return error;
  if (known.message === "timeout exceeded when trying to connect") {
    return poolTimeout(options);
  }
  const reason = describeConnectFailure(known);
  return new DatabaseError("connection-failed", `Cannot connect to the database: ${reason}`, {}, options);
}

export function poolTimeout(options?: OriginalError): DatabaseError {
  const message = "No connection became free in time: all of the pool are in use";
  return new DatabaseError("pool-timeout", message, {}, options);
}

/** Whether the connection that a statement failed on is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof DatabaseError && error.kind === "connection-lost";
}

/** Whether the server stopped a statement because it was asked to. */
export function isCancelled(error: unknown): boolean {
  return error instanceof DatabaseError && asDriverError(error.original)?.code === "57014";
}

/** Whether a prepared statement no longer fits its tables, or is gone: it has to be prepared again. */
export function isStaleStatement(error: unknown): boolean {
  const known = asDriverError(error);
  if (known === undefined || !isServerError(known)) return false;
  // "cached plan must not change result type" in the language of the server, or "invalid_sql_statement_name".
  return known.routine === "RevalidateCachedQuery" || known.code === "26000";
}

/** Where a name has several addresses, Node gives one error for each and no message of its own. */
function describeConnectFailure(error: DriverError & { readonly errors?: readonly unknown[] }): string {
  return asDriverError(error.errors?.[0])?.message ?? error.message;
}

function isServerError(error: DriverError): error is ServerError {
  return "severity" in error && typeof error.code === "string";
}

function isConnectionLoss({ code, message }: DriverError): boolean {
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)/.test(code ?? "") ||
    /^(Connection terminated|Client has encountered a connection error|Client was closed)/.test(message)
  );
}

function fromServer(error: ServerError): DatabaseError {
  const { code, schema, table, constraint } = error;
  switch (code) {
    case "23505":
      return createConstraintError("unique-violation", { schema, table, constraint, columns: readKey(error) }, error);
    case "23503":
    // RESTRICT, since PostgreSQL 18.
    case "23001":
      // The columns it names are those of the other table where a row is still referred to.
      return createConstraintError("foreign-key-violation", { schema, table, constraint }, error);
    case "23502":
      return createConstraintError(
        "not-null-violation",
        { schema, table, columns: error.column ? [error.column] : undefined },
        error,
      );
    case "23514":
      return createConstraintError("check-violation", { schema, table, constraint }, error);
  }
  if (isStaleStatement(error))
    return new DatabaseError("serialization-failure", staleStatement, {}, { original: error });
  const [, kind = "refused", known] = meanings.find(([prefix]) => code.startsWith(prefix)) ?? [];
  const isRaised = kind === "refused" && known === undefined && !ownWords.test(code);
  const message = known ?? (isRaised ? raisedMessage : error.message);
  const position = error.position === undefined ? {} : { position: Number(error.position) - 1 };
  return new DatabaseError(
    kind,
    message,
    { ...(table && { table }), ...(constraint && { constraint }), ...position, ...(isRaised && { isRaised }) },
    { original: error },
  );
}

const failedTransaction =
  "A statement of this transaction has failed, and after that the database only rolls back. A part that may fail goes into a transaction of its own within this one";

/** Classes of SQLSTATEs whose messages are the server's own, and name what is in its catalog. What else there is may have been written by anybody. */
const ownWords = /^(0A|25|26|2B|34|3B|3D|3F|42|53|54|55|58)/;

const staleStatement = "The tables, or the prepared statements, have changed since the transaction began: run it again";

/** By the beginning of the SQLSTATE, the longer first. Messages that the server words with values in them are worded anew. */
const meanings: readonly (readonly [string, DatabaseErrorKind, string?])[] = [
  ["40001", "serialization-failure", "Another transaction changed what this one has read: run it again"],
  ["40P01", "deadlock", "Two transactions waited for each other: run this one again"],
  ["55P03", "lock-timeout", "Another transaction holds a lock, and it was not to be had in the time that there was"],
  ["57014", "statement-timeout", "The statement took too long, or was cancelled"],
  ["25006", "read-only", "The database, or this transaction of it, is read-only"],
  ["25P02", "transaction-failed", failedTransaction],
  ["25P03", "connection-lost", "The connection was idle in a transaction for too long"],
  ["42501", "permission-denied"],
  ["57P", "connection-lost", "The server closed the connection"],
  // A message that the server cannot make sense of is a mistake of ours, and the connection is as good as before.
  ["08P01", "refused"],
  ["08", "connection-lost", "The connection to the database was lost"],
  ["28", "connection-failed"],
  ["53300", "connection-failed"],
  ["23", "refused", "A constraint was violated"],
  ["22001", "refused", "A text is longer than its column allows"],
  ["22003", "refused", outOfRange],
  ["22", "refused", "A value is not valid for its type"],
];

/**
 * The columns of "Key (tenant_id, email)=(…) already exists", a text that comes translated but keeps its form. What follows the
 * columns are values.
 */
function readKey({ detail }: ServerError): string[] | undefined {
  const columns = detail === undefined ? null : /\((.+?)\)=\(/s.exec(detail);
  return columns?.[1]
    ?.split(", ")
    .map((column) => column.replace(/^"(.*)"$/s, (_, name: string) => name.replaceAll('""', '"')));
}
