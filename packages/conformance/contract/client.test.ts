import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { UserRepository } from "@joinery/generated/blog/models/user.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { ClientDisposed, InvalidArgument, TransactionEnded, type QueryEvent } from "@joinery/runtime";
import { createTables } from "./create-tables.js";

class MyUsers extends UserRepository {
  findActive() {
    return this.findMany({ where: { isActive: true }, orderBy: { id: "asc" } });
  }
}

onEveryDialect((fixture) => {
  let db: Database;
  let serial = 0;
  const tag = () => ({ name: `tag ${++serial}` });

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
  });
  afterAll(() => db.dispose());

  describe("a query", () => {
    it("is sent when it is awaited, once", async () => {
      const query = db.tags.create({ data: tag() });
      expect(query).toBeInstanceOf(Object);
      expect(Object.prototype.toString.call(query)).toBe("[object Query]");
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await db.tags.count()).toBe(0);
      const [first, second] = await Promise.all([query, query]);
      expect(first).toBe(second);
      expect(await query).toBe(first);
      expect(await db.tags.count()).toBe(1);
    });

    it("is a promise in all ways", async () => {
      let isFinished = false;
      expect(await db.tags.count().then((count) => count + 1)).toBe(2);
      expect(await db.tags.count().finally(() => (isFinished = true))).toBe(1);
      expect(isFinished).toBe(true);
      expect(await db.tags.count({ where: { nope: 1 } as never }).catch((error: unknown) => error)).toBeInstanceOf(
        InvalidArgument,
      );
    });

    it("tells its plan and its SQL without being sent", async () => {
      const query = db.posts.findMany({
        include: { author: { include: { reports: true } }, comments: { limit: 3, include: { author: true } } },
      });
      expect(query.plan()).toMatchObject({
        model: "Post",
        operation: "findMany",
        statements: 3,
        steps: [
          {
            model: "Post",
            strategy: "root",
            steps: [
              {
                relation: "author",
                strategy: "join",
                steps: [{ relation: "reports", strategy: "batch", sql: expect.stringMatching(/^select/) }],
              },
              { relation: "comments", strategy: "batch", steps: [{ relation: "author", strategy: "join" }] },
            ],
          },
        ],
      });
      expect(query.toSQL()).toHaveLength(3);
      expect(query.toSQL()[0]).toMatch(/^select .* left join/);
      expect(db.tags.createMany({ data: [tag()] }).toSQL()).toEqual([expect.stringMatching(/^insert into "tags"/)]);
      expect(() => db.tags.findMany({ where: { nope: 1 } as never }).plan()).toThrow(InvalidArgument);
    });

    it("keeps one plan for all calls of a shape, and never one for another", async () => {
      const shapes = [
        { name: "a" },
        { name: { contains: "a" } },
        { OR: [{ name: "a" }, { name: "b" }, { name: "c" }] },
        { OR: [{ name: "a" }, { name: "b" }] },
        { NOT: { name: "a" } },
      ];
      const texts = shapes.map((where) => db.tags.findMany({ where }).toSQL()[0]);
      expect(new Set(texts).size).toBe(shapes.length);
      expect(shapes.map((where) => db.tags.findMany({ where }).toSQL()[0])).toEqual(texts);
    });
  });

  describe("events", () => {
    it("tell of each statement, until the listener is taken away", async () => {
      const events: QueryEvent[] = [];
      const stop = db.on("query", (event) => events.push(event));
      const created = await db.tags.create({ data: tag() });
      await db.tags.create({ data: { name: created.name } }).catch(() => {});
      stop();
      await db.tags.count();
      expect(events).toMatchObject([
        { model: "Tag", operation: "create", rows: 1, sql: expect.stringMatching(/^insert/) },
        { model: "Tag", operation: "create", rows: 0, error: { code: "query/unique-violation" } },
      ]);
      expect(events[0]!.duration).toBeGreaterThan(0);
    });

    it("are echoed without values", async () => {
      const lines: string[] = [];
      const loud = connect(fixture.url, { echo: true, log: (line) => lines.push(line) });
      await loud.tags.findMany({ where: { name: "secret" } });
      await loud.dispose();
      expect(lines).toEqual([expect.stringMatching(/^Tag\.findMany \d+\.\d\d ms, 0 rows: select .*/)]);
      expect(lines[0]).not.toContain("secret");
      expect(() => connect(fixture.url, { echo: true })).toThrow(/options\.log/);
    });
  });

  describe("options", () => {
    it("put repositories of one's own in place", async () => {
      const mine = connect(fixture.url, { repositories: { users: MyUsers } });
      expect(mine.users).toBeInstanceOf(MyUsers);
      expect(mine.users).toBe(mine.users);
      expect(await mine.users.findActive()).toEqual([]);
      expect(await mine.users.getByEmail("nobody")).toBeNull();
      await mine.dispose();
    });

    it("are refused where there are none of that name", () => {
      expect(() => connect(fixture.url, { poll: {} } as never)).toThrow(/options\.poll.*Did you mean "pool"/);
      expect(() => connect(fixture.url, { pool: { sise: 1 } } as never)).toThrow(/options\.pool\.sise.*"size"/);
      expect(() => connect(fixture.url, { pool: { size: 0 } })).toThrow(/options\.pool\.size/);
      expect(() => connect(undefined as never)).toThrow(/url: Expected the URL of a database, got undefined/);
      expect(() => connect(fixture.url, { repositories: { user: MyUsers } } as never)).toThrow(
        /options\.repositories\.user.*"users"/,
      );
    });

    it("bound the number of plans that are kept", async () => {
      const small = connect(fixture.url, { statementCache: 2 });
      for (let count = 1; count < 10; count++) {
        const OR = Array.from({ length: count }, () => ({ name: "tag 1" }));
        expect(await small.tags.count({ where: { OR } })).toBe(1);
      }
      await small.dispose();
    });
  });

  describe("a transaction", () => {
    it("does all or nothing", async () => {
      const before = await db.tags.count();
      const failure = new Error("no");
      await expect(
        db.transaction(async (transaction) => {
          await transaction.tags.create({ data: tag() });
          expect(await transaction.tags.count()).toBe(before + 1);
          throw failure;
        }),
      ).rejects.toBe(failure);
      expect(await db.tags.count()).toBe(before);
      const made = await db.transaction((transaction) =>
        transaction.tags.create({ data: tag() }).then((row) => row.id),
      );
      expect(await db.tags.findUnique({ where: { id: made } })).not.toBeNull();
    });

    it("nests: a part may fail alone", async () => {
      const before = await db.tags.count();
      await db.transaction(async (outer) => {
        await outer.tags.create({ data: tag() });
        const taken = await outer.tags.create({ data: tag() });
        await outer.transaction((inner) => inner.tags.createMany({ data: [tag(), taken] })).catch(() => {});
        await expect(
          outer.tags.createMany({ data: [...Array.from({ length: 300 }, tag), taken] }),
        ).rejects.toMatchObject({
          code: "query/unique-violation",
        });
      });
      expect(await db.tags.count()).toBe(before + 2);
    });

    it("is over when it is over", async () => {
      let leaked: Database | undefined;
      await db.transaction(async (transaction) => {
        leaked = transaction;
        await expect(transaction.dispose()).rejects.toBeInstanceOf(InvalidArgument);
      });
      await expect(leaked!.tags.count()).rejects.toBeInstanceOf(TransactionEnded);
      await expect(leaked!.transaction(async () => {})).rejects.toBeInstanceOf(TransactionEnded);
    });
  });

  describe("dispose", () => {
    it("closes once, and what comes after says so", async () => {
      const other = connect(fixture.url);
      expect(await other.tags.exists()).toBe(true);
      await Promise.all([other.dispose(), other.dispose()]);
      await expect(other.tags.count()).rejects.toBeInstanceOf(ClientDisposed);
      await connect(fixture.url)[Symbol.asyncDispose]();
    });

    it("works at the end of a block", async () => {
      let used: Database;
      {
        await using inner = connect(fixture.url);
        used = inner;
        await inner.tags.count();
      }
      await expect(used.tags.count()).rejects.toBeInstanceOf(ClientDisposed);
    });
  });
});
