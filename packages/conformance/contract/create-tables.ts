import { compile } from "@joinery/language";
import { diffCatalogs, emptyCatalog, lowerSchema, planChanges } from "@joinery/migrate";
import type { Schema } from "@joinery/schema";
import { resolveDialect } from "@joinery/sql";

/** The checked schema of a `.model` text that has no mistakes. */
export function compileModels(text: string): Schema {
  const { schema, diagnostics } = compile([{ path: "test.model", text }]);
  if (schema === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return schema;
}

/** Makes the tables of a schema in an empty database. */
export async function createTables(url: string, schema: Schema): Promise<void> {
  const dialect = resolveDialect(url);
  const changes = diffCatalogs(emptyCatalog(dialect), lowerSchema(schema, dialect));
  const statements = planChanges(changes, dialect).flatMap((step) => step.statements.map(({ sql }) => sql));
  await executeSql(url, ...statements);
}

/** Runs statements on a connection of their own, for what a client cannot do. */
export async function executeSql(url: string, ...statements: string[]): Promise<void> {
  const driver = await resolveDialect(url).open({ url });
  const connection = await driver.acquire();
  try {
    for (const sql of statements) await connection.execute(sql);
  } finally {
    await connection.release();
    await driver.close();
  }
}
