import Database from "better-sqlite3";
import { Client } from "pg";
import { createTestDatabase, onEveryDialect, type DialectName } from "../fixture/index.js";

/** Runs one statement on a connection of its own, without Joinery: these tests stand below everything else. */
const runSql: Record<DialectName, (url: string, sql: string) => Promise<unknown[]>> = {
  postgresql: async (url, sql) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  },
  sqlite: async (url, sql) => {
    const database = new Database(url.slice("sqlite:".length));
    try {
      const statement = database.prepare(sql);
      return statement.reader ? statement.all() : [statement.run()];
    } finally {
      database.close();
    }
  },
};

const suites: string[] = [];

onEveryDialect((fixture) => {
  const run = (url: string, sql: string) => runSql[fixture.dialect](url, sql);

  beforeAll(() => run(fixture.url, "CREATE TABLE hooks (id int)"));

  it("gives each suite a real database, there before its hooks", async () => {
    suites.push(fixture.dialect);
    expect(await run(fixture.url, "SELECT count(*) AS count FROM hooks")).toHaveLength(1);
    expect(fixture.pick({ postgresql: /^postgres/, sqlite: /^sqlite:/ }).test(fixture.url)).toBe(true);
  });

  it("gives each suite a database of its own", async () => {
    const other = await fixture.createDatabase();
    expect(other.url).not.toBe(fixture.url);
    // By its message: an error of a native module may be of another realm than the test, and then is no `Error` to Jest.
    await expect(run(other.url, "SELECT * FROM hooks")).rejects.toMatchObject({
      message: expect.stringContaining("hooks") as string,
    });
  });

  it("copies a database with what it holds", async () => {
    await run(fixture.url, "INSERT INTO hooks VALUES (7)");
    const source = { dialect: fixture.dialect, url: fixture.url, drop: async () => {} };
    const copy = await createTestDatabase(fixture.dialect, { copyOf: source });
    expect(await run(copy.url, "SELECT id FROM hooks")).toEqual([{ id: 7 }]);
    await copy.drop();
  });
});

it("runs a suite on every database", () => {
  expect(suites).toEqual(["postgresql", "sqlite"]);
});
