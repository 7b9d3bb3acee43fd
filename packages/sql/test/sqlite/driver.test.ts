import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDialect, type CompiledStatement, type Connection, type Driver } from "../../src/index.js";

const dialect = findDialect("sqlite")!;
const statement = (sql: string, isRead = true): CompiledStatement =>
  dialect.link({ sql, parameters: [], output: [], isRead });
const count = statement("select count(*) from t");
const insert = statement("insert into t default values", false);

let folder: string;
const opened: Driver[] = [];

async function open(url: string, poolTimeout?: number): Promise<Driver> {
  const driver = await dialect.open({ url, ...(poolTimeout === undefined ? {} : { poolTimeout }) });
  opened.push(driver);
  return driver;
}

async function execute(driver: Driver, sql: string): Promise<void> {
  const connection = await driver.acquire();
  await connection.execute(sql);
  await connection.release();
}

/** A file with an empty table `t`. */
async function openFile(name: string, poolTimeout?: number): Promise<Driver> {
  const driver = await open(`sqlite:${join(folder, name)}`, poolTimeout);
  await execute(driver, "create table if not exists t (id integer primary key, n integer)");
  return driver;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "joinery-driver-"));
});
afterAll(async () => {
  await Promise.all(opened.map((driver) => driver.close()));
  rmSync(folder, { recursive: true });
});

