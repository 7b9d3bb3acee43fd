import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { Post } from "@joinery/generated/blog/models/post.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { InvalidArgument } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

const parents = 100;

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    const ids = Array.from({ length: parents }, (_, index) => index + 1);
    await db.users.createMany({
      data: ids.map((id) => ({ id, email: `user${id}@example.com`, hashedPassword: `secret ${id}` })),
    });
    await db.posts.createMany({
      data: ids.map((id) => ({ id, title: `post ${id}`, content: "…", authorId: id })),
    });
  });
  afterAll(() => db.dispose());

  it.each([1, parents])("leaves fields out at every level, of %d rows", async (limit) => {
    const query = () =>
      db.posts.findMany({
        orderBy: { id: "asc" },
        limit,
        omit: { content: true, title: false, createdAt: true, updatedAt: true },
        include: {
          author: {
            omit: { createdAt: true, updatedAt: true, settings: true, hashedPassword: false },
            include: { posts: { omit: { content: true } } },
          },
        },
      });
    const { result, statements } = await countStatements(db, query);
    expect(statements).toBe(2);
    expect(result).toHaveLength(limit);
    const [post] = result;
    expect(post).toBeInstanceOf(Post);
    expect(Object.keys(post!)).toEqual(["id", "title", "publishedAt", "authorId", "author"]);
    expect("content" in post!).toBe(false);
    // No relation that was not loaded, and so no error: it is as if it were not there.
    expect((post as unknown as Post).content).toBeUndefined();
    expect(Object.keys(post!.author)).toEqual([
      "id",
      "email",
      "hashedPassword",
      "fullName",
      "isActive",
      "role",
      "managerId",
      "posts",
    ]);
    expect(post!.author.hashedPassword).toBe("secret 1");
    expect(Object.keys(post!.author.posts[0]!)).not.toContain("content");
    // What is hidden stays out of JSON, whoever brought it in.
    expect(Object.keys(post!.author.toJSON())).not.toContain("hashedPassword");
    expect(query().toSQL().join()).not.toMatch(/"content"|"settings"/);
  });

  it("leaves them out of what writes give, and of rows that are found by a key", async () => {
    const created = await db.tags.create({ data: { name: "a" }, omit: { id: true } });
    expect({ ...created }).toEqual({ name: "a" });
    const updated = await db.tags.update({ where: { name: "a" }, data: { name: "b" }, omit: { id: true } });
    expect({ ...updated }).toEqual({ name: "b" });
    expect(Object.keys((await db.tags.getByName("b", { omit: { name: true } }))!)).toEqual(["id"]);
    const { id } = await db.tags.findFirstOrThrow();
    expect({ ...(await db.tags.getById(id, { omit: { id: true } })) }).toEqual({ name: "b" });
    expect({ ...(await db.tags.delete({ where: { name: "b" }, omit: { name: true } })) }).toEqual({ id });
  });

  it.each([
    [{ omit: { contnt: true } }, "omit.contnt", /Did you mean "content"/],
    [{ omit: { author: true } }, "omit.author", /is a relation/],
    [{ omit: { content: "yes" } }, "omit.content", /true or false/],
    [{ omit: [] }, "omit", /an object of fields to leave out, got a list/],
    [{ omit: { content: true }, select: { id: true } }, "omit", /either select or omit/],
    [{ include: { author: { omit: { emial: true } } } }, "include.author.omit.emial", /Did you mean "email"/],
    [{ include: { comments: { select: { id: true }, omit: {} } } }, "include.comments.omit", /either select or omit/],
    [
      {
        omit: {
          id: true,
          title: true,
          content: true,
          publishedAt: true,
          authorId: true,
          createdAt: true,
          updatedAt: true,
        },
      },
      "omit",
      /leaves nothing/,
    ],
  ])("refuses %j", async (args, path, message) => {
    const { result, statements } = await countStatements(db, () =>
      db.posts.findMany(args as never).then(
        () => undefined,
        (reason: unknown) => reason as InvalidArgument,
      ),
    );
    expect(result).toBeInstanceOf(InvalidArgument);
    expect([result!.path, statements]).toEqual([path, 0]);
    expect(result!.message).toMatch(message);
  });
});
