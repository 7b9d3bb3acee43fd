import { onEveryDialect } from "@joinery/conformance";
import { InvalidArgument, RecordNotFound } from "@joinery/runtime";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

const users = 100;
const ids = Array.from({ length: users }, (_, index) => index + 1);
const emailOf = (id: number) => `user${id}@example.com`;

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    await db.users.createMany({ data: ids.map((id) => ({ id, email: emailOf(id), hashedPassword: "x" })) });
    await db.posts.createMany({
      data: ids.map((id) => ({ id, title: `post ${id}`, content: "…", authorId: (id % 10) + 1 })),
    });
  });
  afterAll(() => db.dispose());

  it.each([1, users])("sends one statement for calls of one tick (%d)", async (count) => {
    const some = ids.slice(0, count);
    const byId = await countStatements(db, () => Promise.all(some.map((id) => db.users.getById(id))));
    expect(byId.statements).toBe(1);
    expect(byId.result.map((user) => user.id)).toEqual(some);
    const byEmail = await countStatements(db, () => Promise.all(some.map((id) => db.users.getByEmail(emailOf(id)))));
    expect(byEmail.statements).toBe(1);
    expect(byEmail.result.map((user) => user!.id)).toEqual(some);
    const unique = await countStatements(db, () =>
      Promise.all(some.map((id) => db.users.findUniqueOrThrow({ where: { id } }))),
    );
    expect(unique.statements).toBe(1);
    expect(unique.result).toEqual(byId.result);
  });

  it("gathers calls out of several functions, level by level", async () => {
    const resolve = async (id: number) => {
      const post = await db.posts.findUniqueOrThrow({ where: { id } });
      const author = await db.users.getById(post.authorId);
      return author.email;
    };
    const { statements, result } = await countStatements(db, () => Promise.all(ids.map(resolve)));
    expect(statements).toBe(2);
    expect(result).toEqual(ids.map((id) => emailOf((id % 10) + 1)));
  });

  it("loads what is included for all of them", async () => {
    const include = { posts: { orderBy: { id: "asc" }, limit: 2 }, manager: true } as const;
    const { statements, result } = await countStatements(db, () =>
      Promise.all(ids.map((id) => db.users.getById(id, { include }))),
    );
    expect(statements).toBe(2);
    for (const user of result) expect(user).toEqual(await db.users.getById(user.id, { include }));
  });

  it("sends calls of another shape, or with other values, by themselves", async () => {
    const { statements, result } = await countStatements(db, () =>
      Promise.all([
        db.users.getById(1),
        db.users.getById(2),
        db.users.findUnique({ where: { id: 3 }, include: { posts: { limit: 1 } } }),
        db.users.findUnique({ where: { id: 4 }, include: { posts: { limit: 2 } } }),
        db.users.findUnique({ where: { id: 5, isActive: true } }),
        db.users.findUnique({ where: { id: 6, isActive: false } }),
        db.users.count(),
      ]),
    );
    expect(statements).toBe(8);
    expect(result.slice(0, 6).map((user) => (user as { id: number } | null)?.id)).toEqual([1, 2, 3, 4, 5, undefined]);
    expect(result[2]!.posts).toHaveLength(1);
    expect(result[3]!.posts).toHaveLength(2);
  });

  it("gives each caller its own answer, and its own mistake", async () => {
    const { statements, result } = await countStatements(db, () =>
      Promise.allSettled([
        db.users.getById(1),
        db.users.getById(0),
        // @ts-expect-error -- no key
        db.users.getById("x"),
        db.users.getById(1),
        db.users.getById(2),
      ]),
    );
    expect(statements).toBe(1);
    const [first, missing, bad, again, second] = result;
    expect(first).toMatchObject({ status: "fulfilled", value: { id: 1 } });
    expect(missing).toMatchObject({ status: "rejected", reason: expect.any(RecordNotFound) as unknown });
    expect(bad).toMatchObject({ status: "rejected", reason: expect.any(InvalidArgument) as unknown });
    expect(second).toMatchObject({ status: "fulfilled", value: { id: 2 } });
    expect(again).toEqual(first);
    expect((again as { value: object }).value).not.toBe((first as { value: object }).value);
    expect(await Promise.all([0, 1].map((id) => db.users.findUnique({ where: { id } })))).toMatchObject([
      null,
      { id: 1 },
    ]);
  });

  it("keeps its place among the changes of a transaction", async () => {
    await db.transaction(async (transaction) => {
      const [before, , after, alone] = await Promise.all([
        transaction.users.findUniqueOrThrow({ where: { id: 1 } }),
        transaction.users.update({ where: { id: 1 }, data: { fullName: "Ada" } }),
        transaction.users.findUniqueOrThrow({ where: { id: 1 } }),
        transaction.users.getById(1),
      ]);
      expect([before.fullName, after.fullName, alone.fullName]).toEqual([null, "Ada", "Ada"]);
      const outside = await Promise.all([db.detached.users.getById(1), transaction.users.getById(1)]);
      expect(outside.map((user) => user.fullName)).toEqual([null, "Ada"]);
      await transaction.users.update({ where: { id: 1 }, data: { fullName: null } });
    });
  });

  it("makes siblings of the rows that came together", async () => {
    const found = await Promise.all(ids.map((id) => db.users.getById(id)));
    const { statements } = await countStatements(db, async () => {
      for (const user of found) await user.load({ posts: true });
    });
    expect(statements).toBe(1);
  });
});
