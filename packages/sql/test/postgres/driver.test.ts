import { createTestDatabase, type TestDatabase } from "@joinery/conformance";
import {
  findDialect,
  type CompiledStatement,
  type Connection,
  type Driver,
  type DriverOptions,
} from "../../src/index.js";

const dialect = findDialect("postgresql")!;

/** A statement as written, for what no statement of the planner can say. */
const statement = (sql: string): CompiledStatement => dialect.link({ sql, parameters: [], output: [], isRead: true });

describe("the driver", () => {
  let database: TestDatabase;
  let driver: Driver;
  const opened: Driver[] = [];

  async function open(options: Partial<DriverOptions> = {}): Promise<Driver> {
    const result = await dialect.open({ url: database.url, ...options });
    opened.push(result);
    return result;
  }

  async function withConnection<Result>(
    work: (connection: Connection) => Promise<Result>,
    of = driver,
  ): Promise<Result> {
    const connection = await of.acquire();
    try {
      return await work(connection);
    } finally {
      await connection.release();
    }
  }

  const withTwo = <Result>(work: (first: Connection, second: Connection) => Promise<Result>) =>
    withConnection((first) => withConnection((second) => work(first, second)));

  const scalar = async (sql: string, of: Driver | Connection = driver) => (await of.query(statement(sql), []))[0]?.[0];

  beforeAll(async () => {
    database = await createTestDatabase("postgresql");
    driver = await open();
    await withConnection((connection) =>
      connection.execute(
        "create table counters (id integer primary key, n integer); insert into counters values (1, 0), (2, 0)",
      ),
    );
  });
  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()));
    await database.drop();
  });

  it("sets what decoding relies on, whatever the database is configured to", async () => {
    const name = new URL(database.url).pathname.slice(1);
    await withConnection((connection) =>
      connection.execute(
        `alter database ${name} set timezone = 'Asia/Kathmandu'; alter database ${name} set datestyle = 'German'; ` +
          `alter database ${name} set extra_float_digits = 0; alter database ${name} set bytea_output = 'escape'`,
      ),
    );
    const fresh = await open();
    expect(await scalar("select '2024-01-01 00:00:00.5+00'::timestamptz", fresh)).toBe("2024-01-01 00:00:00.5+00");
    expect(await scalar("select 0.1::float8 + 0.2::float8", fresh)).toBe("0.30000000000000004");
    expect(await scalar("select '\\x00ff'::bytea", fresh)).toBe("\\x00ff");
    expect(await scalar("show application_name", fresh)).toBe("joinery");
  });

  it("keeps the options of the URL", async () => {
    const url = new URL(database.url);
    url.search = "?options=-c%20work_mem%3D2MB&application_name=mine";
    const own = await open({ url: url.href });
    expect(await scalar("show work_mem", own)).toBe("2MB");
    expect(await scalar("show timezone", own)).toBe("UTC");
    expect(await scalar("show application_name", own)).toBe("mine");
  });

  it("prepares a statement once on each connection, and keeps a bounded number", async () => {
    const count = "select count(*) from pg_prepared_statements";
    await withConnection(async (connection) => {
      for (let run = 0; run < 3; run++) await connection.query(statement("select $1::integer"), ["1"]);
      const [row] = await connection.queryRaw(
        "select count(*)::integer as n from pg_prepared_statements where statement = 'select $1::integer'",
      );
      expect(row).toEqual({ n: 1 });
      for (let index = 0; index < 400; index++) await connection.query(statement(`select ${index}`), []);
      expect(Number(await scalar(count, connection))).toBeLessThanOrEqual(2 * 128 + 1);
      expect(await connection.query(statement("select $1::integer"), ["2"])).toEqual([["2"]]);
    });
  });

  it("goes on after a statement that cannot be prepared, bound or run", async () => {
    await withConnection(async (connection) => {
      for (const [sql, values] of [
        ["selec", []],
        ["select $1::integer", ["x"]],
        ["select 1 / $1::integer", ["0"]],
        ["select $1::integer", ["1", "2"]],
      ] as const) {
        for (let run = 0; run < 2; run++) {
          await expect(connection.query(statement(sql), values)).rejects.toMatchObject({
            kind: "refused",
          });
        }
      }
      // Not in the form of the wire: a mistake of the caller, which harms nobody else.
      await expect(connection.query(statement("select $1::text"), [Symbol("no text")])).rejects.toThrow(
        "must be of type string",
      );
      expect(await connection.query(statement("select 1 / $1::integer"), ["1"])).toEqual([["1"]]);
    });
  });

  it("prepares again what was thrown away", async () => {
    await withConnection(async (connection) => {
      for (let run = 0; run < 3; run++) {
        expect(await connection.query(statement("select 1"), [])).toEqual([["1"]]);
        await connection.execute("deallocate all");
      }
    });
  });

  it("keeps a statement prepared that only its values made fail", async () => {
    const text = "insert into counters values ($1::integer, 0)";
    await withConnection(async (connection) => {
      expect(await connection.run(statement(text), ["3"])).toBe(1);
      for (let run = 0; run < 3; run++) {
        await expect(connection.run(statement(text), ["3"])).rejects.toMatchObject({ kind: "unique-violation" });
      }
      const kept = "select name from pg_prepared_statements where statement like 'insert into counters%'";
      expect(await connection.queryRaw(kept)).toHaveLength(1);
    });
  });

  describe("with several queries in one trip", () => {
    const queries = (...texts: string[]) => texts.map((sql) => ({ statement: statement(sql), parameters: [] }));

    it("gives the rows of each", async () => {
      const texts = [
        "select 1 as one",
        "select 2 where false",
        "select n from (values (1), (2)) v (n)",
        "select 1 as one",
      ];
      const expected = [[["1"]], [], [["1"], ["2"]], [["1"]]];
      for (let run = 0; run < 2; run++) expect(await driver.queryAll!(queries(...texts))).toEqual(expected);
      await withConnection(async (connection) => {
        expect(await connection.queryAll!(queries(...texts))).toEqual(expected);
      });
    });

    it("fails all when one fails, wherever it stands, and goes on", async () => {
      await withConnection(async (connection) => {
        for (const failing of ["select 1 / 0", "selec"]) {
          for (const texts of [
            [failing, "select 3 as three", "select 4 as four"],
            ["select 3 as three", failing, "select 4 as four"],
            ["select 3 as three", "select 4 as four", failing],
          ]) {
            await expect(connection.queryAll!(queries(...texts))).rejects.toMatchObject({ kind: "refused" });
          }
          const rest = queries("select 3 as three", "select 4 as four");
          expect(await connection.queryAll!(rest)).toEqual([[["3"]], [["4"]]]);
        }
      });
    });

    it("prepares again what was thrown away", async () => {
      await withConnection(async (connection) => {
        for (let run = 0; run < 3; run++) {
          expect(await connection.queryAll!(queries("select 5", "select 6"))).toEqual([[["5"]], [["6"]]]);
          await connection.execute("deallocate all");
        }
      });
    });
  });

  it("gives up a connection that does not answer in the time of the URL", async () => {
    const url = new URL(database.url);
    url.searchParams.set("query_timeout", "50");
    const impatient = await open({ url: url.href, poolSize: 1 });
    await expect(scalar("select pg_sleep(1)", impatient)).rejects.toMatchObject({ kind: "connection-lost" });
    expect(await scalar("select 1", impatient)).toBe("1");
  });

  it("fails a transaction whose tables changed, and not the next one", async () => {
    await withConnection(async (connection) => {
      await connection.execute("create table changing (n integer); insert into changing values (1)");
      await connection.query(statement("select * from changing"), []);
      await withConnection((other) => other.execute("alter table changing alter n type bigint"));
      await connection.begin();
      const stale = connection.query(statement("select * from changing"), []);
      await expect(stale).rejects.toMatchObject({ kind: "serialization-failure" });
      await connection.rollback();
      await connection.begin();
      expect(await connection.query(statement("select * from changing"), [])).toEqual([["1"]]);
      await connection.commit();
    });
  });

  it("runs one statement at a time on a connection, and lets a limit stop only its own", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);
    await withConnection(async (connection) => {
      await connection.begin();
      const slow = connection.query(statement("select 1 from pg_sleep(0.4)"), []);
      const impatient = connection.within({ deadline: performance.now() + 50 });
      await expect(impatient.query(statement("select 2"), [])).rejects.toMatchObject({ kind: "statement-timeout" });
      const next = scalar("select 3", connection);
      expect([await slow, await next]).toEqual([[["1"]], "3"]);
      await connection.commit();
    });
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });

  describe("errors", () => {
    const update = (id: number) => `update counters set n = n + 1 where id = ${id}`;

    it("knows a deadlock", async () => {
      const outcomes = await withTwo(async (first, second) => {
        await Promise.all([first, second].map((each) => each.execute("begin; set local deadlock_timeout = '50ms'")));
        await first.execute(update(1));
        await second.execute(update(2));
        return Promise.allSettled([first.execute(update(2)), second.execute(update(1))]);
      });
      const failed = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(failed).toEqual([
        { status: "rejected", reason: expect.objectContaining({ kind: "deadlock" }) as unknown },
      ]);
    });

    it("knows a serialization failure", async () => {
      await withTwo(async (first, second) => {
        await first.execute("begin isolation level repeatable read");
        await scalar("select n from counters", first);
        await second.execute(update(1));
        await expect(first.execute(update(1))).rejects.toMatchObject({ kind: "serialization-failure" });
      });
    });

    it("knows the timeouts of locks and statements", async () => {
      await withTwo(async (first, second) => {
        await first.begin();
        await first.execute(update(1));
        await second.execute("set lock_timeout = '20ms'");
        await expect(second.execute(update(1))).rejects.toMatchObject({ kind: "lock-timeout" });
        await second.execute("reset lock_timeout; set statement_timeout = '20ms'");
        await expect(second.execute("select pg_sleep(5)")).rejects.toMatchObject({ kind: "statement-timeout" });
        await second.execute("reset statement_timeout");
      });
      const url = new URL(database.url);
      url.searchParams.set("statement_timeout", "20");
      const impatient = await open({ url: url.href });
      await expect(scalar("select pg_sleep(5)", impatient)).rejects.toMatchObject({ kind: "statement-timeout" });
      expect(await scalar("select 1", impatient)).toBe("1");
    });

    it("knows what is not permitted", async () => {
      await withConnection(async (connection) => {
        await connection.execute("create role nobody_in_particular; set role nobody_in_particular");
        const denied = connection.query(statement("select * from counters"), []);
        await expect(denied).rejects.toMatchObject({ kind: "permission-denied" });
        await connection.execute("reset role; drop role nobody_in_particular");
      });
    });
  });

  describe("connections that are lost", () => {
    const backend = (connection: Connection) => scalar("select pg_backend_pid()", connection);
    const terminate = (pid: unknown) => scalar(`select pg_terminate_backend(${String(pid)}, 5000)`);

    it("fails the statement, and replaces the connection", async () => {
      const single = await open({ poolSize: 1 });
      const sleeping = scalar("select pg_sleep(10)", single);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await terminate(
        "(select pid from pg_stat_activity where query = 'select pg_sleep(10)' and pid <> pg_backend_pid())",
      );
      await expect(sleeping).rejects.toMatchObject({ kind: "connection-lost" });
      expect(await scalar("select 1", single)).toBe("1");
    });

    it("fails a transaction, and replaces the connection", async () => {
      const single = await open({ poolSize: 1 });
      const connection = await single.acquire();
      await connection.begin();
      await terminate(await backend(connection));
      await expect(connection.commit()).rejects.toMatchObject({ kind: "connection-lost" });
      await expect(connection.query(statement("select 1"), [])).rejects.toMatchObject({ kind: "connection-lost" });
      await connection.release();
      expect(await scalar("select 1", single)).toBe("1");
    });

    it("survives the end of an idle one", async () => {
      const single = await open({ poolSize: 1 });
      const pid = await scalar("select pg_backend_pid()", single);
      await terminate(pid);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await scalar("select pg_backend_pid()", single)).not.toBe(pid);
    });
  });

  describe("what cannot be opened", () => {
    const failure = async (url: string) => {
      try {
        const unreachable = await open({ url, poolTimeout: 5 });
        await scalar("select 1", unreachable);
      } catch (error) {
        return error;
      }
      throw new Error("It was opened");
    };

    it("says why, and shows no password", async () => {
      const url = new URL(database.url);
      const at = (change: (target: URL) => void) => {
        const target = new URL(url);
        target.password = "hunter2";
        change(target);
        return target.href;
      };
      const urls = [
        at((target) => (target.port = "1")),
        at((target) => (target.hostname = "no-such-host.invalid")),
        at((target) => (target.pathname = "/no_such_database")),
        at((target) => (target.username = "no_such_user")),
        "postgresql://user:hunter2@host:port/database",
      ];
      for (const each of urls) {
        const error = await failure(each);
        expect(error).toMatchObject({ name: "DatabaseError", kind: "connection-failed" });
        expect((error as Error).message).toMatch(
          /^(Cannot connect to the database: \S|The database URL cannot be read)/,
        );
        expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain("hunter2");
      }
    });
  });
});
