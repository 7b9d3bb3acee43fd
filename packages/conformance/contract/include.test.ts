import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { Comment } from "@joinery/generated/blog/models/comment.js";
import { Post } from "@joinery/generated/blog/models/post.js";
import { User } from "@joinery/generated/blog/models/user.js";
import { countStatements } from "./count-statements.js";
import { createTables, executeSql } from "./create-tables.js";

const users = 100;

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
        managerId: id === 1 ? null : Math.floor(id / 2),
      })),
    });
    await db.profiles.createMany({
      data: numbers(users)
        .filter((id) => id % 2 === 1)
        .map((userId) => ({ userId, bio: `bio ${userId}` })),
    });
    await db.tags.createMany({ data: numbers(5).map((id) => ({ id, name: `tag ${id}` })) });
    await db.posts.createMany({
      data: numbers(users * 3).map((id) => ({
        id,
        title: `post ${id}`,
        content: "…",
        // The last user has no posts.
        authorId: (id % (users - 1)) + 1,
      })),
    });
    await db.comments.createMany({
      data: numbers(users * 6).map((id) => ({
        id,
        text: `comment ${id}`,
        postId: (id % (users * 3)) + 1,
        authorId: id % 7 === 0 ? null : (id % users) + 1,
        parentId: id > 10 && id % 5 === 0 ? id - 10 : null,
      })),
    });
  });
  afterAll(() => db.dispose());

  /** The law of eager loading: as many statements as the plan says, for one parent and for a hundred. */
  async function expectStatements<Row>(
    statements: number,
    find: (limit: number) => PromiseLike<Row[]> & { plan(): { statements: number } },
  ): Promise<Row[]> {
    expect(find(1).plan().statements).toBe(statements);
    expect((await countStatements(db, () => find(1))).statements).toBe(statements);
    const all = await countStatements(db, () => find(users));
    expect(all.statements).toBe(statements);
    return all.result;
  }

  const byId = { orderBy: { id: "asc" } } as const;

  it("joins a relation to one into its parents' statement", async () => {
    const posts = await expectStatements(1, (limit) =>
      db.posts.findMany({ ...byId, limit, include: { author: { include: { manager: true, profile: true } } } }),
    );
    expect(posts[0]).toBeInstanceOf(Post);
    expect(posts[0]!.author).toBeInstanceOf(User);
    expect(posts[0]!.author).toMatchObject({ id: 2, manager: { id: 1 }, profile: null });
    expect(posts[1]!.author.profile).toMatchObject({ userId: 3, bio: "bio 3" });
    expect(posts[98]!.author).toMatchObject({ id: 1, manager: null });
  });

  it("loads a relation to many with one more statement", async () => {
    const found = await expectStatements(2, (limit) =>
      db.users.findMany({ ...byId, limit, include: { posts: { orderBy: { id: "asc" } } } }),
    );
    expect(found[0]!.posts.map((post) => post.id)).toEqual([99, 198, 297]);
    expect(found[1]!.posts.map((post) => post.id)).toEqual([1, 100, 199, 298]);
    expect(found[99]!.posts).toEqual([]);
    expect(found[0]!.posts[0]).toBeInstanceOf(Post);
  });

  it("nests to any depth: a statement for each list", async () => {
    const found = await expectStatements(4, (limit) =>
      db.users.findMany({
        ...byId,
        limit,
        include: {
          posts: {
            orderBy: { id: "asc" },
            include: {
              comments: { orderBy: { id: "asc" }, include: { author: { include: { manager: true } } } },
              tags: true,
            },
          },
          manager: true,
        },
      }),
    );
    const comment = found[1]!.posts[0]!.comments[0]!;
    expect(comment).toBeInstanceOf(Comment);
    expect(comment.text).toBe("comment 300");
    expect(comment.author).toMatchObject({ id: 1, manager: null });
    expect(found[1]!.posts[0]!.tags).toEqual([]);
    expect(found.flatMap((user) => user.posts.flatMap((post) => post.comments))).toHaveLength(users * 6);
  });

  it("loads lists of rows that are joined", async () => {
    const comments = await expectStatements(2, (limit) =>
      db.comments.findMany({ ...byId, limit, include: { author: { include: { reports: byId } } } }),
    );
    expect(comments[0]!.author!.reports.map((user) => user.id)).toEqual([4, 5]);
    expect(comments[6]!.author).toBeNull();
  });

  it("counts limit and offset for each parent", async () => {
    const page = { orderBy: { id: "desc" }, limit: 2, offset: 1 } as const;
    const found = await expectStatements(2, (limit) => db.users.findMany({ ...byId, limit, include: { posts: page } }));
    expect(found[0]!.posts.map((post) => post.id)).toEqual([198, 99]);
    expect(found[1]!.posts.map((post) => post.id)).toEqual([199, 100]);
    const { posts } = await db.users.getById(2, { include: { posts: page } });
    expect(posts).toEqual(found[1]!.posts);
    const rest = await db.users.findMany({ ...byId, limit: 2, include: { posts: { ...byId, offset: 3 } } });
    expect(rest.map((user) => user.posts.map((post) => post.id))).toEqual([[], [298]]);
  });

  it("limits rows with joins and an order through a relation", async () => {
    const found = await db.posts.findMany({
      ...byId,
      limit: 2,
      include: {
        comments: {
          where: { authorId: { not: null } },
          orderBy: [{ author: { id: "desc" } }, { id: "asc" }],
          limit: 1,
          include: { author: true },
        },
      },
    });
    expect(found.map((post) => post.comments.map((comment) => comment.author!.id))).toEqual([[1], [2]]);
  });

  it("filters what it includes", async () => {
    const found = await db.users.findMany({
      where: { id: 2 },
      include: { posts: { where: { comments: { some: { id: { gt: 300 } } }, id: { lt: 150 } }, ...byId } },
    });
    expect(found[0]!.posts.map((post) => post.id)).toEqual([1, 100]);
  });

  it("selects inside of includes, and includes inside of selects", async () => {
    const found = await expectStatements(2, (limit) =>
      db.users.findMany({
        ...byId,
        limit,
        select: { email: true, posts: { select: { id: true }, ...byId }, manager: { select: { id: true } } },
      }),
    );
    expect(found[1]).toStrictEqual({
      email: "user2@example.com",
      manager: { id: 1 },
      posts: [{ id: 1 }, { id: 100 }, { id: 199 }, { id: 298 }],
    });
    const [row] = await db.posts.findMany({ where: { id: 1 }, select: { author: true } });
    expect(row!.author).toBeInstanceOf(User);
  });

  it("loads many-to-many relations through their join table, both ways", async () => {
    const link = "insert into posts_tags select p.id, t.id from posts p, tags t where (p.id + t.id) % 3 = 0";
    await executeSql(fixture.url, link);
    const posts = await expectStatements(2, (limit) =>
      db.posts.findMany({ ...byId, limit, include: { tags: { orderBy: { id: "asc" } } } }),
    );
    expect(posts[0]!.tags.map((tag) => tag.id)).toEqual([2, 5]);
    expect(posts[1]!.tags.map((tag) => tag.id)).toEqual([1, 4]);
    const limited = await db.posts.findMany({
      ...byId,
      limit: 2,
      include: { tags: { orderBy: { id: "desc" }, limit: 1 } },
    });
    expect(limited.map((post) => post.tags.map((tag) => tag.id))).toEqual([[5], [4]]);
    const tags = await db.tags.findMany({ ...byId, include: { posts: { ...byId, limit: 2 } } });
    expect(tags.map((tag) => tag.posts.map((post) => post.id))).toEqual([
      [2, 5],
      [1, 4],
      [3, 6],
      [2, 5],
      [1, 4],
    ]);
    const [tag] = await db.tags.findMany({ where: { id: 1 }, include: { posts: { ...byId, limit: 2 } } });
    expect(tag!.posts).toEqual(tags[0]!.posts);
    const one = await db.tags.getById(1, { include: { posts: { ...byId, limit: 2 } } });
    expect(one.posts).toEqual(tags[0]!.posts);
    expect(await db.tags.count({ where: { posts: { some: { id: 1 } } } })).toBe(2);
    expect(await db.tags.count({ where: { posts: { none: { id: 1 } } } })).toBe(3);
  });

  it("sends nothing for parents that are not there", async () => {
    const nested = { posts: { include: { comments: true } } } as const;
    const none = await countStatements(db, () => db.users.findMany({ where: { id: 0 }, include: nested }));
    expect(none).toEqual({ result: [], statements: 1 });
    const childless = await countStatements(db, () => db.users.findMany({ where: { id: users }, include: nested }));
    expect(childless.statements).toBe(2);
    const keyless = await countStatements(db, () =>
      db.comments.findMany({ where: { id: 7 }, include: { author: { include: { posts: true } } } }),
    );
    expect(keyless).toMatchObject({ result: [{ author: null }], statements: 1 });
  });

  it("gives the same by either strategy", async () => {
    const find = (load: "join" | "batch") =>
      db.comments.findMany({
        ...byId,
        include: {
          author: { load, include: { manager: { load }, posts: byId } },
          parent: { load, include: { replies: byId } },
          post: { load },
        },
      } as never);
    const joined = await countStatements(db, () => find("join"));
    const batched = await countStatements(db, () => find("batch"));
    expect(joined.statements).toBe(3);
    expect(batched.statements).toBe(7);
    expect(joined.result).toStrictEqual(batched.result);
  });

  it("writes a relation that was loaded, and leaves JSON of what it has", async () => {
    const user = await db.users.getById(2, { include: { posts: { ...byId, limit: 1 }, profile: true } });
    user.posts = [];
    expect(user.posts).toEqual([]);
    const json = JSON.parse(JSON.stringify(await db.users.getById(2, { include: { profile: true } })));
    expect(Object.keys(json)).toEqual(expect.arrayContaining(["id", "email", "createdAt", "profile"]));
    expect(json).not.toHaveProperty("hashedPassword");
    expect(json).not.toHaveProperty("posts");
  });
});
