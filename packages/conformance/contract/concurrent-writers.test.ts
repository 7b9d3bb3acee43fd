import { onEveryDialect } from "@joinery/conformance";
import { ConnectionLost, createClient, Deadlock, SerializationFailure } from "@joinery/runtime";
import { createTables, executeSql } from "./create-tables.js";
import { schema, type Ledger } from "./ledger.js";

const writers = 8;
const increments = 500;
const patient = { isolation: "serializable", retries: 1000 } as const;
const numbers = Array.from({ length: writers }, (_, index) => index);

/** Transactions that get in each other's way: each is done wholly and once, or not at all. */
onEveryDialect((fixture) => {
  let db: Ledger;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient({ url: fixture.url, schema, models: {}, options: { pool: { size: writers } } });
  });
  afterAll(() => db.dispose());

  const set = async (value: number, ...ids: number[]) => {
    await db.sql.run`delete from counters`;
    await db.counters.createMany({ data: ids.map((id) => ({ id, value })) });
  };
  const get = async (id: number) => (await db.counters.getById(id)).value;
  const addOne = async (id: number) => {
    const value = (await get(id)) + 1;
    await db.counters.update({ where: { id }, data: { value } });
  };
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  it(`lose none of ${writers} × ${increments} increments`, async () => {
    await set(0, 1);
    let attempts = 0;
    const attempt = () => (attempts++, addOne(1));
    const write = async () => {
      for (let count = 0; count < increments; count++) await db.transaction(attempt, patient);
    };
    await Promise.all(numbers.map(write));
    expect(await get(1)).toBe(writers * increments);
    expect(attempts).toBeGreaterThanOrEqual(writers * increments);
  });

  it("are told of what they lost to another, unless they try again", async () => {
    await set(0, 1);
    const meet = meeting();
    const attempt = async () => {
      const value = (await get(1)) + 1;
      await meet();
      await db.counters.update({ where: { id: 1 }, data: { value } });
    };
    if (fixture.dialect === "sqlite") {
      // They write one after the other, so the second reads what the first wrote.
      await Promise.all(numbers.map(() => db.transaction(() => addOne(1))));
      expect(await get(1)).toBe(writers);
      return;
    }
    const once = () => db.transaction(attempt, { isolation: "repeatable read" });
    const ends = await Promise.allSettled([once(), once()]);
    const [lost] = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
    expect(lost).toBeInstanceOf(SerializationFailure);
    expect(lost).toMatchObject({ code: "query/serialization-failure" });
    expect(await get(1)).toBe(1);
    await Promise.all([db.transaction(attempt, patient), db.transaction(attempt, patient)]);
    expect(await get(1)).toBe(3);
  });

  if (fixture.dialect === "sqlite") return;

  it("try again after a deadlock", async () => {
    await set(0, 1, 2);
    const meet = meeting();
    const inOrder = (first: number, second: number) => async () => {
      await addOne(first);
      await meet();
      await addOne(second);
    };
    const both = (retries: number) =>
      Promise.allSettled([inOrder(1, 2), inOrder(2, 1)].map((work) => db.transaction(work, { retries })));
    const [lost] = (await both(0)).flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
    expect(lost).toBeInstanceOf(Deadlock);
    expect([await get(1), await get(2)]).toEqual([1, 1]);
    expect(await both(5)).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
    expect([await get(1), await get(2)]).toEqual([3, 3]);
  });

  const terminateOthers = () =>
    executeSql(
      fixture.url,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );

  it("take another connection where theirs was lost before they began", async () => {
    await set(0, 1);
    await Promise.all(numbers.map(() => db.transaction(() => get(1))));
    // The driver hears of it when it next looks: at the same time as it sends, or later.
    const closing = terminateOthers();
    for (let round = 0; round < 20; round++) {
      await db.transaction(() => addOne(1)).catch((error: unknown) => expect(error).toBeInstanceOf(ConnectionLost));
    }
    await closing;
    const before = await get(1);
    await Promise.all(numbers.map(() => db.transaction(() => addOne(1), patient)));
    expect(await get(1)).toBe(before + writers);
  });

  it("do not try again when nobody knows what became of the commit", async () => {
    await set(0, 1);
    await executeSql(
      fixture.url,
      "create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return new; end $$",
      "create constraint trigger wait after update on counters deferrable initially deferred for each row execute function wait()",
    );
    let attempts = 0;
    const work = db.transaction(() => (attempts++, addOne(1)), patient).catch((error: unknown) => error);
    while (!(await isCommitting())) await pause(10);
    await terminateOthers();
    const error = await work;
    expect(error).toBeInstanceOf(ConnectionLost);
    expect((error as Error).message).toMatch(/being committed: whether it was/);
    expect(attempts).toBe(1);
    await executeSql(fixture.url, "drop trigger wait on counters");
    expect(await get(1)).toBe(0);

    async function isCommitting(): Promise<boolean> {
      const watching = createClient<Ledger>({ url: fixture.url, schema, models: {} });
      const found =
        await watching.sql`select 1 from pg_stat_activity where query = 'commit' and wait_event = 'PgSleep'`;
      await watching.dispose();
      return found.length > 0;
    }
  });
});

/** Lets the first two who come wait for each other; whoever comes after them goes on. */
function meeting(): () => Promise<void> {
  let count = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    if (++count === 2) open();
    return opened;
  };
}
