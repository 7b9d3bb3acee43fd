import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { RecordNotFound } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

/** A row by its key, and what belongs to it: where that saves a trip, all statements leave together. */
onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    const user = (id: number) => ({ id, email: `user${id}@example.com`, hashedPassword: "x" });
    await db.users.createMany({ data: [user(1), user(2), user(3)] });
    const post = (id: number, authorId: number) => ({ id, title: `post ${id}`, content: "…", authorId });
    await db.posts.createMany({ data: [post(1, 1), post(2, 1), post(3, 2)] });
    const comment = (id: number, postId: number) => ({ id, text: `comment ${id}`, postId, authorId: 3 });
    await db.comments.createMany({ data: [comment(1, 1), comment(2, 2), comment(3, 2), comment(4, 3)] });
  });
  afterAll(() => db.dispose());

  const include = {
    posts: {
      orderBy: { id: "desc" },
      limit: 5,
      include: { comments: { orderBy: { id: "asc" }, include: { author: true } } },
    },
    reports: true,
    profile: true,
  } as const;

  it("is what a list of one is", async () => {
    const [expected] = await db.users.findMany({ where: { id: 1 }, include });
    expect(expected?.posts.map((post) => [post.id, post.comments.map((comment) => comment.id)])).toEqual([
      [2, [2, 3]],
      [1, [1]],
    ]);
    expect(await db.users.getById(1, { include })).toEqual(expected);
    expect(await db.users.findUnique({ where: { id: 1, fullName: null }, include })).toEqual(expected);
    expect(await db.users.findUnique({ where: { email: "user1@example.com" }, include })).toEqual(expected);
    expect(await db.transaction((inner) => inner.users.getById(1, { include }))).toEqual(expected);
  });

  it("takes the statements of its plan", async () => {
    const { statements } = db.users.getById(1, { include }).plan();
    expect(statements).toBe(4);
    expect((await countStatements(db, () => db.users.getById(1, { include }))).statements).toBe(statements);
  });

  it("is not there for what belongs to it alone", async () => {
    const { result, statements } = await countStatements(db, () => db.users.findUnique({ where: { id: 9 }, include }));
    expect(result).toBeNull();
    expect(statements).toBeLessThanOrEqual(4);
    expect(await db.users.findUnique({ where: { id: 1, email: "user2@example.com" }, include })).toBeNull();
    expect(await db.users.findUnique({ where: { id: 1, AND: [{ id: 2 }] }, include })).toBeNull();
    await expect(db.users.getById(9, { include })).rejects.toThrow(RecordNotFound);
  });

  it("refuses a wrong key before anything is sent", async () => {
    const { statements } = await countStatements(db, () =>
      expect(db.users.getById("1" as unknown as number, { include })).rejects.toMatchObject({ path: "id" }),
    );
    expect(statements).toBe(0);
  });
});
