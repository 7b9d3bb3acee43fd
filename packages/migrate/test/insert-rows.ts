import { takeOwnPart, type Field, type Model, type Schema } from "@joinery/schema";
import { schemaForDialect } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { quotedName } from "../src/diff/quoted-name.js";
import type { MigratedDatabase } from "./migrated-database.js";
import { sampleDefault } from "./random-schema.js";

/** Puts one row into every table: keys are 1 (or one UUID), so that each reference leads somewhere, in circles too. */
export async function insertRows(database: MigratedDatabase, given: Schema): Promise<void> {
  const schema = schemaForDialect(given, database.dialect);
  const keysOff = database.dialect.capabilities.canAlterConstraints
    ? ["set session_replication_role = replica", "set session_replication_role = origin"]
    : ["pragma foreign_keys = off", "pragma foreign_keys = on"];
  await database.connection.execute(keysOff[0] ?? "");
  try {
    for (const model of schema.models.filter(({ view }) => view === undefined).map(takeOwnPart)) {
      const values = model.fields
        .filter(({ generated }) => generated === undefined)
        .map((field) => [`"${field.column}"`, valueOf(database, field, model, schema)]);
      const [columns, row] = [0, 1].map((part) => values.map((pair) => pair[part]).join(", "));
      await database.connection.execute(`insert into ${quotedName(model.table)} (${columns}) values (${row})`);
    }
    for (const { table, sides } of schema.joinTables) {
      const columns = sides.flatMap((side) => side.columns.map((column) => `"${column}"`));
      await database.connection.execute(
        `insert into ${quotedName(table)} (${columns.join(", ")}) values (${columns.map(() => "1").join(", ")})`,
      );
    }
  } finally {
    await database.connection.execute(keysOff[1] ?? "");
  }
}

function valueOf({ dialect }: MigratedDatabase, field: Field, model: Model, schema: Schema): string {
  const isKey = field.name === "id" || model.relations.some((relation) => relation.fields.includes(field.name));
  // Of an arc's keys, the first alone.
  const isSpare = (model.arcs ?? []).some(({ targets: [, ...spare] }) =>
    spare.some(({ relation }) => model.relations.find(({ name }) => name === relation)?.fields.includes(field.name)),
  );
  if (isSpare) return "null";
  const { default: _, ...bare } = field;
  const isNumber = field.type.kind === "scalar" && field.type.name !== "Uuid";
  if (isKey && isNumber) return "1";
  return ddlOf(dialect).column({ ...bare, default: sampleDefault(field, schema) }, model, schema).default ?? "null";
}
