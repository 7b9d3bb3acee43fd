import type { Field, Model, ScalarName, Schema } from "@joinery/schema";

/** Tables of Joinery's own in the user's database: they are described and made as any other, so they are right on every database. */
export const historyTable = "_joinery_migrations";
export const objectsTable = "_joinery_objects";

/** Left out wherever a database is compared with a schema. */
export const stateTables: readonly string[] = [historyTable, objectsTable];

function field(name: string, column: string, type: ScalarName, isNullable = false): Field {
  return { name, column, type: { kind: "scalar", name: type }, ...(isNullable ? { isNullable: true } : {}) };
}

function model(
  name: string,
  table: string,
  key: readonly string[],
  fields: readonly Field[],
  documentation: string,
): Model {
  return {
    name,
    accessor: table,
    table: { name: table },
    fields,
    relations: [],
    primaryKey: { name: `${table}_pkey`, fields: key },
    uniques: [],
    indexes: [],
    documentation,
  };
}

/** One row a revision that was applied, or whose application or undoing was interrupted. */
const history = model(
  "AppliedRevision",
  historyTable,
  ["revision"],
  [
    field("revision", "revision", "Text"),
    field("checksum", "checksum", "Text"),
    field("appliedAt", "applied_at", "DateTime"),
    field("durationMs", "duration_ms", "Int"),
    field("appliedBy", "applied_by", "Text"),
    // Null when it is finished.
    field("direction", "direction", "Text", true),
    field("statementsDone", "statements_done", "Int", true),
    field("doneChecksum", "done_checksum", "Text", true),
  ],
  "Revisions that Joinery applied to this database",
);

/** One row a table or type that Joinery made: what has none is never dropped. */
const objects = model(
  "OwnedObject",
  objectsTable,
  ["kind", "name"],
  [field("kind", "kind", "Text"), field("name", "name", "Text")],
  "Tables and types that Joinery made, and may drop",
);

export const stateSchema: Schema = { enums: [], models: [history, objects], joinTables: [] };
