import { onEveryDialect, type DialectFixture } from "@joinery/conformance";
import { resolveDialect, type CompiledStatement, type Connection, type Driver, type Row } from "../src/index.js";

const int = { scalar: "Int" } as const;

/** Ten numbers, and more than any memory or patience would hold. */
const ten = "select id from numbers order by id";
const endless: Readonly<Record<DialectFixture["dialect"], string>> = {
  postgresql: "select generate_series(1, 1000000000000)",
  sqlite: "with recursive s(n) as (select 1 union all select n + 1 from s) select n from s",
};

const insert = "insert into numbers values (11)";
const numbers = (rows: readonly Row[]) => rows.map(([value]) => Number(value));

onEveryDialect((fixture) => {
  describeCursors("of a database", () => fixture.url, fixture);
});

describeCursors("of a database in memory", () => "sqlite::memory:");

/** What holds of every cursor; what reads without end, of those that copy nothing. */
function describeCursors(name: string, urlOf: () => string, fixture?: DialectFixture): void {
  describe(name, () => {
    let driver: Driver;
    let statement: (sql: string, isRead?: boolean) => CompiledStatement;

    beforeAll(async () => {
      const dialect = resolveDialect(urlOf());
      statement = (sql, isRead = true) => dialect.link({ sql, parameters: [], output: [int], isRead });
      driver = await dialect.open({ url: urlOf(), poolSize: 2, poolTimeout: 1 });
      const values = Array.from({ length: 10 }, (_, index) => `(${index + 1})`);
      await withConnection((connection) =>
        connection.execute(
          `create table numbers (id integer primary key); insert into numbers values ${values.join()}`,
        ),
      );
    });
    afterEach(() => driver.run(statement("delete from numbers where id > 10", false), []));
    afterAll(() => driver.close());

    async function withConnection<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
      const connection = await driver.acquire();
      try {
        return await work(connection);
      } finally {
        await connection.release();
      }
    }

    it("gives as many rows as are asked for, and fewer at the end", async () => {
      const cursor = await driver.openCursor(statement(ten), []);
      expect(numbers(await cursor.read(4))).toEqual([1, 2, 3, 4]);
      expect(numbers(await cursor.executor.query(statement("select count(*) from numbers"), []))).toEqual([10]);
      expect(numbers(await cursor.read(1))).toEqual([5]);
      expect(numbers(await cursor.read(5))).toEqual([6, 7, 8, 9, 10]);
      expect(await cursor.read(5)).toEqual([]);
      await cursor.close();
      await cursor.close();
    });

    it("gives the rows of its moment to whoever writes meanwhile", async () => {
      const cursor = await driver.openCursor(statement(ten), []);
      const first = numbers(await cursor.read(3));
      expect(await driver.run(statement(insert, false), [])).toBe(1);
      await withConnection(async (connection) => {
        await connection.begin();
        await connection.execute("delete from numbers where id = 7");
        expect(numbers(await cursor.read(3))).toEqual([4, 5, 6]);
        await connection.rollback();
      });
      expect([...first, ...numbers(await cursor.read(9))]).toEqual([1, 2, 3, 7, 8, 9, 10]);
      await cursor.close();
    });

    it("shares a transaction with what it writes, and several with each other", async () => {
      await withConnection(async (connection) => {
        await connection.begin();
        await connection.run(statement(insert, false), []);
        const [left, right] = [
          await connection.openCursor(statement(ten), []),
          await connection.openCursor(statement("select id from numbers order by id desc"), []),
        ];
        expect(numbers(await left.read(2))).toEqual([1, 2]);
        expect(numbers(await right.read(2))).toEqual([11, 10]);
        await connection.execute("delete from numbers where id < 5");
        expect(numbers(await left.read(2))).toEqual([3, 4]);
        expect(numbers(await right.read(99))).toHaveLength(9);
        await right.close();
        expect(numbers(await left.read(99))).toHaveLength(7);
        await connection.rollback();
      });
    });

    it("fails for what the database refuses, and gives the connection back", async () => {
      for (let time = 0; time < 3; time++) {
        const read = async () => {
          const cursor = await driver.openCursor(statement("select id from nothing"), []);
          try {
            return await cursor.read(1);
          } finally {
            await cursor.close();
          }
        };
        await expect(read()).rejects.toMatchObject({ kind: "refused" });
      }
    });

    it("leaves nothing behind", async () => {
      const isServer = fixture?.dialect === "postgresql";
      const left = isServer ? "select name from pg_cursors where name <> ''" : "select name from sqlite_temp_master";
      for (let time = 0; time < 3; time++) {
        const cursor = await driver.openCursor(statement(ten), []);
        await cursor.read(1);
        await cursor.close();
      }
      await withConnection(async (connection) => {
        expect(await connection.queryRaw(left)).toEqual([]);
        await connection.begin();
        const cursor = await connection.openCursor(statement(ten), []);
        await connection.openCursor(statement(ten), []).then((open) => open.read(1));
        await cursor.read(1);
        expect(await connection.queryRaw(left)).toHaveLength(2);
        await cursor.close();
        expect(await connection.queryRaw(left)).toHaveLength(1);
        await connection.commit();
      });
      await withConnection(async (connection) => expect(await connection.queryRaw(left)).toEqual([]));
    });

    if (fixture === undefined) return;

    it("reads no further than it is asked", async () => {
      const cursor = await driver.openCursor(statement(endless[fixture.dialect]), []);
      expect(numbers(await cursor.read(3))).toEqual([1, 2, 3]);
      expect(numbers(await cursor.read(2))).toEqual([4, 5]);
      await cursor.close();
    });
  });
}
