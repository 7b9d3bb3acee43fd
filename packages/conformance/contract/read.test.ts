import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { User } from "@joinery/generated/blog/models/user.js";
import { RecordNotFound, RelationNotLoadedError } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    await db.users.createMany({
      data: [
        { email: "ada@example.com", hashedPassword: "a", fullName: "Ada Lovelace", role: "ADMIN" },
        { email: "bob@example.com", hashedPassword: "b", isActive: false, settings: { theme: "dark" } },
        { email: "cem@example.org", hashedPassword: "c", fullName: "Cem 100%", role: "EDITOR", managerId: 1 },
      ],
    });
    await db.posts.createMany({
      data: Array.from({ length: 5 }, (_, index) => ({
        title: `Post ${index + 1}`,
        content: "…",
        authorId: index < 4 ? 1 : 2,
        publishedAt: index % 2 === 0 ? new Date(Date.UTC(2020, 0, index + 1)) : null,
      })),
    });
  });
  afterAll(() => db.dispose());

  const emails = async (where: Parameters<typeof db.users.count>[0]) =>
    (await db.users.findMany({ ...where, orderBy: { id: "asc" } })).map((user) => user.email.slice(0, 3));

  describe("one row", () => {
    it("is found by any unique key, as an instance of its class", async () => {
      const ada = await db.users.findUnique({ where: { id: 1 } });
      expect(ada).toBeInstanceOf(User);
      expect(ada!.constructor).toBe(User);
      expect(ada).toMatchObject({ id: 1, email: "ada@example.com", isActive: true, role: "ADMIN", managerId: null });
      expect(ada!.createdAt).toBeInstanceOf(Date);
      expect(await db.users.findUnique({ where: { email: "ada@example.com" } })).toEqual(ada);
      expect(await db.users.getByEmail("ada@example.com")).toEqual(ada);
      expect(await db.users.getById(1)).toEqual(ada);
      expect((await db.posts.getByAuthorIdAndTitle(1, "Post 2"))?.id).toBe(2);
    });

    it("is null where there is none, or an error where that is asked", async () => {
      expect(await db.users.findUnique({ where: { id: 99 } })).toBeNull();
      expect(await db.users.findFirst({ where: { email: "nobody" } })).toBeNull();
      expect(await db.users.getByEmail("nobody")).toBeNull();
      const notFound = { code: "query/record-not-found", model: "User" };
      await expect(db.users.findUniqueOrThrow({ where: { id: 99 } })).rejects.toMatchObject(notFound);
      await expect(db.users.findFirstOrThrow({ where: { id: 99 } })).rejects.toBeInstanceOf(RecordNotFound);
      await expect(db.users.getById(99)).rejects.toMatchObject({ ...notFound, operation: "getById" });
    });

    it("may be narrowed beyond its key", async () => {
      expect(await db.users.findUnique({ where: { id: 1, isActive: false } })).toBeNull();
      expect(await db.users.findUnique({ where: { id: 1, posts: { some: {} } } })).not.toBeNull();
    });

    it("is the first in the order asked for", async () => {
      expect((await db.users.findFirst({ orderBy: { id: "desc" } }))!.id).toBe(3);
      expect((await db.users.findFirst({ orderBy: { id: "asc" }, offset: 1, limit: 5 }))!.id).toBe(2);
    });
  });

  describe("hidden fields", () => {
    it("come only when they are selected by name", async () => {
      const ada = await db.users.getById(1);
      expect(Object.keys(ada)).not.toContain("hashedPassword");
      const secret = await db.users.getById(1, { select: { hashedPassword: true } });
      expect(secret).toEqual({ hashedPassword: "a" });
      expect(await emails({ where: { hashedPassword: "c" } })).toEqual(["cem"]);
    });
  });

  describe("select", () => {
    it("gives plain objects of what it names", async () => {
      const users = await db.users.findMany({ select: { id: true, email: false, role: true }, orderBy: { id: "asc" } });
      expect(users).toStrictEqual([
        { id: 1, role: "ADMIN" },
        { id: 2, role: "READER" },
        { id: 3, role: "EDITOR" },
      ]);
    });
  });

  describe("filters", () => {
    it("compare", async () => {
      expect(await emails({ where: { isActive: true } })).toEqual(["ada", "cem"]);
      expect(await emails({ where: { id: { gt: 1, lte: 2 } } })).toEqual(["bob"]);
      expect(await emails({ where: { id: { between: [2, 3] } } })).toEqual(["bob", "cem"]);
      expect(await emails({ where: { id: { in: [3, 1, 99] } } })).toEqual(["ada", "cem"]);
      expect(await emails({ where: { id: { notIn: [3, 1] } } })).toEqual(["bob"]);
      expect(await emails({ where: { id: { in: [] } } })).toEqual([]);
      expect(await emails({ where: { role: { in: ["ADMIN", "READER"] } } })).toEqual(["ada", "bob"]);
      expect(await emails({ where: { createdAt: { gt: new Date(0) } } })).toHaveLength(3);
    });

    it("search text literally, and without regard to case when asked", async () => {
      expect(await emails({ where: { email: { endsWith: ".com" } } })).toEqual(["ada", "bob"]);
      expect(await emails({ where: { email: { startsWith: "c" } } })).toEqual(["cem"]);
      expect(await emails({ where: { fullName: { contains: "0%" } } })).toEqual(["cem"]);
      expect(await emails({ where: { fullName: { contains: "%" } } })).toEqual(["cem"]);
      expect(await emails({ where: { email: { like: "_d_@%" } } })).toEqual(["ada"]);
      expect(await emails({ where: { fullName: { contains: "LOVE" } } })).toEqual([]);
      expect(await emails({ where: { fullName: { contains: "LOVE", mode: "insensitive" } } })).toEqual(["ada"]);
      expect(await emails({ where: { email: { equals: "ADA@example.com", mode: "insensitive" } } })).toEqual(["ada"]);
      expect(await emails({ where: { email: { in: ["BOB@EXAMPLE.COM"], mode: "insensitive" } } })).toEqual(["bob"]);
    });

    it("take null as a value: not gives exactly the other rows", async () => {
      expect(await emails({ where: { fullName: null } })).toEqual(["bob"]);
      expect(await emails({ where: { fullName: { not: null } } })).toEqual(["ada", "cem"]);
      expect(await emails({ where: { fullName: { isNull: true } } })).toEqual(["bob"]);
      expect(await emails({ where: { fullName: { not: "Ada Lovelace" } } })).toEqual(["bob", "cem"]);
      expect(await emails({ where: { fullName: { not: { contains: "Ada" } } } })).toEqual(["bob", "cem"]);
      expect(await emails({ where: { NOT: { fullName: { startsWith: "A" } } } })).toEqual(["bob", "cem"]);
      expect(await emails({ where: { managerId: { notIn: [1] } } })).toEqual(["ada", "bob"]);
    });

    it("combine", async () => {
      expect(await emails({ where: { OR: [{ id: 1 }, { AND: [{ id: 2 }, { isActive: false }] }] } })).toEqual([
        "ada",
        "bob",
      ]);
      expect(await emails({ where: { OR: [] } })).toEqual([]);
      expect(await emails({ where: { AND: [] } })).toHaveLength(3);
      expect(await emails({ where: { NOT: [{ id: 1 }, { id: 2 }] } })).toEqual(["cem"]);
      expect(await emails({ where: { AND: { isActive: true, NOT: { role: "ADMIN" } } } })).toEqual(["cem"]);
    });

    it("follow relations to any depth", async () => {
      expect(await emails({ where: { posts: { some: { title: "Post 5" } } } })).toEqual(["bob"]);
      expect(await emails({ where: { posts: { none: {} } } })).toEqual(["cem"]);
      expect(await emails({ where: { posts: { every: { publishedAt: { not: null } } } } })).toEqual(["bob", "cem"]);
      expect(await emails({ where: { manager: { is: { email: { startsWith: "ada" } } } } })).toEqual(["cem"]);
      expect(await emails({ where: { manager: { isNot: { id: 1 } } } })).toEqual(["ada", "bob"]);
      expect(await emails({ where: { manager: null } })).toEqual(["ada", "bob"]);
      expect(await emails({ where: { manager: { isNot: null } } })).toEqual(["cem"]);
      expect(await emails({ where: { profile: null } })).toHaveLength(3);
      expect(
        await emails({ where: { reports: { some: { manager: { is: { posts: { some: { id: 1 } } } } } } } }),
      ).toEqual(["ada"]);
    });

    it("compare JSON by value", async () => {
      expect(await emails({ where: { settings: { equals: { theme: "dark" } } } })).toEqual(["bob"]);
      expect(await emails({ where: { settings: { not: { theme: "dark" } } } })).toEqual(["ada", "cem"]);
      expect(await emails({ where: { settings: { equals: { emails: true, theme: "light" } } } })).toEqual([
        "ada",
        "cem",
      ]);
    });
  });

  describe("order and pages", () => {
    it("orders by several fields, and through relations to one", async () => {
      const ids = async (orderBy: Parameters<typeof db.posts.findMany>[0]) =>
        (await db.posts.findMany(orderBy)).map((post) => post.id);
      expect(await ids({ orderBy: [{ author: { email: "desc" } }, { id: "desc" }] })).toEqual([5, 4, 3, 2, 1]);
      expect(await ids({ orderBy: { authorId: "desc", id: "asc" } })).toEqual([5, 1, 2, 3, 4]);
      expect(await ids({ orderBy: { author: { manager: { id: "asc" } }, id: "asc" } })).toEqual([1, 2, 3, 4, 5]);
    });

    it("counts null as larger than any value, unless told where it goes", async () => {
      const order = async (orderBy: NonNullable<Parameters<typeof db.posts.findMany>[0]>["orderBy"]) =>
        (await db.posts.findMany({ orderBy: [orderBy, { id: "asc" }].flat() as never })).map((post) => post.id);
      expect(await order({ publishedAt: "asc" })).toEqual([1, 3, 5, 2, 4]);
      expect(await order({ publishedAt: "desc" })).toEqual([2, 4, 5, 3, 1]);
      expect(await order({ publishedAt: { sort: "desc", nulls: "last" } })).toEqual([5, 3, 1, 2, 4]);
    });

    it("reads pages", async () => {
      const page = async (args: { limit?: number; offset?: number }) =>
        (await db.posts.findMany({ orderBy: { id: "asc" }, ...args })).map((post) => post.id);
      expect(await page({ limit: 2 })).toEqual([1, 2]);
      expect(await page({ limit: 2, offset: 4 })).toEqual([5]);
      expect(await page({ offset: 3 })).toEqual([4, 5]);
      expect(await page({ limit: 0 })).toEqual([]);
      expect((await db.posts.getAll({ skip: 1, limit: 2 })).map((post) => post.id)).toEqual([2, 3]);
      expect(await db.posts.getAll()).toHaveLength(5);
    });
  });

  describe("count and exists", () => {
    it("answer without loading rows", async () => {
      expect(await db.users.count()).toBe(3);
      expect(await db.users.count({ where: { isActive: true } })).toBe(2);
      expect(await db.users.exists()).toBe(true);
      expect(await db.users.exists({ where: { email: "nobody" } })).toBe(false);
    });
  });

  describe("relations that were not loaded", () => {
    it("say which call loads them", async () => {
      const ada = (await db.users.getById(1)) as User & { posts: unknown };
      expect(() => ada.posts).toThrow(RelationNotLoadedError);
      const calls = /db\.users\.getById\(id, \{ include: \{ posts: true \} \}\).*await user\.load\(\{ posts: true \}\)/;
      expect(() => ada.posts).toThrow(calls);
    });

    it("are undefined where the call says that they are not wanted", async () => {
      const isWanted = Math.random() > 2;
      const { result: ada, statements } = await countStatements(db, () =>
        db.users.getById(1, { include: { posts: isWanted } }),
      );
      expect(statements).toBe(1);
      expect(ada.posts).toBeUndefined();
    });
  });
});
