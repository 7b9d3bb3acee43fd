import { DatabaseError, type DatabaseErrorKind } from "./database-error.js";

const described = {
  "unique-violation": "A row with the same values exists already",
  "foreign-key-violation": "A row would refer to one that is not there",
  "not-null-violation": "A value is missing",
  "check-violation": "A check failed",
} satisfies Partial<Record<DatabaseErrorKind, string>>;

/** A broken constraint, in the same words on every database: where, never with which values. */
export function createConstraintError(
  kind: keyof typeof described,
  details: {
    readonly table?: string | undefined;
    readonly schema?: string | undefined;
    readonly columns?: readonly string[] | undefined;
    readonly constraint?: string | undefined;
  },
  original: unknown,
): DatabaseError {
  const { table, schema, columns, constraint } = details;
  const place = columns === undefined ? table : `${table} (${columns.join(", ")})`;
  const places = [place, constraint && `constraint ${constraint}`].filter((each) => each !== undefined);
  const message = places.length === 0 ? described[kind] : `${described[kind]}: ${places.join(", ")}`;
  return new DatabaseError(
    kind,
    message,
    {
      ...(table && { table }),
      ...(schema && { schema }),
      ...(columns && { columns }),
      ...(constraint && { constraint }),
    },
    { original },
  );
}
