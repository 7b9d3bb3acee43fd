import type { DialectFixture } from "@joinery/conformance";
import {
  resolveDialect,
  type Connection,
  type Dialect,
  type Driver,
  type Executor,
  type Statement,
} from "../src/index.js";

/** A database of the suite, with what a runtime does to run a statement: compile, encode, run, decode. */
export interface OpenDatabase {
  readonly dialect: Dialect;
  readonly driver: Driver;
  query(statement: Statement, values?: readonly unknown[], executor?: Executor): Promise<unknown[][]>;
  run(statement: Statement, values?: readonly unknown[], executor?: Executor): Promise<number>;
  execute(sql: string): Promise<void>;
  withConnection<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;
}

export async function openDatabase({ url }: Pick<DialectFixture, "url">): Promise<OpenDatabase> {
  const dialect = resolveDialect(url);
  const driver = await dialect.open({ url });
  const prepare = (statement: Statement, values: readonly unknown[]) => {
    const compiled = dialect.compile(statement);
    return { compiled, encoded: compiled.parameters.map(({ slot, encode }) => encode(values[slot])) };
  };
  const database: OpenDatabase = {
    dialect,
    driver,
    async query(statement, values = [], executor = driver) {
      const { compiled, encoded } = prepare(statement, values);
      const rows = await executor.query(compiled, encoded);
      return rows.map((row) =>
        row.map((value, index) => {
          const decode = compiled.decoders[index];
          return value === null || decode === undefined ? value : decode(value);
        }),
      );
    },
    async run(statement, values = [], executor = driver) {
      const { compiled, encoded } = prepare(statement, values);
      return executor.run(compiled, encoded);
    },
    execute: (sql) => database.withConnection((connection) => connection.execute(sql)),
    async withConnection(work) {
      const connection = await driver.acquire();
      try {
        return await work(connection);
      } finally {
        await connection.release();
      }
    },
  };
  return database;
}
