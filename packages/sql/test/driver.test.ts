import { onEveryDialect } from "@joinery/conformance";
import { DatabaseError, type Connection, type Driver, type Statement } from "../src/index.js";
import { openDatabase, type OpenDatabase } from "./open-database.js";
import { column, compare, int, output, parameter } from "./users.js";

const counters = { kind: "table", table: { name: "counters" }, alias: "c" } as const;
const select: Statement = {
  kind: "select",
  columns: [output("c.n", int)],
  from: counters,
  where: compare(column("c.id"), "=", parameter(0, int)),
};
const update: Statement = {
  kind: "update",
  table: { name: "counters" },
  alias: "c",
  set: [{ column: "n", value: parameter(1, int) }],
  where: compare(column("c.id"), "=", parameter(0, int)),
};

onEveryDialect((fixture) => {
  let database: OpenDatabase;
  const opened: Driver[] = [];

  const read = async (executor?: Connection) => (await database.query(select, [1], executor))[0]?.[0];
  const write = (n: number, executor?: Connection) => database.run(update, [1, n], executor);

  /** Another pool on the same database, as another process has. */
  async function openAnother(options: { poolSize?: number; poolTimeout?: number } = {}): Promise<Driver> {
    const driver = await database.dialect.open({ url: fixture.url, ...options });
    opened.push(driver);
    return driver;
  }

  beforeAll(async () => {
    database = await openDatabase(fixture);
    await database.execute(
      "create table counters (id integer primary key, n integer); insert into counters values (1, 0)",
    );
  });
  beforeEach(() => write(0));
  afterAll(() => Promise.all([database.driver, ...opened].map((driver) => driver.close())));

  it("reads and writes", async () => {
    expect(await write(5)).toBe(1);
    expect(await read()).toBe(5);
    expect(await database.run(update, [404, 1])).toBe(0);
  });

  it("shows nobody what is not committed", async () => {
    await database.withConnection(async (connection) => {
      await connection.begin();
      await write(7, connection);
      expect(await read(connection)).toBe(7);
      expect(await read()).toBe(0);
      await connection.commit();
      expect(await read()).toBe(7);
    });
  });

  it("forgets what was rolled back", async () => {
    await database.withConnection(async (connection) => {
      await connection.begin();
      await write(7, connection);
      await connection.rollback();
      expect(await read(connection)).toBe(0);
      await connection.begin();
      expect(await write(8, connection)).toBe(1);
      await connection.commit();
    });
    expect(await read()).toBe(8);
  });

  it("rolls back what was left open, also after an error", async () => {
    for (const error of [undefined, new Error("from the caller")]) {
      const connection = await database.driver.acquire();
      await connection.begin();
      await write(7, connection);
      await connection.release(error);
      expect(await read()).toBe(0);
      await write(1);
      expect(await read()).toBe(1);
      await write(0);
    }
  });

  it("ends a transaction that failed half-way", async () => {
    await database.withConnection(async (connection) => {
      await connection.begin();
      await write(7, connection);
      await expect(connection.execute("insert into counters values (1, 1)")).rejects.toThrow(DatabaseError);
      await connection.rollback();
      await connection.begin();
      await write(3, connection);
      await connection.commit();
    });
    expect(await read()).toBe(3);
  });

  it("never takes a failed transaction for a committed one", async () => {
    await database.withConnection(async (connection) => {
      await connection.begin();
      await write(7, connection);
      await expect(connection.execute("insert into counters values (1, 1)")).rejects.toThrow(DatabaseError);
      // Either the rest of it is committed, or it says that nothing is.
      const outcome = await connection.commit().then(
        () => 7,
        (error: unknown) => (
          expect(error).toMatchObject({
            kind: "transaction-failed",
            message: expect.stringContaining("rolled back") as unknown,
          }),
          0
        ),
      );
      expect(await read()).toBe(outcome);
    });
  });

  it("does nothing on a connection that was given back", async () => {
    const connection = await database.driver.acquire();
    await connection.release();
    await connection.release();
    const refused = { kind: "connection-failed", message: "The connection was given back" };
    await expect((async () => read(connection))()).rejects.toMatchObject(refused);
    await expect(connection.begin()).rejects.toMatchObject(refused);
    await expect(connection.lock("x")).rejects.toMatchObject(refused);
    const next = await database.driver.acquire();
    await next.release();
  });

  it("does all of what many ask for at once", async () => {
    const increment = async () => {
      const connection = await database.driver.acquire();
      try {
        await connection.begin();
        await connection.execute("update counters set n = n + 1 where id = 1");
        await connection.commit();
      } finally {
        await connection.release();
      }
    };
    const reads = Array.from({ length: 30 }, () => read());
    await Promise.all([...Array.from({ length: 30 }, increment), ...reads]);
    expect(await read()).toBe(30);
  });

  it("keeps writes out of somebody else's transaction", async () => {
    const connection = await database.driver.acquire();
    await connection.begin();
    await connection.execute("insert into counters values (2, 0)");
    const outside = database.run(update, [1, 9]);
    await connection.rollback();
    await connection.release();
    expect(await outside).toBe(1);
    expect(await read()).toBe(9);
    expect(await database.query(select, [2])).toEqual([]);
  });

  it("says that no connection became free in time", async () => {
    const driver = await openAnother({ poolSize: 1, poolTimeout: 0.05 });
    const connection = await driver.acquire();
    await expect(driver.acquire()).rejects.toMatchObject({ kind: "pool-timeout" });
    await connection.release();
    const next = await driver.acquire();
    await next.release();
  });

  it("holds a lock until it is given back or the connection is", async () => {
    const order: string[] = [];
    const other = await (await openAnother()).acquire();
    const own = await database.driver.acquire();
    const unlock = await own.lock("migrations");
    const waiting = other.lock("migrations").then((free) => {
      order.push("other");
      return free;
    });
    const elsewhere = await own.lock("something else");
    await elsewhere();
    // The lock outlives the transactions of its connection.
    await own.begin();
    await write(4, own);
    await own.commit();
    order.push("own");
    await unlock();
    await waiting;
    expect(order).toEqual(["own", "other"]);

    const third = own.lock("migrations");
    await other.release();
    await (
      await third
    )();
    await own.release();
  });

  it("runs scripts, and single statements by name of column", async () => {
    await database.withConnection(async (connection) => {
      await connection.execute("update counters set n = 1; update counters set n = n + 1");
      expect(await connection.queryRaw("select id, n from counters")).toEqual([{ id: 1, n: 2 }]);
      const one = fixture.pick({ postgresql: "$1", sqlite: "?" });
      expect(await connection.queryRaw(`select n from counters where id = ${one}`, [1])).toEqual([{ n: 2 }]);
      expect(await connection.queryRaw(`update counters set n = ${one}`, [6])).toEqual([]);
    });
    expect(await read()).toBe(6);
  });

  it("runs more statements than it keeps prepared", async () => {
    const many = Array.from({ length: 600 }, (_, index): Statement => ({
      ...select,
      columns: [{ expression: { kind: "literal", value: index }, type: int }],
    }));
    // The first ones are long forgotten when they come again.
    for (const [index, statement] of [...many.entries(), ...many.slice(0, 50).entries()]) {
      expect(await database.query(statement, [1])).toEqual([[index]]);
    }
  });

  it("goes on when a table changes under a prepared statement", async () => {
    await database.execute(
      "create table changing (id integer primary key, n integer); insert into changing values (1, 1)",
    );
    const all: Statement = { ...select, from: { ...counters, table: { name: "changing" } } };
    expect(await database.query(all, [1])).toEqual([[1]]);
    await database.execute(
      "drop table changing; create table changing (id bigint primary key, x text, n bigint); insert into changing values (1, 'x', 2)",
    );
    expect(await database.query(all, [1])).toEqual([[2]]);
    expect(await database.query(all, [1])).toEqual([[2]]);
  });

  it("finishes what is under way before it closes, and then refuses", async () => {
    const driver = await openAnother({ poolSize: 1 });
    const compiled = database.dialect.compile(update);
    const encoded = (n: number) => compiled.parameters.map(({ slot, encode }) => encode([1, n][slot]));
    const connection = await driver.acquire();
    const waiting = driver.run(compiled, encoded(11));
    const closed = driver.close();
    await connection.release();
    expect(await waiting).toBe(1);
    await closed;
    await driver.close();
    expect(await read()).toBe(11);
    const refused = expect.objectContaining({ kind: "connection-failed", message: "The database was closed" });
    await expect((async () => driver.run(compiled, encoded(1)))()).rejects.toEqual(refused);
    await expect((async () => driver.query(database.dialect.compile(select), [1]))()).rejects.toEqual(refused);
    await expect(driver.acquire()).rejects.toEqual(refused);
  });
});
