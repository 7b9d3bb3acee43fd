import type { Schema } from "@joinery/schema";
import { resolveDialect, type Catalog, type Connection, type Dialect, type Driver } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { diffCatalogs, emptyCatalog, lowerSchema, planChanges, stateTables, type Renames } from "../src/index.js";

/** An open database of a test, changed step by step without history. */
export interface MigratedDatabase {
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly connection: Connection;
  catalog(): Promise<Catalog>;
  lower(schema: Schema): Promise<Catalog>;
  /** From one state to another, by the plan and nothing else; returns the way back. */
  migrate(from: Catalog, to: Catalog, renames?: Renames): Promise<() => Promise<void>>;
  /** From nothing. */
  create(schema: Schema): Promise<Catalog>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openDatabase(url: string): Promise<MigratedDatabase> {
  const dialect = resolveDialect(url);
  const driver = await dialect.open({ url });
  const connection = await driver.acquire();
  const run = async (statements: readonly { readonly sql: string; readonly isStandalone?: boolean }[]) => {
    for (let from = 0; from < statements.length;) {
      const alone = statements.findIndex(({ isStandalone }, index) => index >= from && isStandalone);
      const to = alone < 0 ? statements.length : alone;
      await ddlOf(dialect).runInTransaction(connection, async () => {
        for (const { sql } of statements.slice(from, to)) await executeNamed(connection, sql);
      });
      const standalone = statements[to];
      if (standalone !== undefined) await executeNamed(connection, standalone.sql);
      from = to + 1;
    }
  };
  const database: MigratedDatabase = {
    dialect,
    driver,
    connection,
    catalog: () => ddlOf(dialect).introspect(connection, { excludeTables: stateTables }),
    lower: (schema) => ddlOf(dialect).canonicalize(connection, lowerSchema(schema, dialect)),
    async migrate(from, to, renames) {
      const steps = planChanges(diffCatalogs(from, to, renames), dialect);
      await run(steps.flatMap(({ statements }) => statements));
      return () => run([...steps].reverse().flatMap(({ reverse }) => reverse));
    },
    async create(schema) {
      const catalog = lowerSchema(schema, dialect);
      await database.migrate(emptyCatalog(dialect), catalog);
      return catalog;
    },
    rows: (sql) => connection.queryRaw(sql),
    async close() {
      await connection.release();
      await driver.close();
    },
  };
  return database;
}

/** A statement that fails is part of the message. */
async function executeNamed(connection: Connection, sql: string): Promise<void> {
  try {
    await connection.execute(sql);
  } catch (error) {
    throw new Error(`${String(error)}\n${sql}`, { cause: error });
  }
}
