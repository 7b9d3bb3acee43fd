import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { UniqueViolation } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

onEveryDialect((fixture) => {
  let db: Database;
  const ada = { email: "ada@example.com", hashedPassword: "…" };
  const where = { email: ada.email };

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
  });
  afterAll(() => db.dispose());
  beforeEach(() => db.users.deleteMany({ all: true }));

  test("creates a row that is not there, and changes one that is, in one statement", async () => {
    const upsert = () => db.users.upsert({ where, create: { ...ada, fullName: "A" }, update: { fullName: "B" } });
    const first = await countStatements(db, upsert);
    expect(first).toMatchObject({ statements: 1, result: { email: ada.email, fullName: "A", isActive: true } });
    const second = await countStatements(db, upsert);
    expect(second).toMatchObject({ statements: 1, result: { id: first.result.id, fullName: "B" } });
    expect(second.result.updatedAt).toBeInstanceOf(Date);
    const unchanged = await db.users.upsert({ where, create: ada, update: {}, include: { posts: true } });
    expect(unchanged).toMatchObject({ id: first.result.id, fullName: "B", posts: [] });
    expect(unchanged.updatedAt).toEqual(second.result.updatedAt);
  });

  test("takes keys of two fields, and gives a new row the key that it was looked for by", async () => {
    const { id: authorId } = await db.users.create({ data: ada });
    const key = { authorId, title: "Notes" };
    const call = { where: key, create: { ...key, content: "a" }, update: { content: "b" }, select: { content: true } };
    expect(await db.posts.upsert(call)).toEqual({ content: "a" });
    expect(await db.posts.upsert(call)).toEqual({ content: "b" });
    const tag = await db.tags.upsert({ where: { id: 4711 }, create: { name: "sql" }, update: { name: "ts" } });
    expect(tag).toMatchObject({ id: 4711, name: "sql" });
    await db.tags.deleteMany({ all: true });
  });

  test("fails none of many at once", async () => {
    const calls = Array.from({ length: 20 }, (_, n) =>
      db.users.upsert({ where, create: ada, update: { fullName: `${n}` }, select: { id: true } }),
    );
    expect(new Set((await Promise.all(calls)).map(({ id }) => id)).size).toBe(1);
    expect(await db.users.count()).toBe(1);
  });

  test("writes rows of relations on either way, and all or nothing", async () => {
    const upsert = (title: string) =>
      db.users.upsert({
        where,
        create: { ...ada, posts: { create: { title, content: "new" } } },
        update: { posts: { upsert: { where: { id: 0 }, create: { title, content: "more" }, update: {} } } },
        include: { posts: { orderBy: { id: "asc" } } },
        counts: { posts: true },
      });
    expect(await upsert("a")).toMatchObject({ posts: [{ title: "a", content: "new" }], counts: { posts: 1 } });
    expect(await upsert("b")).toMatchObject({ posts: [{ title: "a" }, { title: "b", content: "more" }] });
    await expect(upsert("b")).rejects.toBeInstanceOf(UniqueViolation);
    expect(await db.posts.count()).toBe(2);
  });

  test("refuses every mistake before anything is sent", async () => {
    const refuse = async (args: object, path: string) => {
      const complete = { where, create: ada, update: {}, ...args };
      expect(await refusalOf(db, () => db.users.upsert(complete as never))).toMatchObject({ path });
    };
    await refuse({ where: { ...where, isActive: true } }, "where");
    await refuse({ where: { isActive: true } }, "where");
    await refuse({ create: { ...ada, email: "bob@example.com" } }, "create.email");
    await refuse({ create: { ...ada, email: "bob@example.com", posts: {} } }, "create.email");
    await refuse({ create: { email: ada.email } }, "create.hashedPassword");
    await refuse({ create: { ...ada, nmae: "" } }, "create.nmae");
    await refuse({ update: { nmae: "" } }, "update.nmae");
    await refuse({ update: { email: 1 } }, "update.email");
    await refuse({ update: { posts: { create: [{ titel: "" }] } } }, "update.posts.create[0].titel");
    await refuse({ create: undefined }, "create");
    await refuse({ update: undefined }, "update");
  });
});
