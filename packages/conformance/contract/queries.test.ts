import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { UserRepository } from "@joinery/generated/blog/models/user.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { InvalidArgument } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

const users = 100;
const day = (number: number) => new Date(Date.UTC(2024, 0, number));

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    await db.users.createMany({
      data: numbers(users).map((id) => ({
        id,
        email: `user${id}@example.com`,
        hashedPassword: "x",
        createdAt: day(id),
        isActive: id !== 2,
      })),
    });
    await db.posts.createMany({
      data: numbers(users * 7).map((id) => ({
        id,
        title: `post ${id}`,
        content: "…",
        authorId: (id % users) + 1,
        createdAt: day(id % 13),
        publishedAt: id % 2 === 0 ? day(id) : null,
      })),
    });
  });
  afterAll(() => db.dispose());

  /** The call that `recentlyActive` stands for: with the strategy said, for a call by hand learns from its runs what else may be quicker. */
  const byHand = (since: Date, limit: number) =>
    db.users.findMany({
      where: { isActive: true, posts: { some: { createdAt: { gte: since } } } },
      include: { posts: { orderBy: { createdAt: "desc" }, limit: 5, load: "batch" } },
      orderBy: { createdAt: "desc" },
      limit,
    });

  it("gives what findMany gives with the same arguments", async () => {
    for (const since of [day(0), day(7), day(12), day(13)]) {
      for (const limit of [0, 1, 20, 1000]) {
        expect(await db.users.recentlyActive({ since, limit })).toEqual(await byHand(since, limit));
      }
    }
  });

  it("leaves out, counts, and orders by counts, as findMany does", async () => {
    const query = () => db.users.busiest({ about: "post 1", limit: 3 });
    const { result, statements } = await countStatements(db, query);
    expect(statements).toBe(1);
    expect(result).toEqual(
      await db.users.findMany({
        omit: { settings: true, updatedAt: true },
        counts: { posts: { where: { title: { contains: "post 1" } } }, comments: true },
        orderBy: [{ posts: { count: "desc" } }, { id: "asc" }],
        limit: 3,
      }),
    );
    expect(result.map(({ counts }) => counts.comments)).toEqual([0, 0, 0]);
    expect(Object.keys(result[0]!)).not.toContain("settings");
  });

  it("puts in defaults", async () => {
    expect(await db.users.recentlyActive({ since: day(0) })).toEqual(await byHand(day(0), 20));
  });

  it.each([1, 100])("sends as many statements as its plan says, for %d", async (limit) => {
    const call = () => db.users.recentlyActive({ since: day(0), limit });
    const { result, statements } = await countStatements(db, call);
    expect(result).toHaveLength(Math.min(limit, 99));
    expect(result.every((user) => user.posts.length === 5)).toBe(true);
    expect([statements, call().plan().statements]).toEqual([2, 2]);
  });

  it("is planned once, with findMany, whatever it is given", () => {
    const texts = [day(1), day(2)].map((since) => db.users.recentlyActive({ since }).toSQL());
    expect(texts[1]).toEqual(texts[0]);
    expect(texts[0]).toEqual(byHand(day(3), 7).toSQL());
    expect(texts[0]!.join()).not.toContain("2024");
  });

  it("can be extended and overridden", async () => {
    class Users extends UserRepository {
      override recentlyActive(args: Parameters<UserRepository["recentlyActive"]>[0]) {
        return super.recentlyActive({ ...args, limit: 3 });
      }
    }
    const extended = connect(fixture.url, { repositories: { users: Users } });
    try {
      expect(await extended.users.recentlyActive({ since: day(0), limit: 50 })).toHaveLength(3);
    } finally {
      await extended.dispose();
    }
  });

  describe("refuses, before anything is sent,", () => {
    const call = (args: unknown) => () => db.users.recentlyActive(args as never);

    it.each([
      ["nothing", undefined, "since", "since: The query needs this value."],
      ["null", null, "since", "since: The query needs this value."],
      ["a list", [], "", "Expected an object with the values of the parameters, got a list."],
      ["what is missing", { limit: 1 }, "since", "since: The query needs this value."],
      [
        "an unknown parameter",
        { since: day(1), limt: 1 },
        "limt",
        'limt: The query has no "limt". Did you mean "limit"?',
      ],
      ["undefined", { since: undefined }, "since", /^since: This is undefined/],
      ["undefined for a default", { since: day(1), limit: undefined }, "limit", /^limit: This is undefined/],
      ["null for a value", { since: null }, "since", "since: Expected a value, got null."],
      ["a filter for a value", { since: { gt: day(1) } }, "since", "since: Expected a value, got an object."],
      ["a list for a value", { since: [day(1)] }, "since", "since: Expected one value, got a list."],
      ["a value of another type", { since: "soon" }, "since", /^since: /],
      ["a number of rows that is none", { since: day(1), limit: -1 }, "limit", /^limit: Expected a number of rows/],
    ])("%s", async (_, args, path, message) => {
      const { result: error, statements } = await countStatements(db, () =>
        call(args)().then(
          () => undefined,
          (reason: unknown) => reason,
        ),
      );
      expect(error).toBeInstanceOf(InvalidArgument);
      expect(error).toMatchObject({
        path,
        message: typeof message === "string" ? message : expect.stringMatching(message),
      });
      expect(statements).toBe(0);
    });

    it("a mistake inside a list, at its place", async () => {
      await expect(db.posts.published({ tags: ["a", null as never] })).rejects.toMatchObject({ path: "tags[1]" });
      await expect(db.posts.published({ tags: "a" as never })).rejects.toMatchObject({ path: "tags" });
    });
  });
});
