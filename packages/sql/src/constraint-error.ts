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
    readonly columns?: readonly string[] | undefined;
    readonly constraint?: string | undefined;
  },
  cause: unknown,
): DatabaseError {
  const { table, columns, constraint } = details;
  const place = table === undefined ? "" : ` in ${table}${columns === undefined ? "" : ` (${columns.join(", ")})`}`;
  const rule = constraint === undefined ? "" : `, says ${constraint}`;
  return new DatabaseError(
    kind,
    `${described[kind]}${place}${rule}`,
    {
      ...(table === undefined ? {} : { table }),
      ...(columns === undefined ? {} : { columns }),
      ...(constraint === undefined ? {} : { constraint }),
    },
    { cause },
  );
}
