import { readFileSync } from "node:fs";
import { compile } from "@joinery/language";
import { diffCatalogs, emptyCatalog, lowerSchema, planChanges } from "@joinery/migrate";
import { findDialect } from "@joinery/sql";

/** The statements that make the tables of a `.model` file, as `joinery db push` runs them on an empty database. */
export function createTables(modelFile: string, dialectName: string): string[] {
  const { schema, diagnostics } = compile([{ path: modelFile, text: readFileSync(modelFile, "utf8") }]);
  const dialect = findDialect(dialectName);
  if (schema === undefined || dialect === undefined) {
    throw new Error(
      `No ${dialectName} tables for ${modelFile}: ${diagnostics.map(({ message }) => message).join(" ")}`,
    );
  }
  const changes = diffCatalogs(emptyCatalog(dialect), lowerSchema(schema, dialect));
  return planChanges(changes, dialect).flatMap(({ statements }) => statements.map(({ sql }) => sql));
}
