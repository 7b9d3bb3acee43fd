import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { ReadOnlyDatabase, SerializationFailure, StatementTimeout } from "@joinery/runtime";
import { openTags } from "./open-tags.js";

/** What a transaction can be asked to be. */
onEveryDialect((fixture) => {
  let db: Database;
  const { tag, create, failed, fail, added } = openTags(fixture, (opened) => (db = opened));

  it("are checked before anything is sent", async () => {
    const wrong: [string, unknown][] = [
      ["isolation", "snapshot"],
      ["readOnly", 1],
      ["deferrable", true],
      ["retries", -1],
      ["retries", 1.5],
      ["timeout", 0],
      ["signal", {}],
      ["isolationLevel", "serializable"],
    ];
    for (const [path, value] of wrong) {
      const work = () => db.transaction(() => fail(), { [path]: value });
      await expect(work()).rejects.toMatchObject({ code: "query/invalid-argument", path });
    }
    await expect(db.transaction(fail, { isolatoin: 1 } as never)).rejects.toThrow(/Did you mean "isolation"/);
  });

  it.each(["read committed", "repeatable read", "serializable"] as const)("isolate: %s", async (isolation) => {
    const work = async () => {
      if (fixture.dialect === "postgresql") {
        expect(await db.sql`show transaction isolation level`).toEqual([{ transaction_isolation: isolation }]);
      }
      const before = await db.tags.count();
      const { name } = tag();
      const concurrent = connect(fixture.url, { pool: { timeout: 0.2 } });
      const written = await concurrent.detached.tags.create({ data: { name } }).then(
        () => 1,
        () => 0,
      );
      await concurrent.dispose();
      expect(written).toBe(fixture.pick({ postgresql: 1, sqlite: 0 }));
      return (await db.tags.count()) - before;
    };
    expect(await db.transaction(work, { isolation })).toBe(
      fixture.pick({ postgresql: isolation === "read committed" ? 1 : 0, sqlite: 0 }),
    );
  });

  it("keep one that only reads from writing, and let others write", async () => {
    await expect(db.transaction(() => create(), { readOnly: true })).rejects.toBeInstanceOf(ReadOnlyDatabase);
    for (const options of [
      { readOnly: true, isolation: "repeatable read" },
      { readOnly: true, isolation: "serializable", deferrable: true },
    ] as const) {
      const reading = async () => {
        const before = await db.tags.count();
        await create(db.detached);
        await db.detached.transaction(() => create());
        const rows = [];
        for await (const { id } of db.tags.stream({ batchSize: 2 })) {
          rows.push(await db.transaction((inner) => inner.tags.getById(id)));
        }
        expect(rows).toHaveLength(before);
        return (await db.tags.count()) - before;
      };
      expect(await added(() => db.transaction(reading, options))).toEqual({ result: 0, added: 2 });
    }
    await create();
  });

  it("end one that takes too long, whatever it waits for", async () => {
    const waits: (() => Promise<unknown>)[] = [
      () => new Promise(() => {}),
      () => db.transaction(() => new Promise(() => {})),
      async () => {
        for (;;) await db.tags.count();
      },
      () => Promise.all([db.transaction(() => new Promise(() => {})), create()]),
    ];
    for (const wait of waits) {
      const work = () => db.transaction(async () => create().then(wait), { timeout: 50 });
      const { result, added: count } = await added(work);
      expect(result).toBeInstanceOf(StatementTimeout);
      expect(count).toBe(0);
    }
    const hang = () => new Promise<void>(() => {});
    const part = async () => {
      await create();
      await expect(db.transaction(async () => create().then(hang), { timeout: 20 })).rejects.toThrow(StatementTimeout);
      await create();
    };
    expect(await added(() => db.transaction(part))).toEqual({ result: undefined, added: 2 });
  });

  it("end one with a signal", async () => {
    const controller = new AbortController();
    const reason = new Error("gone");
    const work = async () => {
      await create();
      controller.abort(reason);
      await new Promise(() => {});
    };
    expect(await added(() => db.transaction(work, { signal: controller.signal }))).toEqual({
      result: reason,
      added: 0,
    });
    await expect(db.transaction(fail, { signal: controller.signal })).rejects.toBe(reason);
  });

  it("let it wait for its turn no longer than that", async () => {
    let finish = () => {};
    const began: Promise<unknown>[] = [];
    const hold = () =>
      db.transaction(async () => {
        await create();
        await new Promise<void>((resolve) => (finish = resolve));
      });
    if (fixture.dialect === "sqlite") began.push(hold());
    else
      for (let each = 0; each < 3; each++) {
        const before = finish;
        began.push(hold());
        await new Promise((resolve) => setTimeout(resolve, 50));
        const own = finish;
        finish = () => (before(), own());
      }
    await expect(db.transaction(() => create(), { timeout: 50 })).rejects.toBeInstanceOf(StatementTimeout);
    finish();
    await Promise.all(began);
  });

  it("have it run again only where the database gave up on it", async () => {
    let attempts = 0;
    const work = async () => {
      await create();
      if (++attempts < 3) throw new Error("wrapped", { cause: new SerializationFailure("no luck") });
      return attempts;
    };
    expect(await added(() => db.transaction(work, { retries: 5 }))).toEqual({ result: 3, added: 1 });
    attempts = 0;
    await expect(db.transaction(work, { retries: 1 })).rejects.toThrow("wrapped");
    expect(attempts).toBe(2);
    attempts = 0;
    const wrong = async () => (attempts++, fail());
    await expect(db.transaction(wrong, { retries: 5 })).rejects.toBe(failed);
    expect(attempts).toBe(1);
    const late = () => Promise.reject(new SerializationFailure("never"));
    await expect(db.transaction(late, { retries: 1000, timeout: 50 })).rejects.toBeInstanceOf(StatementTimeout);
  });
});
