import { onEveryDialect } from "@joinery/conformance";
import { resolveDialect, type CompiledStatement, type Driver, type Executor } from "../src/index.js";

const int = { scalar: "Int" } as const;

onEveryDialect((fixture) => {
  describeSnapshots("of a database", () => fixture.url, true);
});

describeSnapshots("of a database in memory", () => "sqlite::memory:", false);

/** What holds of every snapshot; and where there are several connections, beside somebody who writes. */
function describeSnapshots(name: string, urlOf: () => string, hasOthers: boolean): void {
  describe(name, () => {
    /** Has one connection at a time for all: what does not come back is missed. */
    let driver: Driver;
    let other: Driver;
    let statement: (sql: string, isRead?: boolean) => CompiledStatement;

    beforeAll(async () => {
      const dialect = resolveDialect(urlOf());
      statement = (sql, isRead = true) => dialect.link({ sql, parameters: [], output: [int], isRead });
      driver = await dialect.open({ url: urlOf(), poolSize: 1, poolTimeout: 5 });
      other = hasOthers ? await dialect.open({ url: urlOf(), poolSize: 1 }) : driver;
      const connection = await driver.acquire();
      await connection.execute("create table numbers (id integer primary key); insert into numbers values (1)");
      await connection.release();
    });
    afterEach(() => driver.run(statement("delete from numbers where id > 1", false), []));
    afterAll(async () => {
      await driver.close();
      if (hasOthers) await other.close();
    });

    const count = async (executor: Executor) =>
      Number((await executor.query(statement("select count(*) from numbers"), []))[0]![0]);
    const insert = (id: number) => other.run(statement(`insert into numbers values (${id})`, false), []);

    it("shows what was there, alone and at once, and then what came since", async () => {
      const snapshot = await driver.openSnapshot();
      const { executor } = snapshot;
      expect(await count(executor)).toBe(1);
      if (hasOthers) await insert(2);
      expect(await Promise.all([count(executor), count(executor), count(executor)])).toEqual([1, 1, 1]);
      const all = [1, 2].map(() => ({ statement: statement("select count(*) from numbers"), parameters: [] }));
      const rows = await executor.queryAll?.(all);
      expect((rows ?? [[[1]], [[1]]]).map(([row]) => Number(row![0]))).toEqual([1, 1]);
      const cursor = await executor.openCursor(statement("select id from numbers"), []);
      expect((await cursor.read(5)).map(([id]) => Number(id))).toEqual([1]);
      await snapshot.close();
      if (!hasOthers) await insert(2);
      expect(await count(driver)).toBe(2);
    });

    it("begins with what is read first", async () => {
      const snapshot = await driver.openSnapshot();
      const { executor } = snapshot;
      if (hasOthers) await insert(2);
      const cursor = await executor.openCursor(statement("select id from numbers"), []);
      expect(await cursor.read(5)).toHaveLength(hasOthers ? 2 : 1);
      if (hasOthers) await insert(3);
      expect(await count(executor)).toBe(hasOthers ? 2 : 1);
      await snapshot.close();
    });

    it("does not write", async () => {
      const snapshot = await driver.openSnapshot();
      const { executor } = snapshot;
      const write = async () => executor.run(statement("insert into numbers values (9)", false), []);
      await expect(write()).rejects.toThrow(/read.?only|readonly/i);
      await snapshot.close();
      expect(await count(driver)).toBe(1);
    });

    it("gives its connection back in any case", async () => {
      for (let round = 0; round < 3; round++) {
        const snapshot = await driver.openSnapshot();
        const { executor } = snapshot;
        const fail = async () => executor.query(statement("select id from nothing"), []);
        await expect(Promise.all([fail(), count(executor)])).rejects.toThrow(/nothing/);
        await snapshot.close();
        await snapshot.close();
        await (await driver.openSnapshot()).close();
      }
      expect(await count(driver)).toBe(1);
      const connection = await driver.acquire();
      await connection.begin();
      await connection.execute("insert into numbers values (2)");
      await connection.commit();
      await connection.release();
      expect(await count(driver)).toBe(2);
    });

    it("keeps to limits", async () => {
      const controller = new AbortController();
      const snapshot = await driver.within({ signal: controller.signal }).openSnapshot();
      const { executor } = snapshot;
      expect(await count(executor)).toBe(1);
      expect(await count(executor.within({ deadline: performance.now() + 60_000 }))).toBe(1);
      controller.abort(new Error("enough"));
      await expect(count(executor)).rejects.toThrow("enough");
      await snapshot.close();
      const late = async () => driver.within({ signal: controller.signal }).openSnapshot();
      await expect(late()).rejects.toThrow("enough");
      expect(await count(driver)).toBe(1);
    });
  });
}
