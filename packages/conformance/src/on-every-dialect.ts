import { createTestDatabase, dialectNames, type DialectName, type TestDatabase } from "./test-database.js";

/** What a suite is given for the database that it runs on. */
export interface DialectFixture {
  readonly dialect: DialectName;
  /** The suite's own database, empty at first. There from `beforeAll` on, so read it inside hooks and tests. */
  readonly url: string;
  /** Another empty database, dropped after the suite. */
  createDatabase(): Promise<TestDatabase>;
  /** The expectation for this database; one that forgets a database does not compile. */
  pick<Value>(expectations: Readonly<Record<DialectName, Value>>): Value;
}

/**
 * Runs one suite on every database, each time on a fresh one of its own. Register hooks in `describeSuite`: those of Jest
 * run after the database is there and before it is dropped.
 */
export function onEveryDialect(describeSuite: (fixture: DialectFixture) => void): void {
  describe.each(dialectNames)("on %s", (dialect) => {
    const created: TestDatabase[] = [];
    const createDatabase = async () => {
      const database = await createTestDatabase(dialect);
      created.push(database);
      return database;
    };
    // Jest runs after-hooks too in the order of their registration: the suite's own close their connections first.
    beforeAll(createDatabase);
    describeSuite({
      dialect,
      get url() {
        const [own] = created;
        if (own === undefined)
          throw new Error("The database is there from `beforeAll` on: read `url` in a hook or a test.");
        return own.url;
      },
      createDatabase,
      pick: (expectations) => expectations[dialect],
    });
    afterAll(() => Promise.all(created.map((database) => database.drop())));
  });
}