describe("a file", () => {
  it("answers at once", async () => {
    const driver = await openFile("sync.db");
    expect(driver.run(insert, [])).toBe(1);
    expect(driver.query(count, [])).toEqual([[1]]);
    const connection = await driver.acquire();
    await connection.begin();
    expect(connection.run(insert, [])).toBe(1);
    expect(connection.query(count, [])).toEqual([[2]]);
    // Also beside a transaction, which it does not see.
    expect(driver.query(count, [])).toEqual([[1]]);
    await connection.commit();
    expect(driver.query(count, [])).toEqual([[2]]);
    await connection.release();
  });

  it("gives the only row of a read, or none", async () => {
    const driver = await openFile("one.db");
    const first: CompiledStatement = { ...statement("select n from t where id = 1"), hasOneRow: true };
    expect(driver.query(first, [])).toEqual([]);
    await driver.run(statement("insert into t values (1, null)", false), []);
    expect(driver.query(first, [])).toEqual([[null]]);
    const connection = await driver.acquire();
    expect(connection.query(first, [])).toEqual([[null]]);
    await connection.begin();
    // Read beside the transaction.
    expect(driver.query(first, [])).toEqual([[null]]);
    await connection.release();
  });

  it("gives no row of a change that fails when it ends", async () => {
    const driver = await openFile("deferred.db");
    const parent = "integer references t (id) deferrable initially deferred";
    await execute(driver, `create table child (id integer primary key, parent ${parent})`);
    const orphan = statement("insert into child (parent) values (7) returning id", false);
    expect(() => driver.query(orphan, [])).toThrow(expect.objectContaining({ kind: "foreign-key-violation" }));
    expect(driver.query(statement("select count(*) from child"), [])).toEqual([[0]]);
  });

  it("is set to write ahead, to check foreign keys and to wait a little", async () => {
    const connection = await (await openFile("settings.db")).acquire();
    const pragma = async (name: string) => Object.values((await connection.queryRaw(`pragma ${name}`))[0] ?? {})[0];
    expect(await pragma("journal_mode")).toBe("wal");
    expect(await pragma("synchronous")).toBe(1);
    expect(await pragma("foreign_keys")).toBe(1);
    expect(await pragma("busy_timeout")).toBe(50);
    await connection.release();
  });

  it("lets only one transaction of the process write, in the order of asking", async () => {
    const driver = await openFile("order.db");
    const order: number[] = [];
    const transaction = async (index: number) => {
      const connection = await driver.acquire();
      await connection.begin();
      await connection.run(insert, []);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await connection.commit();
      order.push(index);
      await connection.release();
    };
    await Promise.all([0, 1, 2, 3, 4].map(transaction));
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(driver.query(count, [])).toEqual([[5]]);
  });

  it("waits for another process without stopping this one", async () => {
    const driver = await openFile("busy.db");
    const other = await openFile("busy.db");
    const connection = await other.acquire();
    await connection.begin();
    await connection.run(insert, []);
    let ticks = 0;
    const clock = setInterval(() => ticks++, 5);
    // The second writer could never go on if it stopped the event loop: the first one lives in it too.
    const waiting = driver.run(insert, []);
    expect(waiting).toBeInstanceOf(Promise);
    // Meanwhile reading goes on.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(driver.query(count, [])).toEqual([[0]]);
    await connection.commit();
    await connection.release();
    expect(await waiting).toBe(1);
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(10);
    expect(driver.query(count, [])).toEqual([[2]]);
  });

  it("gives up waiting for another process in the end", async () => {
    const driver = await openFile("stuck.db", 0.2);
    const other = await openFile("stuck.db");
    const connection = await other.acquire();
    await connection.begin();
    const stuck = { kind: "lock-timeout", message: "Another connection held the lock on the database for too long" };
    await expect((async () => driver.run(insert, []))()).rejects.toMatchObject(stuck);
    const own = await driver.acquire();
    await expect(own.begin()).rejects.toMatchObject(stuck);
    await own.release();
    await connection.release();
    expect(driver.run(insert, [])).toBe(1);
  });

  it("tells a transaction that read what has changed since to start over", async () => {
    const driver = await openFile("snapshot.db");
    const connection = await driver.acquire();
    await connection.execute("begin");
    await connection.query(count, []);
    const other = await openFile("snapshot.db");
    await other.run(insert, []);
    expect(() => connection.run(insert, [])).toThrow(expect.objectContaining({ kind: "serialization-failure" }));
    await connection.release();
    expect(driver.run(insert, [])).toBe(1);
  });

  it("keeps two processes apart by a lock, also from one that dies", async () => {
    const file = join(folder, "locked.db");
    const driver = await openFile("locked.db");
    const script = join(folder, "hold-lock.cjs");
    writeFileSync(
      script,
      `const Database = require(${JSON.stringify(require.resolve("better-sqlite3"))});
       new Database(${JSON.stringify(`${file}-migrations.lock`)}).exec("begin exclusive");
       process.send("locked");
       setInterval(() => {}, 1000);`,
    );
    const holder = fork(script);
    await once(holder, "message");
    const connection = await driver.acquire();
    let isLocked = false;
    const locking = connection.lock("migrations").then((unlock) => {
      isLocked = true;
      return unlock;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isLocked).toBe(false);
    holder.kill("SIGKILL");
    await (
      await locking
    )();
    await connection.release();
  });

  it("closes without leaving anything behind but the database", async () => {
    mkdirSync(join(folder, "clean"));
    const driver = await openFile("clean/tidy.db");
    await driver.run(insert, []);
    await driver.close();
    expect(readdirSync(join(folder, "clean"))).toEqual(["tidy.db"]);
  });
});

describe("a database in memory", () => {
  async function openMemory(poolTimeout?: number): Promise<Driver> {
    const driver = await open("sqlite::memory:", poolTimeout);
    await execute(driver, "create table t (id integer primary key)");
    return driver;
  }

  it("lets reads wait for the end of a transaction, so that they see no part of it", async () => {
    const driver = await openMemory();
    expect(driver.query(count, [])).toEqual([[0]]);
    const connection = await driver.acquire();
    await connection.begin();
    await connection.run(insert, []);
    const beside = driver.query(count, []);
    expect(beside).toBeInstanceOf(Promise);
    await connection.rollback();
    await connection.release();
    expect(await beside).toEqual([[0]]);
  });

  it("says so when one waits for oneself", async () => {
    const driver = await openMemory(0.05);
    const connection = await driver.acquire();
    await expect(driver.query(count, [])).rejects.toMatchObject({ kind: "pool-timeout" });
    await connection.release();
    expect(driver.query(count, [])).toEqual([[0]]);
  });

  it("needs no file for a lock", async () => {
    const connection = await (await openMemory()).acquire();
    const unlock = await connection.lock("migrations");
    await unlock();
    await connection.release();
    expect(existsSync(":memory:-migrations.lock")).toBe(false);
  });
});

describe("what cannot be opened", () => {
  it.each<[string, () => string, string | RegExp]>([
    ["without a path", () => "sqlite:", /^Write sqlite:.\/file.db/],
    ["in the form of another tool", () => "sqlite:///file.db", /^Write sqlite:.\/file.db/],
    [
      "in a folder that is missing",
      () => `sqlite:${folder}/no/such/file.db`,
      /no\/such\/file.db does not exist: create it$/,
    ],
    ["a folder", () => `sqlite:${folder}`, /^Cannot open the database \S+: unable to open database file$/],
    [
      "a file of another kind",
      () => {
        writeFileSync(join(folder, "text.db"), "This is no database, and long enough to be looked at. ".repeat(50));
        return `sqlite:${folder}/text.db`;
      },
      /^Cannot open the database \S+text.db: file is not a database$/,
    ],
  ])("%s", async (_, url, message) => {
    await expect(dialect.open({ url: url() })).rejects.toMatchObject({
      kind: "connection-failed",
      message: expect.stringMatching(message) as unknown,
    });
  });
});

describe("plans", () => {
  const plan = async (connection: Connection, sql: string, value: string | null = null) =>
    (await connection.queryRaw(`explain query plan ${sql}`, [value])).map((row) => String(row["detail"])).join("; ");

  it("finds by an index whatever the form of a parameter", async () => {
    const driver = await openFile("plans.db");
    const connection = await driver.acquire();
    await connection.execute(
      "alter table t add m integer; create index by_n on t (n, m); create table s (x text); create index by_x on s (x)",
    );
    for (const condition of [
      "n = +?",
      "n in (select value from json_each(?))",
      "(n, m) in (select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?))",
    ]) {
      expect(await plan(connection, `select n from t where ${condition}`)).toMatch(
        /^SEARCH t USING .*INDEX by_n \(n=\?/,
      );
    }
    expect(await plan(connection, "select x from s where x glob ?", "abc*")).toMatch(
      /^SEARCH s USING .*INDEX by_x \(x>\? AND x<\?\)/,
    );
    await connection.release();
  });
});
