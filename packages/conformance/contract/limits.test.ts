import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { InvalidArgument, StatementTimeout, type CallLimits } from "@joinery/runtime";
import { createTables, executeSql } from "./create-tables.js";

/** Calls that end before they are done: at a signal, or when their time is up. */
onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url, { pool: { size: 2, timeout: 30 } });
    const users = Array.from({ length: 2000 }, (_, id) => ({ id, email: `u${id}@example.com`, hashedPassword: "x" }));
    await db.users.createMany({ data: users });
    await executeSql(
      fixture.url,
      "drop table profiles",
      "create view profiles as select a.id + b.id + c.id as user_id, a.email as bio, a.email || b.email || c.email as website, " +
        "null as birthday, null as links from users a cross join users b cross join users c",
    );
  });
  afterAll(() => db.dispose());

  /** Looks through thousands of millions of rows for one that is not there: no test waits for its end. */
  const slow = { where: { website: "none" } };

  const sent = async (work: () => PromiseLike<unknown>): Promise<number> => {
    let statements = 0;
    const stop = db.on("query", () => statements++);
    await Promise.resolve(work()).catch(() => {});
    stop();
    return statements;
  };

  const usable = async () => {
    expect(await db.users.count()).toBe(2000);
    expect(await Promise.all([1, 2, 3].map((id) => db.users.getById(id)))).toHaveLength(3);
  };

  it("make no difference to a call that is done in time", async () => {
    const limits: CallLimits = { signal: new AbortController().signal, timeout: 60_000 };
    const where = { id: { lt: 3 } };
    const plain = await db.users.findMany({ where, include: { posts: true } });
    expect(await db.users.findMany({ where, include: { posts: true }, ...limits })).toEqual(plain);
    expect(await db.users.findFirst({ orderBy: { id: "asc" }, ...limits })).toEqual(await db.users.getById(0, limits));
    expect(await db.users.getByEmail("u1@example.com", limits)).toEqual(await db.users.getById(1));
    expect(await db.users.count(limits)).toBe(2000);
    expect(await db.users.exists({ where: { id: 5 }, ...limits })).toBe(true);
    const data = { id: 9000, email: "new@example.com", hashedPassword: "x" };
    expect((await db.users.create({ data, ...limits })).id).toBe(9000);
    expect((await db.users.update({ where: { id: 9000 }, data: { fullName: "New" }, ...limits })).fullName).toBe("New");
    expect((await db.users.delete({ where: { id: 9000 }, ...limits })).id).toBe(9000);
  });

  it("stand behind the parameters of a query that has a name", async () => {
    const since = new Date(0);
    expect(await db.users.recentlyActive({ since }, { timeout: 60_000 })).toEqual([]);
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(db.users.recentlyActive({ since }, { signal })).rejects.toThrow("too late");
    await expect(db.users.recentlyActive({ since }, { timeout: -1 })).rejects.toMatchObject({ path: "timeout" });
    expect(() => db.users.recentlyActive({ since }, { timeout: -1 }).plan()).toThrow(InvalidArgument);
  });

  it("do not take part in the plan of a call", () => {
    const plain = db.users.findMany({ where: { id: 1 } }).plan();
    expect(db.users.findMany({ where: { id: 1 }, timeout: 5 }).plan()).toEqual(plain);
  });

  it("stop a statement that runs, when the time is up", async () => {
    const call = db.profiles.findMany({ ...slow, timeout: 100 });
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StatementTimeout);
    expect((error as StatementTimeout).code).toBe("query/statement-timeout");
    await usable();
  });

  it("stop a statement however it comes to its rows", async () => {
    const calls = [
      () => db.profiles.count({ ...slow, timeout: 50 }),
      () => db.profiles.exists({ ...slow, timeout: 50 }),
      () => db.profiles.findFirst({ ...slow, orderBy: { bio: "desc" }, include: { user: true }, timeout: 50 }),
      () => db.users.findMany({ where: { profile: { is: slow.where } }, timeout: 50 }),
      () => db.users.updateMany({ where: { profile: { is: slow.where } }, data: { fullName: "Never" }, timeout: 50 }),
      () => db.users.deleteMany({ where: { profile: { is: slow.where } }, timeout: 50 }),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(StatementTimeout);
    await usable();
    expect(await db.users.count({ where: { fullName: "Never" } })).toBe(0);
  });

  it("reject with the reason of a signal that was aborted before, and send nothing", async () => {
    const reason = new Error("the user has gone");
    const signal = AbortSignal.abort(reason);
    await expect(db.users.findMany({ signal })).rejects.toBe(reason);
    const data = { id: 9001, email: "never@example.com", hashedPassword: "x" };
    await expect(db.users.create({ data, signal })).rejects.toBe(reason);
    expect(await sent(() => db.users.findMany({ signal }))).toBeLessThanOrEqual(1);
    expect(await db.users.findUnique({ where: { id: 9001 } })).toBeNull();
    await expect(db.users.findMany({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("leave a transaction usable where the call was not sent", async () => {
    await db.transaction(async (inner) => {
      await expect(inner.users.findMany({ signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
      expect(await inner.users.count()).toBe(2000);
      expect(await inner.users.count({ timeout: 60_000 })).toBe(2000);
    });
  });

  it("stop a statement within a transaction, which can then only be rolled back or not at all", async () => {
    const work = db.transaction(async (inner) => {
      await inner.users.update({ where: { id: 1 }, data: { fullName: "Not kept" } });
      await inner.profiles.findMany({ ...slow, timeout: 100 });
    });
    await expect(work).rejects.toThrow(StatementTimeout);
    expect((await db.users.getById(1)).fullName).not.toBe("Not kept");
    await usable();
  });

  it("stop a statement of a transaction whose own time is up, and free its connection", async () => {
    for (const options of [{ timeout: 100 }, { signal: AbortSignal.timeout(100) }]) {
      const work = () =>
        db.transaction(async () => {
          await db.users.update({ where: { id: 1 }, data: { fullName: "Not kept" } });
          await db.profiles.findMany("timeout" in options ? slow : { ...slow, timeout: 500 });
        }, options);
      await expect(work()).rejects.toMatchObject(
        "timeout" in options
          ? { code: "query/statement-timeout" }
          : { name: fixture.pick({ postgresql: "TimeoutError", sqlite: "StatementTimeout" }) },
      );
      expect((await db.users.getById(1)).fullName).not.toBe("Not kept");
      await usable();
    }
  });

  it("end the wait for a turn", async () => {
    const data = { fullName: "In turn" };
    let finish = () => {};
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const holding = db.transaction(async (inner) => {
      await inner.users.update({ where: { id: 2 }, data: { fullName: "Held" } });
      begun();
      await new Promise<void>((resolve) => (finish = resolve));
    });
    await hasBegun;
    await expect(db.users.update({ where: { id: 2 }, data, timeout: 50 })).rejects.toThrow(StatementTimeout);
    const controller = new AbortController();
    const waiting = db.users.update({ where: { id: 2 }, data, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(waiting).rejects.toThrow("enough");
    finish();
    await holding;
    expect((await db.users.getById(2)).fullName).toBe("Held");
    await usable();
  });

  it("are checked before anything is sent", async () => {
    const wrong: unknown[] = [
      { timeout: 0 },
      { timeout: -1 },
      { timeout: Number.NaN },
      { timeout: 2 ** 31 },
      { timeout: "10" },
      { timeout: null },
      { signal: null },
      { signal: {} },
      { signal: new AbortController() },
    ];
    for (const limits of wrong) {
      const [name] = Object.keys(limits as object);
      const call = () => db.users.findMany(limits as object);
      await expect(call()).rejects.toThrow(InvalidArgument);
      await expect(call()).rejects.toMatchObject({ path: name });
      expect(() => call().plan()).toThrow(InvalidArgument);
      expect(await sent(call)).toBe(0);
    }
    await expect(db.users.findMany({ include: { posts: { timeout: 5 } as object } })).rejects.toThrow(InvalidArgument);
    expect(await db.users.findMany({ where: { id: 1 }, timeout: undefined, signal: undefined })).toHaveLength(1);
  });
});
