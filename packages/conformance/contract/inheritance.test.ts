import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";
import { inheritanceSchema as schema, type InheritanceDatabase, type Row } from "./inheritance.js";

const admins = 100;
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const emailOf = (id: number) => `${String(id).padStart(3, "0")}@example.com`;

/** Users 1 to 100 are admins, every tenth of them a super admin; 101 to 150 are nothing else. */
onEveryDialect((fixture) => {
  let db: InheritanceDatabase;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<InheritanceDatabase>({ url: fixture.url, schema, models: {} });
    await db.teams.createMany({ data: range(3).map((id) => ({ id, title: `team ${id}` })) });
    const admin = (id: number) => ({
      id,
      email: emailOf(id),
      name: id % 2 === 0 ? null : `name ${id % 7}`,
      managerId: id > 1 ? Math.floor(id / 2) : null,
      badge: 1000 - id,
      teamId: id % 4 === 0 ? null : id % 4,
    });
    const isSuper = (id: number) => id % 10 === 0;
    const plain = range(admins).filter((id) => !isSuper(id));
    await db.transaction(async (tx) => {
      for (const id of range(admins).filter((each) => each > 0)) {
        if (isSuper(id)) await tx.superAdmins.create({ data: { ...admin(id), secret: `secret ${id}` } });
        else if (plain.includes(id)) await tx.admins.create({ data: admin(id) });
      }
    });
    await db.users.createMany({
      data: range(50).map((each) => ({ id: admins + each, email: emailOf(admins + each), managerId: each })),
    });
    await db.posts.createMany({
      data: range(300).map((id) => ({
        id,
        title: `post ${id}`,
        authorId: ((id - 1) % 150) + 1,
        reviewerId: id % 3 === 0 ? null : ((id - 1) % admins) + 1,
      })),
    });
    await db.bans.createMany({ data: range(50).map((id) => ({ id, byId: id })) });
  });
  afterAll(() => db.dispose());

  async function expectStatements(statements: number, find: (limit: number) => Query<Row[]>): Promise<Row[]> {
    expect(find(1).plan().statements).toBe(statements);
    expect((await countStatements(db, () => find(1))).statements).toBe(statements);
    const all = await countStatements(db, () => find(admins));
    expect(all.statements).toBe(statements);
    return all.result;
  }

  const byId = { orderBy: { id: "asc" } } as const;

  describe("reading a model that extends another", () => {
    it("gives the fields of all of its tables, in one statement", async () => {
      const rows = await expectStatements(1, (limit) => db.admins.findMany({ ...byId, limit }));
      expect(rows).toHaveLength(admins);
      const { createdAt, updatedAt, ...rest } = rows[2]!;
      for (const time of [createdAt, updatedAt]) expect(time).toBeInstanceOf(Date);
      expect(rest).toEqual({
        id: 3,
        email: emailOf(3),
        name: "name 3",
        managerId: 1,
        badge: 997,
        note: "none",
        teamId: 3,
      });
    });

    it("joins only the tables that a call reads", async () => {
      const [own] = db.admins.findMany({ select: { id: true, badge: true }, orderBy: { badge: "asc" } }).toSQL();
      expect(own).not.toMatch(/join/);
      const [far] = db.superAdmins.findMany({ select: { id: true, email: true } }).toSQL();
      expect(far!.match(/join/g)).toHaveLength(1);
      const rows = await db.superAdmins.findMany({ select: { id: true, email: true }, ...byId, limit: 1 });
      expect(rows).toEqual([{ id: 10, email: emailOf(10) }]);
    });

    it("filters by what is inherited, and by what is not, together", async () => {
      const where = { AND: [{ email: { lt: emailOf(20) } }, { badge: { gt: 985 } }], NOT: { name: "name 1" } };
      const rows = await db.admins.findMany({ where, ...byId });
      expect(rows.map(({ id }) => id)).toEqual(range(14).filter((id) => id % 2 === 0 || id % 7 !== 1));
      expect(await db.admins.count({ where: { name: null } })).toBe(50);
      expect(await db.admins.exists({ where: { email: emailOf(101) } })).toBe(false);
      expect(await db.superAdmins.count({ where: { email: emailOf(20), badge: 980 } })).toBe(1);
    });

    it("finds rows by the keys of its parent as by its own", async () => {
      expect(await db.admins.findUnique({ where: { email: emailOf(7) } })).toMatchObject({ id: 7, badge: 993 });
      expect(await db.superAdmins.findUnique({ where: { badge: 990 } })).toMatchObject({ id: 10 });
      expect(await db.admins.findUnique({ where: { email: emailOf(101) } })).toBeNull();
      await expect(db.admins.getById(101)).rejects.toMatchObject({ code: "query/record-not-found" });
    });

    it("sorts by inherited fields, also through a relation", async () => {
      const rows = await db.admins.findMany({ orderBy: [{ name: "desc" }, { email: "desc" }], limit: 2 });
      expect(rows.map(({ id }) => id)).toEqual([100, 98]);
      const posts = await db.posts.findMany({
        where: { reviewer: { isNot: null } },
        orderBy: [{ reviewer: { email: "desc" } }, { id: "asc" }],
        limit: 2,
      });
      expect(posts.map(({ id }) => id)).toEqual([100, 200]);
    });

    it("pages in the order of its key", async () => {
      const rows = await db.admins.findMany({ ...byId, limit: 3, offset: 4, where: { email: { gte: emailOf(2) } } });
      expect(rows.map(({ id }) => id)).toEqual([6, 7, 8]);
    });

    it("leaves hidden fields out unless they are selected", async () => {
      expect(await db.superAdmins.getById(10)).not.toHaveProperty("secret");
      const [row] = await db.superAdmins.findMany({ where: { id: 10 }, select: { secret: true, badge: true } });
      expect(row).toEqual({ secret: "secret 10", badge: 990 });
    });
  });

  describe("relations", () => {
    it("are inherited: to many, to one, and what the key of a parent leads to", async () => {
      const include = { posts: { orderBy: { id: "asc" } }, manager: true, reports: true, bans: true, team: true };
      const rows = await expectStatements(4, (limit) => db.admins.findMany({ include, ...byId, limit }));
      expect(rows[4]).toMatchObject({
        id: 5,
        posts: [{ id: 5 }, { id: 155 }],
        manager: { id: 2 },
        bans: [{ id: 5 }],
        team: { id: 1 },
      });
      expect((rows[4]!["reports"] as Row[]).map(({ id }) => id).sort((a, b) => a - b)).toEqual([10, 11, 105]);
    });

    it("load a to-one of an inherited key in a statement of its own, if asked", async () => {
      const include = { manager: { load: "batch" } };
      const rows = await expectStatements(2, (limit) => db.admins.findMany({ include, ...byId, limit, offset: 1 }));
      expect(rows[5]!["manager"]).toMatchObject({ id: 3, email: emailOf(3) });
    });

    it("lead to a model that extends another: joined, batched, and nobody there", async () => {
      for (const load of ["join", "batch"]) {
        const posts = await expectStatements(load === "join" ? 1 : 2, (limit) =>
          db.posts.findMany({ include: { reviewer: { load } }, ...byId, limit }),
        );
        expect(posts[0]!["reviewer"]).toMatchObject({ id: 1, email: emailOf(1), badge: 999 });
        expect(posts[2]!["reviewer"]).toBeNull();
      }
    });

    it("list rows of a model that extends another, sorted and limited for each parent", async () => {
      const include = { admins: true };
      const teams = await expectStatements(2, (limit) => db.teams.findMany({ include, ...byId, limit }));
      expect((teams[1]!["admins"] as Row[]).map(({ email }) => email)).toEqual(
        range(admins)
          .filter((id) => id % 4 === 2)
          .map(emailOf),
      );
      const paged = {
        admins: {
          where: { email: { gt: emailOf(10) } },
          orderBy: [{ name: "asc" }, { id: "asc" }],
          limit: 2,
          offset: 1,
        },
      };
      const pages = await expectStatements(2, (limit) => db.teams.findMany({ include: paged, ...byId, limit }));
      for (const { id, admins: page } of pages) {
        const one = await db.admins.findMany({ ...paged.admins, where: { teamId: id, email: { gt: emailOf(10) } } });
        expect(JSON.stringify(page)).toBe(JSON.stringify(one));
      }
    });

    it("filter through both: some, every, none, is, isNot", async () => {
      const ids = async (where: object) => (await db.teams.findMany({ where, ...byId })).map(({ id }) => id);
      expect(await ids({ admins: { some: { email: emailOf(6) } } })).toEqual([2]);
      expect(await ids({ admins: { every: { email: { not: emailOf(6) } } } })).toEqual([1, 3]);
      expect(await ids({ admins: { none: { email: emailOf(5), badge: 995 } } })).toEqual([2, 3]);
      expect(await db.posts.count({ where: { reviewer: { is: { email: emailOf(4) } } } })).toBe(2);
      expect(await db.posts.count({ where: { reviewer: { isNot: { email: emailOf(4) } } } })).toBe(298);
      expect(await db.admins.count({ where: { manager: { is: { email: emailOf(3) } } } })).toBe(2);
      expect(await db.admins.count({ where: { posts: { some: { title: "post 7" } } } })).toBe(1);
      expect(await db.admins.count({ where: { manager: null } })).toBe(1);
    });
  });

  describe("the rows of the parent", () => {
    it("are all of them, of whatever kind, and as the parent", async () => {
      expect(await db.users.count()).toBe(150);
      const ten = await db.users.getById(10);
      expect(ten).not.toHaveProperty("badge");
    });

    it("lead to what they are besides, level by level, in one statement", async () => {
      const include = { admin: { include: { superAdmin: true } } };
      const users = await expectStatements(1, (limit) => db.users.findMany({ include, ...byId, limit: limit + 50 }));
      expect(users[8]!["admin"]).toMatchObject({ id: 9, badge: 991, email: emailOf(9), superAdmin: null });
      expect(users[9]!["admin"]).toMatchObject({ superAdmin: { id: 10, badge: 990, email: emailOf(10) } });
      expect(users[120]!["admin"]).toBeNull();
      const batched = { admin: { load: "batch" } };
      const found = await expectStatements(2, (limit) => db.users.findMany({ include: batched, ...byId, limit }));
      expect(found[9]!["admin"]).toMatchObject({ badge: 990, email: emailOf(10) });
    });

    it("are filtered and sorted by what they are", async () => {
      expect(await db.users.count({ where: { admin: { isNot: null } } })).toBe(100);
      expect(await db.users.count({ where: { admin: null } })).toBe(50);
      expect(await db.users.count({ where: { admin: { is: { badge: { gte: 990 }, name: null } } } })).toBe(5);
      expect(await db.users.count({ where: { admin: { is: { superAdmin: { isNot: null } } } } })).toBe(10);
      const [first] = await db.users.findMany({ orderBy: { admin: { badge: "asc" } }, limit: 1 });
      expect(first).toMatchObject({ id: 100 });
    });
  });
});
