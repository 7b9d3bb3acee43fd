import { DatabaseError, type DatabaseErrorKind } from "@joinery/sql";
import type { Metadata, ModelMetadata } from "../metadata/metadata.js";
import {
  ConnectionFailed,
  ConnectionLost,
  MissingDriver,
  PermissionDenied,
  PoolTimeout,
  ReadOnlyDatabase,
} from "./connection-errors.js";
import {
  CheckViolation,
  Deadlock,
  ForeignKeyViolation,
  LockTimeout,
  NotNullViolation,
  QueryRefused,
  SerializationFailure,
  StatementTimeout,
  TransactionFailed,
  UniqueViolation,
  type ConstraintPlace,
} from "./database-errors.js";
import type { JoineryError } from "./joinery-error.js";

type Translate = (error: DatabaseError, place: ConstraintPlace) => JoineryError;

const withDatabasesMessage =
  (Class: new (message: string, options?: ErrorOptions) => JoineryError): Translate =>
  (error) =>
    new Class(error.message, { cause: error });

/** One entry for each kind, so that a new kind does not compile until it has an error. */
const translations: Record<DatabaseErrorKind, Translate> = {
  "unique-violation": (cause, place) => createUniqueViolation(place, "", cause),
  "foreign-key-violation": (cause, place) => createForeignKeyViolation(place, cause),
  "not-null-violation": (cause, place) =>
    new NotNullViolation(`${place.model} needs a value for ${listed(place)}.`, place, { cause }),
  "check-violation": (cause, place) =>
    new CheckViolation(
      `A value of ${place.model} breaks the rule ${place.constraint ?? `of ${listed(place)}`}.`,
      place,
      { cause },
    ),
  "serialization-failure": withDatabasesMessage(SerializationFailure),
  deadlock: withDatabasesMessage(Deadlock),
  "transaction-failed": withDatabasesMessage(TransactionFailed),
  "lock-timeout": withDatabasesMessage(LockTimeout),
  "statement-timeout": withDatabasesMessage(StatementTimeout),
  "connection-failed": withDatabasesMessage(ConnectionFailed),
  "connection-lost": withDatabasesMessage(ConnectionLost),
  "pool-timeout": withDatabasesMessage(PoolTimeout),
  "read-only": withDatabasesMessage(ReadOnlyDatabase),
  "permission-denied": withDatabasesMessage(PermissionDenied),
  "missing-driver": withDatabasesMessage(MissingDriver),
  refused: withDatabasesMessage(QueryRefused),
};

/** @param hint what else is known of it, as a sentence after a space */
export function createUniqueViolation(place: ConstraintPlace, hint: string, cause?: unknown): UniqueViolation {
  const message = `The ${listed(place)} of ${place.model} must be unique, and this one is taken.${hint}`;
  return new UniqueViolation(message, place, { cause });
}

export function createForeignKeyViolation(place: ConstraintPlace, cause: unknown): ForeignKeyViolation {
  const message =
    place.fields.length > 0
      ? `${listed(place)} of ${place.model} must refer to a row that is there, and rows that are referred to must stay.`
      : `A key that ${place.model} holds, or that others hold of it, would lead to no row.`;
  return new ForeignKeyViolation(message, place, { cause });
}

/**
 * The runtime's error for what a database refused, in words of the schema instead of tables and columns. Anything that is
 * not a {@link DatabaseError} comes back as it is: a bug keeps its own stack.
 *
 * @param model the model of the call, if there is one, for a database that does not say which table it means
 */
export function translateDatabaseError(error: unknown, metadata: Metadata, model?: ModelMetadata): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const place = findPlace(error.details, metadata, model);
  return translations[error.kind](error, error.kind === "unique-violation" ? nameKey(place, metadata) : place);
}

/** One database says which key a row would break, another over which fields. */
function nameKey(place: ConstraintPlace, metadata: Metadata): ConstraintPlace {
  const constraint = place.constraint ?? metadata.findKeyName(place.model, place.fields);
  return constraint === undefined ? place : { ...place, constraint };
}

function findPlace(
  details: DatabaseError["details"],
  metadata: Metadata,
  model: ModelMetadata | undefined,
): ConstraintPlace {
  const { table: name, schema, constraint } = details;
  const table = name === undefined ? undefined : metadata.findTable({ ...(schema !== undefined && { schema }), name });
  const named = constraint === undefined ? undefined : metadata.findConstraint(constraint, table?.name);
  // What is wrong with a part of a row is told of the model that the call was about.
  const whole = (part: string) => (model?.parts.some((each) => each.model.name === part) ? model.name : part);
  if (named !== undefined) return { ...named, model: whole(named.model), constraint: constraint! };
  const owner = table ?? model;
  return {
    model: owner === undefined ? "a row" : whole(owner.name),
    fields: (details.columns ?? []).map((column) => owner?.fieldOfColumn(column) ?? column),
    ...(constraint === undefined ? {} : { constraint }),
  };
}

function listed({ fields }: ConstraintPlace): string {
  if (fields.length === 0) return "key";
  return fields.length === 1 ? fields[0]! : `${fields.slice(0, -1).join(", ")} and ${fields.at(-1)!}`;
}
