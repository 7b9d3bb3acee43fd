import { createConstraintError } from "../constraint-error.js";
import { asDriverError } from "../driver-error.js";
import { DatabaseError, outOfRange, raisedMessage, type DatabaseErrorKind } from "../database-error.js";

/** What the driver threw, in neutral words; what is not the database's refusal (a mistake in this code) stays as it is. */
export function toDatabaseError(error: unknown): unknown {
  const { code, message } = asDriverError(error) ?? {};
  // What a call was aborted with may be anything, and a DOMException's code is a number.
  if (message === undefined || typeof code !== "string" || !code.startsWith("SQLITE_")) return error;
  if (code.startsWith("SQLITE_CONSTRAINT")) return toConstraintError(code, message, error);
  const kind = kinds.find(([prefix]) => code.startsWith(prefix))?.[1] ?? "refused";
  return new DatabaseError(
    kind,
    messages[kind] ?? plainMessages[message] ?? withoutPath(message),
    {},
    { original: error },
  );
}

/** Why a database could not be opened, naming its file. */
export function toOpenError(error: unknown, path: string): unknown {
  const options = { original: error };
  const mapped = toDatabaseError(error);
  if (mapped instanceof DatabaseError) {
    return new DatabaseError("connection-failed", `Cannot open the database ${path}: ${mapped.message}`, {}, options);
  }
  const { code, message = "" } = asDriverError(error) ?? {};
  if (message.includes("directory does not exist")) {
    return new DatabaseError(
      "connection-failed",
      `The folder of the database ${path} does not exist: create it`,
      {},
      options,
    );
  }
  if (message.includes("bindings file") || code === "ERR_DLOPEN_FAILED") {
    const repair = `The native part of the package "better-sqlite3" does not load. Run: npm rebuild better-sqlite3`;
    return new DatabaseError("missing-driver", repair, {}, options);
  }
  return error;
}

export function closedError(message = "The database was closed"): DatabaseError {
  return new DatabaseError("connection-failed", message);
}

/** Whether another connection had the lock that was needed: nothing was done, and trying again may help. */
export function isBusy(error: unknown): boolean {
  const code = asDriverError(error)?.code;
  return code === "SQLITE_BUSY" || code === "SQLITE_BUSY_RECOVERY";
}

/** By the beginning of the extended code, the longer first. */
const kinds: readonly (readonly [string, DatabaseErrorKind])[] = [
  // A transaction that has read cannot write any more, because another one wrote meanwhile: only starting over helps.
  ["SQLITE_BUSY_SNAPSHOT", "serialization-failure"],
  ["SQLITE_BUSY", "lock-timeout"],
  ["SQLITE_LOCKED", "lock-timeout"],
  ["SQLITE_INTERRUPT", "statement-timeout"],
  ["SQLITE_READONLY", "read-only"],
  ["SQLITE_PERM", "permission-denied"],
  ["SQLITE_AUTH", "permission-denied"],
  ["SQLITE_CANTOPEN", "connection-failed"],
  ["SQLITE_NOTADB", "connection-failed"],
];

/** What the database says of a sum of more than 64 bits names neither what is wrong nor of what. */
const plainMessages: Readonly<Record<string, string>> = {
  "integer overflow": outOfRange,
  "malformed JSON": "A value is not valid for its type",
};

/** What is wrong with a path into JSON is told with the path, which may be a value. */
function withoutPath(message: string): string {
  return /JSON path/i.test(message) ? "A path into JSON cannot be read" : message;
}

const messages: Partial<Record<DatabaseErrorKind, string>> = {
  "serialization-failure": "Another transaction changed what this one has read: run it again",
  "lock-timeout": "Another connection held the lock on the database for too long",
  "read-only": "The database, or this transaction of it, is read-only",
};

function toConstraintError(code: string, message: string, error: unknown): DatabaseError {
  // "UNIQUE constraint failed: users.tenant_id, users.email" or "… failed: index 'name'" or "CHECK … failed: name".
  const place = / failed: (.+)$/.exec(message)?.[1];
  switch (code) {
    case "SQLITE_CONSTRAINT_UNIQUE":
    case "SQLITE_CONSTRAINT_PRIMARYKEY":
    case "SQLITE_CONSTRAINT_ROWID":
      return createConstraintError("unique-violation", readColumns(place), error);
    case "SQLITE_CONSTRAINT_NOTNULL":
      return createConstraintError("not-null-violation", readColumns(place), error);
    case "SQLITE_CONSTRAINT_FOREIGNKEY":
      return createConstraintError("foreign-key-violation", {}, error);
    case "SQLITE_CONSTRAINT_TRIGGER":
      // RESTRICT is carried out by a trigger of the database's own.
      if (message === "FOREIGN KEY constraint failed") return createConstraintError("foreign-key-violation", {}, error);
      return new DatabaseError("refused", raisedMessage, { isRaised: true }, { original: error });
    case "SQLITE_CONSTRAINT_CHECK":
      return createConstraintError("check-violation", { constraint: place }, error);
    default:
      return new DatabaseError("refused", message, {}, { original: error });
  }
}

function readColumns(place: string | undefined): { table?: string; columns?: readonly string[]; constraint?: string } {
  if (place === undefined) return {};
  const index = /^index '(.+)'$/.exec(place)?.[1];
  if (index !== undefined) return { constraint: index };
  const table = place.slice(0, place.indexOf("."));
  return {
    table,
    columns: place.split(`, ${table}.`).map((column, at) => (at === 0 ? column.slice(table.length + 1) : column)),
  };
}
