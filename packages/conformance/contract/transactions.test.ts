import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { UserRepository } from "@joinery/generated/blog/models/user.js";
import { schema } from "@joinery/generated/blog/schema.js";
import {
  CallNotAwaited,
  InvalidArgument,
  TransactionEnded,
  TransactionFailed,
  UniqueViolation,
  type TransactionOptions,
} from "@joinery/runtime";
import { createTables } from "./create-tables.js";
import { openTags } from "./open-tags.js";

onEveryDialect((fixture) => {
  let db: Database;
  const { tag, create, failed, fail, added } = openTags(fixture, (opened) => (db = opened));

  describe("what is called inside of a transaction", () => {
    it("is a part of it, in whatever function, and through whichever database", async () => {
      const addTwo = async () => {
        await create();
        await Promise.all([create(), new Promise((resolve) => setTimeout(resolve, 5))]);
      };
      const work = async (transaction: Database) => {
        await addTwo();
        await create(transaction);
        await db.sql.run`insert into tags (name) values (${tag().name})`;
        expect(await transaction.tags.count()).toBe(await db.tags.count());
      };
      expect(await added(() => db.transaction(work))).toEqual({ result: undefined, added: 4 });
      const undone = async (transaction: Database) => work(transaction).then(fail);
      expect(await added(() => db.transaction(undone))).toEqual({ result: failed, added: 0 });
    });

    it("is a part of it through repositories of one's own, streams and rows that load later", async () => {
      class Users extends UserRepository {
        rename = (id: number, fullName: string) => this.update({ where: { id }, data: { fullName } });
      }
      const mine = connect(fixture.url, { repositories: { users: Users } });
      const { id } = await mine.users.create({ data: { email: "own@example.com", hashedPassword: "x" } });
      const row = await mine.users.getById(id);
      const undone = mine.transaction(async () => {
        expect((await mine.users.rename(id, "Inside")).fullName).toBe("Inside");
        await mine.posts.create({ data: { title: "Inside", content: "", authorId: id } });
        expect(await row.load({ posts: true })).toMatchObject({ posts: [{ title: "Inside" }] });
        const streamed = [];
        for await (const { fullName } of mine.users.stream({ where: { id } })) streamed.push(fullName);
        expect(streamed).toEqual(["Inside"]);
        throw failed;
      });
      await expect(undone).rejects.toBe(failed);
      expect((await mine.users.getById(id)).fullName).not.toBe("Inside");
      await mine.dispose();
    });

    it("is one at a time, however many are started at once", async () => {
      const work = async () => {
        const made = await Promise.all(Array.from({ length: 20 }, () => create()));
        const read = await Promise.all(made.map(({ id }) => db.tags.findFirst({ where: { id } })));
        expect(read.map((row) => row?.name)).toEqual(made.map(({ name }) => name));
      };
      expect(await added(() => db.transaction(work))).toMatchObject({ added: 20 });
    });

    it("joins where it is awaited, when it was made before", async () => {
      const query = create();
      expect(await added(() => db.transaction(async () => query.then(fail)))).toEqual({ result: failed, added: 0 });
    });

    it("is a part of no other database's transaction", async () => {
      const other = await fixture.createDatabase();
      await createTables(other.url, schema);
      const second = connect(other.url);
      await expect(
        db.transaction(async () => {
          await second.transaction(async () => {
            await create();
            await create(second);
          });
          throw failed;
        }),
      ).rejects.toBe(failed);
      expect(await second.tags.count()).toBe(1);
      await second.dispose();
    });

    it("stays when it was called outside of it: db.detached", async () => {
      await db.transaction(async (transaction) => {
        const before = await db.detached.tags.count();
        await create();
        expect(await db.detached.tags.count()).toBe(before);
        expect(transaction.detached).toBe(db.detached);
        expect(await db.tags.count()).toBe(before + 1);
      });
      expect(db.detached.detached).toBe(db.detached);
    });
  });

  describe("a transaction within one", () => {
    it("may fail alone", async () => {
      const work = async () => {
        await create();
        await expect(db.transaction(async () => create().then(fail))).rejects.toBe(failed);
        const { name } = await create();
        const taken = db.transaction(async () => {
          await create();
          await db.tags.create({ data: { name } });
        });
        await expect(taken).rejects.toBeInstanceOf(UniqueViolation);
        await db.transaction(async (inner) => {
          await create();
          await inner.transaction(async () => create().then(fail)).catch(() => {});
          await db.transaction(() => create());
        });
        await create();
      };
      expect(await added(() => db.transaction(work))).toEqual({ result: undefined, added: 5 });
    });

    it("takes those inside of it along when it fails", async () => {
      const work = async () => {
        await create();
        await db.transaction(async () => db.transaction(() => create()).then(fail)).catch(() => {});
      };
      expect(await added(() => db.transaction(work))).toEqual({ result: undefined, added: 1 });
      const all = async () => db.transaction(() => create()).then(fail);
      expect(await added(() => db.transaction(all))).toEqual({ result: failed, added: 0 });
    });

    it("is one at a time: what fails undoes nothing of what runs beside it", async () => {
      const order: string[] = [];
      const part = (name: string, isFailing: boolean) =>
        db.transaction(async () => {
          order.push(`${name} begins`);
          await create();
          await new Promise((resolve) => setTimeout(resolve, 5));
          await create();
          order.push(`${name} ends`);
          if (isFailing) throw failed;
        });
      const work = () => Promise.allSettled([part("a", true), create(), part("b", false), part("c", true), create()]);
      expect(await added(() => db.transaction(work))).toMatchObject({ added: 4 });
      expect(order).toEqual(["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]));
    });

    it("has the calls on the outer one for its own", async () => {
      const work = async (outer: Database) => {
        const before = create(outer);
        await outer.transaction(async () => {
          await before;
          await create(outer);
          throw failed;
        });
      };
      expect(await added(() => db.transaction((outer) => work(outer).catch(() => {})))).toMatchObject({ added: 0 });
    });

    it("has the calls on a session around it for its own, and a session in it", async () => {
      const work = () =>
        db.session(async (session) => {
          await session.tags.findMany();
          await db.transaction(async () => {
            await create();
            expect(await session.tags.count()).toBe(await db.tags.count());
            await db.session((inner) => inner.tags.count());
          });
        });
      expect(await added(work)).toEqual({ result: undefined, added: 1 });
    });

    it("is no more than the one around it", async () => {
      const within = (outer: TransactionOptions, inner: TransactionOptions) =>
        db.transaction(() => db.transaction(() => db.tags.count(), inner), outer);
      const serializable = { isolation: "serializable" } as const;
      await within(serializable, serializable);
      await within(serializable, { isolation: "read committed" });
      await within({ readOnly: true }, { readOnly: true });
      await within({}, { retries: 3, timeout: 60_000 });
      await expect(within({}, serializable)).rejects.toThrow(/isolation: .* the database's own.*db\.detached/);
      await expect(within({ isolation: "repeatable read" }, serializable)).rejects.toThrow(/"repeatable read"/);
      await expect(within({}, { readOnly: true })).rejects.toThrow(InvalidArgument);
      await expect(
        within({ ...serializable, readOnly: true }, { ...serializable, readOnly: true, deferrable: true }),
      ).rejects.toMatchObject({ path: "deferrable" });
    });

    it("is begun on its own with db.detached, where several may write at once", async () => {
      const work = async () => {
        await create();
        await db.detached.transaction(async (own) => {
          await create();
          await create(own);
        });
        throw failed;
      };
      const { result, added: count } = await added(() => db.transaction(work));
      expect(count).toBe(fixture.pick({ postgresql: 2, sqlite: 0 }));
      if (fixture.dialect === "sqlite") expect((result as Error).message).toMatch(/one transaction writes at a time/);
      const reading = () => db.detached.transaction(() => db.tags.count(), { readOnly: true });
      expect(await db.transaction(async () => create().then(reading))).toBe((await db.tags.count()) - 1);
    });
  });

  describe("the end of a transaction", () => {
    it("is the end of what belongs to it", async () => {
      let later: Promise<unknown> | undefined;
      let leaked: Database | undefined;
      let release = () => {};
      await db.transaction(async (transaction) => {
        leaked = transaction;
        await expect(transaction.dispose()).rejects.toBeInstanceOf(InvalidArgument);
        const released = new Promise<void>((resolve) => (release = resolve));
        later = released.then(() => create()).catch((error: unknown) => error);
      });
      release();
      expect(await later).toBeInstanceOf(TransactionEnded);
      await expect(leaked!.tags.count()).rejects.toThrow(/has ended\. Await the call before .*db\.detached/);
      await expect(leaked!.transaction(async () => {})).rejects.toBeInstanceOf(TransactionEnded);
      expect(await leaked!.detached.tags.exists()).toBe(true);
    });

    it("finds each call that was not awaited, and keeps nothing", async () => {
      const forgotten = async () => {
        await create();
        void create();
      };
      const { result, added: count } = await added(() => db.transaction(forgotten));
      expect(result).toBeInstanceOf(CallNotAwaited);
      expect((result as Error).message).toMatch(/^Tag\.create: .*never awaited, so it was not sent/);
      expect(count).toBe(0);
      const running = async () => {
        await create();
        void db
          .transaction(async () => create().then(() => new Promise((resolve) => setTimeout(resolve, 20))))
          .catch(() => {});
      };
      const second = await added(() => db.transaction(running));
      expect(second.result).toMatchObject({ code: "connection/call-not-awaited", call: "transaction" });
      expect((second.result as Error).message).toMatch(/still running/);
      expect(second.added).toBe(0);
      const inner = () => db.transaction(async () => void db.sql`select 1`);
      await expect(db.transaction(inner)).rejects.toMatchObject({ call: "sql" });
      const wrong = async () => void db.tags.findMany({ where: { nope: 1 } as never });
      await expect(db.transaction(wrong)).rejects.toMatchObject({ call: "a call" });
      expect(await db.transaction(async () => create().toSQL().length)).toBe(1);
      expect(await added(() => db.transaction(() => create()))).toMatchObject({ added: 1 });
    });

    it("does not hide why the callback failed", async () => {
      const work = () => Promise.all([create(), create(), fail(), create()]);
      expect(await added(() => db.transaction(work))).toEqual({ result: failed, added: 0 });
      await expect(
        db.transaction(() => {
          throw failed;
        }),
      ).rejects.toBe(failed);
    });

    it("leaves nothing behind of what was still running when it failed", async () => {
      // As many as need several statements.
      const many = () => db.tags.createMany({ data: Array.from({ length: 20_000 }, tag) });
      const late = (work: () => PromiseLike<unknown>) => work().then(undefined, () => {});
      let running: PromiseLike<unknown>[] = [];
      const abandon = async () => {
        await create();
        running = [late(many), late(() => db.transaction(() => many())), late(() => create())];
        await new Promise((resolve) => setImmediate(resolve));
        throw failed;
      };
      expect(await added(() => db.transaction(abandon))).toEqual({ result: failed, added: 0 });
      const part = async () => {
        await create();
        await db.transaction(abandon).catch(() => {});
        await Promise.all(running);
        await create();
      };
      expect(await added(() => db.transaction(part))).toEqual({ result: undefined, added: 2 });
      await Promise.all(running);
      expect(await added(() => Promise.resolve())).toMatchObject({ added: 0 });
    });

    it("frees its connection a hundred times", async () => {
      for (let round = 0; round < 100; round++) {
        const end = [fail, () => create(), async () => void create(), () => db.transaction(fail)][round % 4]!;
        await db.transaction(async () => create().then(end)).catch(() => {});
      }
    });
  });

  describe("a statement that fails", () => {
    it("leaves the rest to a transaction within, where the database goes on only then", async () => {
      const { name } = await create();
      const taken = () => db.tags.create({ data: { name } });
      const goOn = async () => {
        await create();
        await expect(db.transaction(() => taken())).rejects.toBeInstanceOf(UniqueViolation);
        await create();
      };
      expect(await added(() => db.transaction(goOn))).toEqual({ result: undefined, added: 2 });
      const swallow = async () => {
        await create();
        await expect(taken()).rejects.toBeInstanceOf(UniqueViolation);
      };
      const after = async () => void (await swallow().then(() => create()));
      for (const [work, kept] of [
        [swallow, 1],
        [after, 2],
      ] as const) {
        const { result, added: count } = await added(() => db.transaction(work));
        expect(count).toBe(fixture.pick({ postgresql: 0, sqlite: kept }));
        if (fixture.dialect === "sqlite") continue;
        expect(result).toBeInstanceOf(TransactionFailed);
        expect(result).toMatchObject({ code: "query/transaction-failed" });
      }
    });
  });

  describe("dispose", () => {
    it("waits for a transaction that is under way", async () => {
      const other = connect(fixture.url);
      let finish = () => {};
      const began = new Promise<void>((begin) => {
        finish = begin;
      });
      const order: string[] = [];
      const work = async () => {
        await create(other);
        finish();
        await new Promise((resolve) => setTimeout(resolve, 20));
        await create(other);
        order.push("committed");
      };
      const before = await db.tags.count();
      const running = other.transaction(work);
      await began;
      await other.dispose().then(() => order.push("disposed"));
      await running;
      expect(order).toEqual(["committed", "disposed"]);
      expect(await db.tags.count()).toBe(before + 2);
    });
  });
});
