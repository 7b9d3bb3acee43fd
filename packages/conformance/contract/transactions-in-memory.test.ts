import { connect, type Database } from "@joinery/generated/blog/client.js";
import { ReadOnlyDatabase } from "@joinery/runtime";

/** A database in memory has one connection, so that everything beside a transaction waits for its end. */
describe("in memory", () => {
  let db: Database;

  beforeAll(async () => {
    db = connect("sqlite::memory:", { pool: { timeout: 0.2 } });
    await db.sql.run`create table tags (id integer primary key, name text not null unique)`;
  });
  afterAll(() => db.dispose());

  const create = (name: string) => db.tags.create({ data: { name } });

  it("commits, rolls back and nests", async () => {
    await db.transaction(async () => {
      await create("a");
      await db.transaction(async () => create("b").then(() => Promise.reject(new Error("no")))).catch(() => {});
      expect(await db.tags.count()).toBe(1);
    });
    await db.transaction(async () => create("c").then(() => Promise.reject(new Error("no")))).catch(() => {});
    expect(await db.tags.count()).toBe(1);
    const reading = async () => {
      for await (const { id } of db.tags.stream()) await db.transaction(() => db.tags.getById(id));
      await create("d");
    };
    await expect(db.transaction(reading, { readOnly: true })).rejects.toBeInstanceOf(ReadOnlyDatabase);
    await create("e");
    expect(await db.tags.count()).toBe(2);
  });

  it("shows nobody what is not committed", async () => {
    let outside: Promise<number> | undefined;
    const before = await db.tags.count();
    const undone = db.transaction(async () => {
      await create("f");
      // Not awaited here: it waits for this transaction.
      outside = db.detached.tags.count().then((count) => count);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await outside).toBe(before);
  });

  it("tells one that waits for itself", async () => {
    await db.transaction(async () => {
      await expect(db.detached.tags.count()).rejects.toThrow(/Waited 0.2 s for a transaction of this process to end/);
    });
    await expect(db.transaction(() => db.detached.transaction(() => db.tags.count()))).rejects.toThrow(
      /one transaction writes at a time/,
    );
  });
});
