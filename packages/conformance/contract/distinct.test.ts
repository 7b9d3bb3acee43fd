import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { InvalidArgument } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables, executeSql } from "./create-tables.js";

const users = 100;

/** The first of those that are alike, as `distinct` promises. */
function firstOf<Row>(rows: readonly Row[], keyOf: (row: Row) => unknown): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = JSON.stringify(keyOf(row));
    return !seen.has(key) && seen.add(key);
  });
}

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    const roles = ["READER", "EDITOR", "ADMIN"] as const;
    await db.users.createMany({
      data: numbers(users).map((id) => ({
        id,
        email: `user${id}@example.com`,
        hashedPassword: "x",
        fullName: id % 5 === 0 ? null : `Name ${id % 5}`,
        role: roles[id % 3]!,
        managerId: id === 1 ? null : Math.floor(id / 2),
      })),
    });
    await db.tags.createMany({ data: numbers(6).map((id) => ({ id, name: `tag ${id}` })) });
    await db.posts.createMany({
      data: numbers(users * 4).map((id) => ({
        id,
        title: `post ${id}`,
        content: `content ${id % 3}`,
        authorId: (id % users) + 1,
        publishedAt: id % 2 === 0 ? null : new Date(Date.UTC(2024, 0, 1 + (id % 4))),
      })),
    });
    const pairs = numbers(users * 4).flatMap((post) =>
      [1 + (post % 6), 1 + ((post * 5 + 2) % 6)].map((tag) => `(${post}, ${tag})`),
    );
    await executeSql(fixture.url, `insert into posts_tags (post_id, tag_id) values ${[...new Set(pairs)].join()}`);
  });
  afterAll(() => db.dispose());

  it("keeps of rows that are alike the first in the order asked for", async () => {
    const where = { id: { gt: 7 } };
    const orderBy = [{ manager: { fullName: "desc" } }, { id: "desc" }] as const;
    const all = await db.users.findMany({ where, orderBy });
    for (const distinct of [["role"], ["fullName"], ["role", "fullName"], ["id"]] as const) {
      const expected = firstOf(all, (user) => distinct.map((name) => user[name]));
      expect(await db.users.findMany({ where, orderBy, distinct })).toEqual(expected);
      expect(await db.users.findMany({ where, orderBy, distinct, offset: 1, limit: 2 })).toEqual(expected.slice(1, 3));
      expect(await db.users.findFirst({ where, orderBy, distinct, offset: 1 })).toEqual(expected[1] ?? null);
    }
  });

  it("keeps the one with the least key where no order is asked for", async () => {
    const found = await db.users.findMany({ distinct: ["role"] });
    expect(new Set(found.map((user) => user.id))).toEqual(new Set([1, 2, 3]));
    expect(found).toHaveLength(3);
  });

  describe.each([1, users])("in a relation, of %d parents", (limit) => {
    const ids = { orderBy: { id: "asc" }, limit } as const;

    it.each([{}, { limit: 2 }, { limit: 2, offset: 1 }])("keeps the first of each parent, %j", async (page) => {
      const orderBy = { id: "desc" } as const;
      const distinct = ["content", "publishedAt"] as const;
      const { result, statements } = await countStatements(db, () =>
        db.users.findMany({ ...ids, include: { posts: { orderBy, distinct, ...page } } }),
      );
      expect(statements).toBe(2);
      const all = await db.users.findMany({ ...ids, include: { posts: { orderBy } } });
      const { offset = 0, limit: most = Infinity } = page;
      for (const [index, user] of all.entries()) {
        const first = firstOf(user.posts, (post) => [post.content, post.publishedAt]);
        expect(result[index]!.posts).toEqual(first.slice(offset, offset + most));
      }
    });

    it("keeps it by way of a join table", async () => {
      const { result, statements } = await countStatements(db, () =>
        db.tags.findMany({
          ...ids,
          include: {
            posts: { distinct: ["content"], orderBy: [{ author: { email: "asc" } }, { id: "asc" }], limit: 2 },
          },
        }),
      );
      expect(statements).toBe(2);
      const all = await db.tags.findMany({
        ...ids,
        include: { posts: { orderBy: [{ author: { email: "asc" } }, { id: "asc" }] } },
      });
      for (const [index, tag] of all.entries()) {
        expect(result[index]!.posts).toEqual(firstOf(tag.posts, (post) => post.content).slice(0, 2));
      }
    });
  });

  it.each([
    [{ distinct: "role" }, "distinct", /list of fields/],
    [{ distinct: [] }, "distinct", /one at least/],
    [{ distinct: ["rol"] }, "distinct.rol", /Did you mean "role"/],
    [{ distinct: [1] }, "distinct[0]", /got a number/],
    [{ distinct: ["posts"] }, "distinct[0]", /no single value/],
    [{ distinct: ["settings"] }, "distinct[0]", /no single value/],
    [{ include: { manager: { distinct: ["id"] } } }, "include.manager.distinct", /has no "distinct"/],
  ])("refuses %j", async (args, path, message) => {
    const { result, statements } = await countStatements(db, () =>
      db.users.findMany(args as never).then(
        () => undefined,
        (reason: unknown) => reason as InvalidArgument,
      ),
    );
    expect(result).toBeInstanceOf(InvalidArgument);
    expect([result!.path, statements]).toEqual([path, 0]);
    expect(result!.message).toMatch(message);
  });
});
