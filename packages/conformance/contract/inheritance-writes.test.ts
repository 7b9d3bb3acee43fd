import { onEveryDialect } from "@joinery/conformance";
import { createClient } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";
import { inheritanceSchema as schema, type InheritanceDatabase } from "./inheritance.js";

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const keyOfOne = "11111111-1111-4111-8111-111111111111";

onEveryDialect((fixture) => {
  let db: InheritanceDatabase;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<InheritanceDatabase>({ url: fixture.url, schema, models: {} });
    await db.teams.createMany({ data: [{ id: 1, title: "one" }] });
  });
  beforeEach(async () => {
    for (const rows of [db.users, db.parties, db.documents]) await rows.deleteMany({ all: true });
    await db.articles.deleteMany({ all: true });
  });
  afterAll(() => db.dispose());

  const counted = <Result>(work: () => PromiseLike<Result>) => countStatements(db, work);

  describe("create", () => {
    it("makes a row in every table, with one key, and gives it back whole", async () => {
      const data = { email: "a@b.c", name: "Ada", badge: 7, secret: "s", teamId: 1 };
      const { result, statements } = await counted(() => db.superAdmins.create({ data }));
      expect(statements).toBe(4);
      expect(result).toMatchObject({ email: "a@b.c", name: "Ada", badge: 7, note: "none", teamId: 1 });
      expect(await db.users.getById(result.id)).toMatchObject({ email: "a@b.c", name: "Ada" });
      expect(await db.admins.getById(result.id)).toMatchObject({ email: "a@b.c", badge: 7 });
      const next = await db.users.create({ data: { email: "b@b.c" } });
      expect(next.id).toBeGreaterThan(result.id);
    });

    it("gives back what the call selects or includes", async () => {
      const data = { email: "a@b.c", badge: 7, teamId: 1 };
      const made = await db.admins.create({ data, include: { team: true, posts: true } });
      expect(made).toMatchObject({ team: { id: 1, title: "one" }, posts: [] });
      const row = await db.admins.create({ data: { email: "b", badge: 8 }, select: { email: true, badge: true } });
      expect(row).toEqual({ email: "b", badge: 8 });
    });

    it("says beforehand how many statements it sends", async () => {
      const query = db.admins.create({ data: { email: "a@b.c", badge: 7 } });
      expect(query.plan().steps.map(({ strategy }) => strategy)).toEqual(["write", "write", "root"]);
      expect(query.plan().statements).toBe(3);
      expect(query.toSQL()).toHaveLength(3);
    });

    it("takes keys that the caller gives, that are made here, and of two fields", async () => {
      expect(await db.admins.create({ data: { id: 4711, email: "x", badge: 1 } })).toMatchObject({ id: 4711 });
      const invoice = await db.invoices.create({ data: { title: "t", total: "1.50" } });
      expect(await db.documents.getById(invoice.id)).toMatchObject({ title: "t" });
      const key = { tenant: 1, number: 2 };
      expect(await db.videos.create({ data: { ...key, title: "v", seconds: 3 } })).toMatchObject({
        ...key,
        seconds: 3,
      });
      expect(await db.articles.getById(key)).toMatchObject({ title: "v" });
    });

    it("makes a row of defaults in the first table", async () => {
      const person = await db.people.create({ data: { name: "P" } });
      expect(person["createdAt"]).toBeInstanceOf(Date);
    });

    it("makes nothing at all when one of the tables refuses", async () => {
      await db.admins.create({ data: { id: 1, email: "a", badge: 1 } });
      await expect(db.admins.create({ data: { email: "b", badge: 1 } })).rejects.toMatchObject({
        code: "query/unique-violation",
        model: "Admin",
        fields: ["badge"],
      });
      expect(await db.users.count()).toBe(1);
    });

    it("names what is taken in the words of the model that was called, whatever table it is in", async () => {
      await db.users.create({ data: { id: 1, email: "a" } });
      const taken = { code: "query/unique-violation", model: "SuperAdmin" };
      const data = { badge: 1, secret: "s" };
      await expect(db.superAdmins.create({ data: { ...data, email: "a" } })).rejects.toMatchObject({
        ...taken,
        fields: ["email"],
      });
      // A row that is there is not taken over: its parts are not known to be meant.
      await expect(db.superAdmins.create({ data: { ...data, id: 1, email: "b" } })).rejects.toMatchObject({
        ...taken,
        fields: ["id"],
      });
      await expect(db.admins.create({ data: { email: "c", badge: 2, teamId: 99 } })).rejects.toMatchObject({
        code: "query/foreign-key-violation",
      });
      expect(await db.users.count()).toBe(1);
    });

    it("is a part of the transaction around it", async () => {
      const failure = new Error("no");
      const work = db.transaction(async (tx) => {
        await tx.admins.create({ data: { email: "a", badge: 1 } });
        expect(await tx.admins.count()).toBe(1);
        throw failure;
      });
      await expect(work).rejects.toBe(failure);
      expect(await db.users.count()).toBe(0);
    });

    it("asks for every value that neither database nor client can make, of every table", async () => {
      for (const data of [{ badge: 1 }, { email: "a" }, { email: "a", badge: 1, sekret: "s" }, { email: 1, badge: 2 }])
        await expect(db.superAdmins.create({ data })).rejects.toMatchObject({ code: "query/invalid-argument" });
    });
  });

  describe("bulkCreate", () => {
    it("puts rows into every table a chunk at a time, and gives their keys in order, all or none", async () => {
      const data = range(25).map((badge) => ({ email: `${badge}`, badge, secret: "s" }));
      const { result: keys, statements } = await counted(() => db.superAdmins.bulkCreate({ data, chunkSize: 10 }));
      expect(statements).toBe(fixture.pick({ postgresql: 9, sqlite: 18 }));
      for (const row of [0, 9, 10, 24]) {
        expect(await db.superAdmins.getById(keys[row])).toMatchObject({ email: `${row + 1}`, badge: row + 1 });
      }
      const changes = keys.map((id, row) => ({ where: { id }, data: { name: `n${row}`, note: `m${row}` } }));
      expect(await db.superAdmins.bulkUpdate({ changes, chunkSize: 10 })).toBe(25);
      expect(await db.superAdmins.getById(keys[17])).toMatchObject({ name: "n17", note: "m17" });
      const taken = [
        ...range(12).map((badge) => ({ email: `x${badge}`, badge: 100 + badge })),
        { email: "y", badge: 25 },
      ];
      await expect(db.admins.bulkCreate({ data: taken, chunkSize: 5 })).rejects.toMatchObject({
        code: "query/unique-violation",
        model: "Admin",
        fields: ["badge"],
      });
      expect(await db.users.count()).toBe(25);
      expect(await db.invoices.bulkCreate({ data: [{ id: keyOfOne, title: "t", total: "1.00" }] })).toEqual([keyOfOne]);
      const video = { tenant: 1, number: 2, title: "v", seconds: 3 };
      expect(await db.videos.bulkCreate({ data: [video] })).toEqual([{ tenant: 1, number: 2 }]);
    });
  });

  describe("createMany", () => {
    it("makes any number of rows in as many statements as there are tables", async () => {
      for (const count of [1, 100]) {
        const data = range(count).map((each) => ({ email: `${count} ${each}`, badge: each + count, secret: "s" }));
        const { result, statements } = await counted(() => db.superAdmins.createMany({ data }));
        expect(result).toBe(count);
        expect(statements).toBe(3);
      }
      const rows = await db.superAdmins.findMany({ where: { email: { startsWith: "100 " } } });
      expect(rows).toHaveLength(100);
      for (const { email, badge } of rows) expect(email).toBe(`100 ${Number(badge) - 100}`);
    });

    it("takes rows with different fields, and keys given, made here, and of two fields", async () => {
      await db.admins.createMany({
        data: [
          { id: 50, email: "50", badge: 50 },
          { email: "a", badge: 1, name: "A" },
          { email: "b", badge: 2 },
          { id: 60, email: "60", badge: 60, note: "n" },
        ],
      });
      const rows = await db.admins.findMany({
        orderBy: { badge: "asc" },
        select: { email: true, name: true, note: true },
      });
      expect(rows).toEqual([
        { email: "a", name: "A", note: "none" },
        { email: "b", name: null, note: "none" },
        { email: "50", name: null, note: "none" },
        { email: "60", name: null, note: "n" },
      ]);
      await db.invoices.createMany({ data: range(9).map((each) => ({ title: `${each}`, total: `${each}.00` })) });
      for (const { title, total } of await db.invoices.findMany()) expect(total).toBe(`${String(title)}.00`);
      await db.videos.createMany({
        data: range(9).map((each) => ({ tenant: each, number: -each, title: "", seconds: each })),
      });
      for (const { tenant, number, seconds } of await db.videos.findMany())
        expect([tenant, number]).toEqual([seconds, -Number(seconds)]);
    });

    it("makes many rows whose first table has nothing but defaults", async () => {
      const { statements } = await counted(() =>
        db.people.createMany({ data: range(64).map((n) => ({ name: `${n}` })) }),
      );
      expect(statements).toBe(2);
      expect(await db.people.count()).toBe(64);
      expect((await counted(() => db.parties.createMany({ data: range(64).map(() => ({})) }))).statements).toBe(1);
      expect(await db.parties.count()).toBe(128);
    });

    it("inserts all rows or none, and says which is wrong", async () => {
      const data = [
        { email: "a", badge: 1 },
        { email: "b", badge: 1 },
      ];
      await expect(db.admins.createMany({ data })).rejects.toMatchObject({ model: "Admin", fields: ["badge"] });
      await expect(db.admins.createMany({ data: [data[0]!, { email: "b", badge: "1" }] })).rejects.toMatchObject({
        code: "query/invalid-argument",
        path: "data[1].badge",
      });
      await expect(db.admins.createMany({ data, skipDuplicates: true })).rejects.toMatchObject({
        path: "skipDuplicates",
      });
      expect(await db.users.count()).toBe(0);
      expect(await db.admins.createMany({ data: [] })).toBe(0);
    });
  });

  describe("update", () => {
    beforeEach(async () => {
      await db.admins.createMany({ data: range(10).map((id) => ({ id, email: `${id}`, name: "n", badge: id })) });
      await db.users.create({ data: { id: 11, email: "11", name: "n" } });
    });

    it("changes what is in either table, or in both, by what is in either", async () => {
      const both = { where: { email: "3", badge: 3 }, data: { email: "three", badge: 33, name: null } };
      const { result, statements } = await counted(() => db.admins.update(both));
      expect(statements).toBe(3);
      expect(result).toMatchObject({ id: 3, email: "three", badge: 33, name: null });
      const inherited = await db.admins.update({
        where: { badge: 4 },
        data: { email: "four" },
        include: { team: true },
      });
      expect(inherited).toMatchObject({ id: 4, email: "four", badge: 4, team: null });
      const own = await db.admins.update({ where: { email: "four" }, data: { badge: 44 }, select: { badge: true } });
      expect(own).toEqual({ badge: 44 });
      expect(await db.users.getById(4)).toMatchObject({ email: "four" });
    });

    it("touches the time of an update wherever it is", async () => {
      const times = async () => (await db.users.getById(5))["updatedAt"] as Date;
      const before = await times();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await db.admins.update({ where: { id: 5 }, data: { badge: 55 } });
      expect((await times()).getTime()).toBeGreaterThan(before.getTime());
    });

    it("changes the key in all tables", async () => {
      expect(await db.admins.update({ where: { id: 6 }, data: { id: 66, badge: 66 } })).toMatchObject({
        id: 66,
        badge: 66,
      });
      expect(await db.users.exists({ where: { id: 6 } })).toBe(false);
    });

    it("finds no row that is only its parent's", async () => {
      await expect(db.admins.update({ where: { id: 11 }, data: { name: "x", badge: 1 } })).rejects.toMatchObject({
        code: "query/record-not-found",
      });
      expect(await db.users.getById(11)).toMatchObject({ name: "n" });
    });

    it("changes all or nothing", async () => {
      const update = db.admins.update({ where: { id: 1 }, data: { name: "changed", badge: 2 } });
      await expect(update).rejects.toMatchObject({ code: "query/unique-violation", model: "Admin", fields: ["badge"] });
      expect(await db.admins.getById(1)).toMatchObject({ name: "n", badge: 1 });
      await expect(db.articles.update({ where: { tenant: 1, number: 1 }, data: {} })).rejects.toMatchObject({
        path: "data",
      });
      await expect(db.videos.update({ where: { tenant: 1, number: 1 }, data: {} })).rejects.toMatchObject({
        path: "data",
      });
    });

    it("changes many rows by one statement for each table", async () => {
      const both = { where: { name: "n", badge: { lte: 4 } }, data: { name: "m", note: "x" } };
      expect(db.admins.updateMany(both).plan().statements).toBe(2);
      const { result, statements } = await counted(() => db.admins.updateMany(both));
      expect([result, statements]).toEqual([4, 2]);
      expect(await db.admins.count({ where: { name: "m", note: "x" } })).toBe(4);
      expect(await db.admins.count({ where: { OR: [{ name: "m" }, { note: "x" }] } })).toBe(4);
      expect(await db.admins.updateMany({ all: true, data: { name: "all" } })).toBe(10);
      expect(await db.users.getById(11)).toMatchObject({ name: "n" });
      expect(await db.admins.updateMany({ where: { email: "nobody" }, data: { name: "z", note: "z" } })).toBe(0);
    });

    it("changes many rows with keys of two fields", async () => {
      await db.videos.createMany({
        data: range(9).map((number) => ({ tenant: 1, number, title: "t", seconds: number })),
      });
      await db.articles.create({ data: { tenant: 1, number: 10, title: "t" } });
      const where = { seconds: { gt: 5 }, title: "t" };
      expect(await db.videos.updateMany({ where, data: { title: "u", seconds: 0 } })).toBe(4);
      expect(await db.articles.count({ where: { title: "u" } })).toBe(4);
      expect(await db.videos.count({ where: { seconds: 0 } })).toBe(4);
      const next = { nextTenant: 1, nextNumber: 1 };
      const changed = {
        where: { tenant: 1, number: 9 },
        data: { ...next, title: "w" },
        include: { next: true, before: true },
      };
      expect(await db.videos.update(changed)).toMatchObject({
        title: "w",
        next: { title: "t", seconds: 1 },
        before: [],
      });
    });
  });

  describe("delete", () => {
    beforeEach(async () => {
      const admin = (id: number) => ({ id, email: `${id}`, name: "n", badge: id });
      await db.superAdmins.createMany({ data: [1, 2].map((id) => ({ ...admin(id), secret: "s" })) });
      await db.admins.createMany({ data: [3, 4].map(admin) });
      await db.users.createMany({ data: [5, 6].map((id) => ({ id, email: `${id}`, name: "n" })) });
      await db.bans.createMany({ data: [{ id: 1, byId: 1 }] });
    });

    it("takes the row out of every table, and gives it back as it was", async () => {
      const { result, statements } = await counted(() =>
        db.admins.delete({ where: { email: "1" }, include: { bans: true, superAdmin: true } }),
      );
      expect(statements).toBe(3);
      expect(result).toMatchObject({ id: 1, email: "1", badge: 1, bans: [{ id: 1 }], superAdmin: { id: 1 } });
      for (const rows of [db.users, db.admins, db.superAdmins])
        expect(await rows.exists({ where: { id: 1 } })).toBe(false);
      expect(await db.bans.count()).toBe(0);
    });

    it("deletes many rows by what is in any table, in one statement", async () => {
      const many = { where: { name: "n", badge: { gte: 2 }, superAdmin: null } };
      const { result, statements } = await counted(() => db.admins.deleteMany(many));
      expect([result, statements]).toEqual([2, 1]);
      expect(await db.users.count()).toBe(4);
      expect(await db.admins.deleteMany({ all: true })).toBe(2);
      expect((await db.users.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id)).toEqual([5, 6]);
      expect(await db.superAdmins.count()).toBe(0);
    });

    it("does not touch a row that is only its parent's", async () => {
      await expect(db.admins.delete({ where: { id: 5 } })).rejects.toMatchObject({ code: "query/record-not-found" });
      expect(await db.admins.deleteMany({ where: { id: { in: [5, 6] } } })).toBe(0);
      expect(await db.users.count()).toBe(6);
    });

    it("goes with the row of its parent", async () => {
      await db.users.delete({ where: { id: 2 } });
      expect(await db.superAdmins.exists({ where: { id: 2 } })).toBe(false);
      expect(await db.admins.exists({ where: { id: 2 } })).toBe(false);
    });
  });

  describe("what a parent declares for its rows", () => {
    beforeEach(async () => {
      await db.steps.deleteMany({ all: true });
      await db.notes.deleteMany({ all: true, hardDelete: true, withDeleted: true });
      await db.tasks.createMany({ data: range(4).map((id) => ({ id, text: `t${id}` })) });
      await db.steps.createMany({ data: range(2).map((id) => ({ id, nextId: id })) });
      await db.tasks.updateMany({ all: true, data: { stepId: 1 } });
      await db.notes.create({ data: { id: 5, text: "n" } });
    });

    it("counts each change of the row, in whatever table, and refuses an older version", async () => {
      const task = await db.tasks.getById(1);
      expect(task).toMatchObject({ version: 2 });
      expect(await db.tasks.update({ where: { id: 1, version: 2 }, data: { done: true } })).toMatchObject({
        version: 3,
      });
      expect(await db.notes.getById(1)).toMatchObject({ version: 3 });
      const late = db.tasks.update({ where: { id: 1, version: 2 }, data: { text: "x", done: false } });
      await expect(late).rejects.toMatchObject({ code: "query/stale-object", model: "Task" });
      const none = db.tasks.update({ where: { id: 5, version: 1 }, data: { done: true } });
      await expect(none).rejects.toMatchObject({ code: "query/record-not-found" });
    });

    it("marks the row as deleted, and hides it from everywhere", async () => {
      const { result, statements } = await counted(() =>
        db.tasks.delete({ where: { id: 1 }, include: { step: true } }),
      );
      expect(result).toMatchObject({ id: 1, text: "t1", done: false, step: { id: 1 } });
      expect(result["deletedAt"]).toBeInstanceOf(Date);
      expect(statements).toBe(2);
      expect(await db.tasks.findMany({ where: { id: 1 } })).toEqual([]);
      expect(await db.tasks.count()).toBe(3);
      expect(await db.tasks.count({ where: { done: false }, withDeleted: true })).toBe(4);
      expect(await db.notes.exists({ where: { id: 1 } })).toBe(false);
      const include = { tasks: { orderBy: { id: "asc" } }, next: true };
      const steps = await db.steps.findMany({ include, orderBy: { id: "asc" } });
      expect(steps).toMatchObject([
        { tasks: [{ id: 2 }, { id: 3 }, { id: 4 }], next: null },
        { tasks: [], next: { id: 2, text: "t2" } },
      ]);
      expect(await db.steps.count({ where: { next: { isNot: null } } })).toBe(1);
      expect(await db.steps.count({ where: { tasks: { some: { text: "t1" } } } })).toBe(0);
      const shown = await db.steps.findMany({ where: { id: 1 }, include: { next: { withDeleted: true } } });
      expect(shown).toMatchObject([{ next: { id: 1, text: "t1" } }]);
      expect(await db.tasks.updateMany({ all: true, data: { done: true } })).toBe(3);
    });

    it("marks many rows by what is in any table, or takes them out of all", async () => {
      await db.tasks.update({ where: { id: 3 }, data: { done: true } });
      expect(await db.tasks.deleteMany({ where: { done: true, text: "t3" } })).toBe(1);
      expect(await db.notes.count()).toBe(4);
      expect(await db.tasks.deleteMany({ all: true, hardDelete: true })).toBe(3);
      expect(await db.tasks.count({ withDeleted: true })).toBe(1);
      expect(await db.tasks.delete({ where: { id: 3 }, hardDelete: true, withDeleted: true })).toMatchObject({
        text: "t3",
      });
      expect(await db.notes.count({ withDeleted: true })).toBe(1);
    });
  });
});
