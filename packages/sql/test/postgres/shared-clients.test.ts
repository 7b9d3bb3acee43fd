import { createTestDatabase, type TestDatabase } from "@joinery/conformance";
import {
  DatabaseError,
  findDialect,
  type CompiledStatement,
  type Driver,
  type DriverOptions,
} from "../../src/index.js";

const dialect = findDialect("postgresql")!;

function statement(sql: string, isRead = true): CompiledStatement {
  return { sql, parameters: [], output: [], decoders: [], isRead };
}

/** Made once, as the statements of plans are: what is known of them is known of the object. */
const echo = statement("select $1::int");
const echoText = statement("select $1::text || '!'");
const half = statement("select 100 / $1::int");
const sleep = statement("select $2::int from pg_sleep($1::float8)");
const backend = statement("select pg_backend_pid()");

describe("clients that reads share", () => {
  let database: TestDatabase;
  const opened: Driver[] = [];

  async function open(options: Partial<DriverOptions> = {}): Promise<Driver> {
    const driver = await dialect.open({ url: database.url, ...options });
    opened.push(driver);
    return driver;
  }

  const query = async (driver: Driver, sql: CompiledStatement, values: readonly string[]) => driver.query(sql, values);

  const read = async (driver: Driver, sql: CompiledStatement, ...values: unknown[]) =>
    Number((await driver.query(sql, values.map(String)))[0]![0]);

  /** Runs statements until it is known that they are quick. */
  async function warmUp(driver: Driver): Promise<void> {
    for (let round = 0; round < 20; round++) {
      await read(driver, echo, round);
      await read(driver, half, 1);
      await driver.query(echoText, ["x"]);
      await read(driver, backend);
    }
  }

  async function expectWhole(driver: Driver, size: number): Promise<void> {
    const connections = await Promise.all(Array.from({ length: size }, () => driver.acquire()));
    for (const connection of connections) {
      expect(await connection.queryRaw("select 1 as one")).toEqual([{ one: 1 }]);
      await connection.release();
    }
    expect(await Promise.all([1, 2, 3, 4].map((value) => read(driver, echo, value)))).toEqual([1, 2, 3, 4]);
  }

  beforeAll(async () => {
    database = await createTestDatabase("postgresql");
  });
  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()));
    await database.drop();
  });

  it("answer each caller with its own", async () => {
    const driver = await open({ poolSize: 2 });
    await warmUp(driver);
    const values = Array.from({ length: 500 }, (_, index) => index);
    expect(await Promise.all(values.map((value) => read(driver, echo, value)))).toEqual(values);
    const backends = await Promise.all(values.slice(0, 50).map(() => read(driver, backend)));
    expect(new Set(backends).size).toBeLessThanOrEqual(2);
    await expectWhole(driver, 2);
  });

  it("are few, for as long as the reads are quick", async () => {
    const driver = await open({ poolSize: 8 });
    await warmUp(driver);
    const counts: number[] = [];
    // A machine that is busy with other things may take a quick one for slow for a while.
    while (!counts.includes(1) && counts.length < 100) {
      const backends = await Promise.all(Array.from({ length: 8 }, () => read(driver, backend)));
      counts.push(new Set(backends).size);
    }
    expect(counts).toContain(1);
  });

  it("fail only who is wrong", async () => {
    const driver = await open({ poolSize: 1 });
    await warmUp(driver);
    const answers = await Promise.allSettled(
      [5, 0, 10, 0, 20].flatMap((value) => [read(driver, half, value), read(driver, echo, value)]),
    );
    expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : "failed"))).toEqual([
      20,
      5,
      "failed",
      0,
      10,
      10,
      "failed",
      0,
      5,
      20,
    ]);
    await expectWhole(driver, 1);
  });

  it("prepare a statement once for all who wait for it, and again where that failed", async () => {
    const driver = await open({ poolSize: 1 });
    const connection = await driver.acquire();
    await connection.execute("create table if not exists late (id int); insert into late values (7)");
    await connection.release();
    const late = statement("select id from late where $1::int = 1");
    for (let round = 0; round < 20; round++) await read(driver, late, 1);
    await warmUp(driver);
    const change = await driver.acquire();
    await change.execute("alter table late rename to gone");
    await change.release();
    const failed = await Promise.allSettled(
      [1, 1, 1].flatMap((value) => [read(driver, late, value), read(driver, echo, 3)]),
    );
    expect(failed.map(({ status }) => status)).toEqual([1, 1, 1].flatMap(() => ["rejected", "fulfilled"]));
    const back = await driver.acquire();
    await back.execute(
      "alter table gone rename to late; alter table late add column more int; alter table late alter id type bigint",
    );
    await back.release();
    expect(await Promise.all([1, 1, 1].map((value) => read(driver, late, value)))).toEqual([7, 7, 7]);
    await expectWhole(driver, 1);
  });

  it("close statements that are no longer used while others are under way", async () => {
    const driver = await open({ poolSize: 1 });
    const many = Array.from({ length: 400 }, (_, index) => statement(`select ${index} + $1::int`));
    for (let round = 0; round < 4; round++) for (const each of many) await driver.query(each, ["0"]);
    const wanted = Array.from({ length: 1200 }, (_, index) => (index * 7) % many.length);
    expect(await Promise.all(wanted.map((index) => read(driver, many[index]!, 1)))).toEqual(
      wanted.map((index) => index + 1),
    );
    const [{ count } = { count: 0 }] = await (async () => {
      const connection = await driver.acquire();
      const rows = await connection.queryRaw("select count(*)::int as count from pg_prepared_statements");
      await connection.release();
      return rows as { count: number }[];
    })();
    expect(count).toBeLessThan(300);
  });

  it("do not wait for one that is slow for once", async () => {
    const driver = await open({ poolSize: 2 });
    await warmUp(driver);
    for (let round = 0; round < 20; round++) await read(driver, sleep, 0, round);
    const slow = read(driver, sleep, 30, 1);
    const behind = Promise.all([1, 2, 3, 4, 5].map((value) => read(driver, echo, value)));
    // Were they to wait for the slow one, the test would time out.
    expect(await behind).toEqual([1, 2, 3, 4, 5]);
    expect(await read(driver, echo, 6)).toBe(6);
    const [other] = [await driver.acquire()];
    await other.execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep($1%' and pid <> pg_backend_pid()",
    );
    await other.release();
    await expect(slow).rejects.toMatchObject({ kind: "connection-lost" });
    await expectWhole(driver, 2);
  });

  it("make way for who wants a client alone", async () => {
    const driver = await open({ poolSize: 1 });
    await warmUp(driver);
    let isDone = false;
    let reads = 0;
    const counts: number[] = [];
    const caller = async () => {
      while (!isDone) {
        await read(driver, echo, 1);
        reads++;
      }
    };
    const callers = Promise.all([1, 2, 3, 4].map(caller));
    for (let round = 0; round < 5; round++) {
      const connection = await driver.acquire();
      // What was answered before is told by now.
      await connection.queryRaw("select 1");
      const before = reads;
      await connection.queryRaw("select 1");
      counts.push(reads - before);
      await connection.release();
    }
    isDone = true;
    await callers;
    expect(counts).toEqual([0, 0, 0, 0, 0]);
    await expectWhole(driver, 1);
  });

  it("wait for their turn no longer than a pool's timeout", async () => {
    const driver = await open({ poolSize: 1, poolTimeout: 0.2 });
    await warmUp(driver);
    const connection = await driver.acquire();
    const early = read(driver, echo, 1);
    early.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 150));
    const late = read(driver, echo, 2);
    await expect(early).rejects.toMatchObject({ kind: "pool-timeout" });
    await connection.release();
    expect(await late).toBe(2);
    await expectWhole(driver, 1);
  });

  it("are given back before the database closes", async () => {
    const driver = await open({ poolSize: 1 });
    await warmUp(driver);
    const pending = Promise.all([1, 2, 3].map((value) => read(driver, echo, value)));
    await driver.close();
    expect(await pending).toEqual([1, 2, 3]);
    await expect(read(driver, echo, 1)).rejects.toThrow(DatabaseError);
  });

  it.each([1, 2, 3])("survive failures, lost connections and cancellations in any mixture (%i)", async (start) => {
    const size = 3;
    const driver = await open({ poolSize: size });
    await warmUp(driver);
    let seed = start;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const problems: unknown[] = [];
    const expectLost = (error: unknown) => {
      if (!(error instanceof DatabaseError && error.kind === "connection-lost")) problems.push(error);
    };
    const call = async (value: number) => {
      switch (random(12)) {
        case 0: {
          const answer = read(driver, half, 0);
          return answer.then(
            () => problems.push("divided by zero"),
            (error: unknown) => (error as DatabaseError).kind === "refused" || expectLost(error),
          );
        }
        case 1: {
          const controller = new AbortController();
          const reason = new Error(`aborted ${value}`);
          const answer = query(driver.within({ signal: controller.signal }), sleep, ["0.2", String(value)]);
          setTimeout(() => controller.abort(reason), random(30));
          return answer.then(
            (rows) => Number(rows[0]![0]) === value || problems.push(rows),
            (error: unknown) => error === reason || expectLost(error),
          );
        }
        case 2: {
          const deadline = performance.now() + random(20);
          const answer = query(driver.within({ deadline }), sleep, ["0.01", String(value)]);
          return answer.then(
            (rows) => Number(rows[0]![0]) === value || problems.push(rows),
            (error: unknown) => (error as DatabaseError).kind === "statement-timeout" || expectLost(error),
          );
        }
        case 3: {
          const connection = await driver.acquire();
          try {
            await connection.begin();
            const [row] = await connection.query(echo, [String(value)]);
            if (Number(row![0]) !== value) problems.push(row);
            await connection.commit();
          } catch (error) {
            expectLost(error);
          }
          return connection.release();
        }
        default: {
          const text = `${value}`;
          return query(driver, echoText, [text]).then(
            ([row]) => row![0] === `${text}!` || problems.push(row),
            (error: unknown) => expectLost(error),
          );
        }
      }
    };
    const killer = await open({ poolSize: 1 });
    const name = new URL(database.url).pathname.slice(1);
    let isDone = false;
    const killing = (async () => {
      const connection = await killer.acquire();
      while (!isDone) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        await connection.queryRaw(
          "select pg_terminate_backend(pid) from (select pid from pg_stat_activity where datname = $1 and pid <> pg_backend_pid() and backend_type = 'client backend' order by random() limit 1) one",
          [name],
        );
      }
      await connection.release();
    })();
    const callers = Array.from({ length: 24 }, async (_, caller) => {
      for (let round = 0; round < 60; round++) await call(caller * 1000 + round);
    });
    await Promise.all(callers);
    isDone = true;
    await killing;
    expect(problems).toEqual([]);
    // What was killed while it was idle has still to be noticed.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expectWhole(driver, size);
  });
});
