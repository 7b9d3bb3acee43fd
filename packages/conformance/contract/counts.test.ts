import { onEveryDialect, type DialectFixture } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

type Row = Record<string, unknown>;

interface Rows {
  create(args: object): Query<Row>;
  createMany(args: object): Query<number>;
  update(args: object): Query<Row>;
  delete(args: object): Query<Row>;
  findMany(args?: object): Query<Row[]>;
  paginate(args: object): Query<{ readonly items: Row[]; readonly endCursor: string }>;
}

/** Every way to be related to many: through a key, a table made for it, a model between, rows of two tables, an arc. */
const relations = compileModels(`
mixin SoftDeletable {
  deletedAt DateTime?

  @@softDelete(deletedAt)
}

model Person {
  id       Int      @id
  name     String
  boss     Person?
  team     Person[] @relation(inverse: boss)
  pets     Pet[]
  visited  Room[]   @through(Visit)
  visits   Visit[]
  notes    Note[]   @relation(inverse: subject)
}

model Keeper extends Person {
  badge Int
  keys  Key[]
}

model Pet with SoftDeletable {
  id     Int     @id
  name   String
  owner  Person?
  toys   Toy[]
  rooms  Room[]
}

model Toy {
  id   Int   @id
  pets Pet[]
}

model Room {
  building String
  number   Int
  visitors Person[] @through(Visit)
  pets     Pet[]
  @@id([building, number])
}

model Visit with SoftDeletable {
  id     Int     @id
  person Person?
  room   Room?
}

model Key {
  id     Int     @id
  keeper Keeper?
}

model Note {
  id      Int          @id
  subject Person | Pet
}
`);

type Tables = "people" | "keepers" | "pets" | "toys" | "rooms" | "visits" | "keys" | "notes";

async function openRelations(fixture: DialectFixture) {
  const { url } = await fixture.createDatabase();
  await createTables(url, relations);
  const db = createClient<Client & Record<Tables, Rows>>({ url, schema: relations, models: {} });
  const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  await db.people.createMany({
    data: ids(6).map((id) => ({ id, name: `p${id}`, bossId: id === 1 ? null : id >> 1 })),
  });
  for (const id of [7, 8]) await db.keepers.create({ data: { id, name: `k${id}`, bossId: 1, badge: id } });
  await db.pets.createMany({
    data: ids(9).map((id) => ({
      id,
      name: `pet ${id}`,
      ownerId: id === 9 ? null : 1 + (id % 4),
      deletedAt: id % 3 === 0 ? new Date(0) : null,
    })),
  });
  await db.toys.createMany({ data: ids(3).map((id) => ({ id })) });
  await db.rooms.createMany({ data: ids(3).map((number) => ({ building: "A", number })) });
  await db.visits.createMany({
    data: ids(20).map((id) => ({
      id,
      personId: id % 7 === 0 ? null : 1 + (id % 5),
      roomBuilding: id % 5 === 0 ? null : "A",
      roomNumber: id % 5 === 0 ? null : 1 + (id % 2),
      deletedAt: id > 16 ? new Date(0) : null,
    })),
  });
  await db.keys.createMany({ data: ids(3).map((id) => ({ id, keeperId: id === 3 ? null : 7 })) });
  await db.notes.createMany({
    data: ids(5).map((id) => ({ id, ...(id % 2 ? { subjectPersonId: 1 } : { subjectPetId: 2 }) })),
  });
  await executeSql(
    url,
    `insert into pets_toys (pet_id, toy_id) values (1, 1), (1, 2), (2, 2), (3, 2), (4, 3)`,
    `insert into pets_rooms (pet_id, room_building, room_number) values (1, 'A', 1), (1, 'A', 2), (3, 'A', 1)`,
  );
  return db;
}

onEveryDialect((fixture) => {
  describe("of any relation to many", () => {
    let db: Awaited<ReturnType<typeof openRelations>>;

    beforeAll(async () => {
      db = await openRelations(fixture);
    });
    afterAll(() => db.dispose());

    it.each([
      ["people", "team", { name: { not: "p3" } }],
      ["people", "pets", { name: { not: "pet 4" } }],
      ["people", "visited", { number: 1 }],
      ["people", "visits", { room: null }],
      ["people", "notes", { id: { gt: 1 } }],
      ["keepers", "team", { name: "p1" }],
      ["keepers", "keys", { id: 1 }],
      ["keepers", "pets", {}],
      ["pets", "toys", { id: { lt: 3 } }],
      ["pets", "rooms", { number: 2 }],
      ["toys", "pets", { owner: { is: { name: "p2" } } }],
      ["rooms", "visitors", { boss: { isNot: null } }],
      ["rooms", "pets", { name: "pet 1" }],
    ] as const)("counts what an include would load: %s.%s", async (table, relation, where) => {
      const choices = [true, { where }, { where: {} }];
      const isSoft = relations.models.some(
        ({ accessor, relations: all }) =>
          accessor === table && all.some(({ name, target }) => name === relation && target === "Pet"),
      );
      for (const choice of isSoft ? [...choices, { withDeleted: true }, { where, withDeleted: true }] : choices) {
        const { result, statements } = await countStatements(db, () =>
          db[table].findMany({ include: { [relation]: choice }, counts: { [relation]: choice } }),
        );
        expect(statements).toBe(2);
        const selected = await db[table].findMany({ select: { [relation]: choice, counts: { [relation]: choice } } });
        expect(selected).toHaveLength(result.length);
        for (const row of [...result, ...selected]) {
          expect(row["counts"]).toStrictEqual({ [relation]: (row[relation] as unknown[]).length });
        }
      }
    });

    it("puts rows in the order of how many a relation leads to", async () => {
      for (const direction of ["asc", "desc"] as const) {
        const sign = direction === "asc" ? 1 : -1;
        const found = await db.people.findMany({
          include: { pets: true },
          orderBy: [{ pets: { count: direction } }, { id: "asc" }],
        });
        const sizeOf = (row: Row) => (row["pets"] as unknown[]).length;
        const idOf = (row: Row) => row["id"] as number;
        expect(found).toEqual(found.toSorted((a, b) => sign * (sizeOf(a) - sizeOf(b)) || idOf(a) - idOf(b)));
        expect(new Set(found.map(sizeOf)).size).toBeGreaterThan(1);
      }
      // Of a row that is reached through others, and of one that is not there: none.
      const byBoss = await db.people.findMany({
        include: { boss: { include: { team: true } } },
        orderBy: [{ boss: { team: { count: "desc" } } }, { id: "asc" }],
      });
      const teamOf = (row: Row) => (row["boss"] as { team: unknown[] } | null)?.team.length ?? 0;
      expect(byBoss.map(teamOf)).toEqual(byBoss.map(teamOf).toSorted((a, b) => b - a));
      expect(byBoss.at(-1)!["boss"]).toBeNull();
    });

    it("orders the rows of an include, each parent's, and pages and picks by that order", async () => {
      const orderBy = [{ toys: { count: "desc" } }, { id: "asc" }];
      const all = await db.people.findMany({
        include: { pets: { orderBy, counts: { toys: true } } },
        orderBy: { id: "asc" },
      });
      const first = await db.people.findMany({
        include: { pets: { orderBy, limit: 1, counts: { toys: true } } },
        orderBy: { id: "asc" },
      });
      expect(first.map(({ pets }) => pets)).toStrictEqual(all.map(({ pets }) => (pets as Row[]).slice(0, 1)));
      const distinct = await db.pets.findMany({ distinct: ["ownerId"], orderBy });
      expect(distinct.map(({ id }) => id)).toEqual([1, 2, 4, 7]);
    });

    it("counts at every level, however the level is loaded", async () => {
      const counts = { toys: true, rooms: { where: { number: 1 } } };
      const load = (strategy: string) =>
        db.people.findMany({
          orderBy: { id: "asc" },
          include: { pets: { counts, orderBy: { id: "asc" }, load: strategy }, boss: { counts: { team: true } } },
          counts: { pets: true },
        });
      const { result, statements } = await countStatements(db, () => load("batch"));
      expect(statements).toBe(2);
      expect(await load("json")).toStrictEqual(result);
      expect(result[1]).toMatchObject({
        counts: { pets: 2 },
        boss: { counts: { team: 4 } },
        pets: [{ counts: { toys: 2, rooms: 1 } }, { counts: { toys: 0, rooms: 0 } }],
      });
    });

    it("counts for the rows of a page", async () => {
      const page = (more: object) =>
        db.people.paginate({
          orderBy: { name: "asc" },
          limit: 3,
          counts: { pets: true },
          omit: { bossId: true },
          ...more,
        });
      const all = await db.people.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], include: { pets: true } });
      const first = await page({});
      const rest = await page({ after: first.endCursor });
      expect([...first.items, ...rest.items].map(({ counts }) => counts)).toStrictEqual(
        all.slice(0, 6).map(({ pets }) => ({ pets: (pets as unknown[]).length })),
      );
      expect(Object.keys(rest.items[0]!)).not.toContain("bossId");
    });

    it("counts for what writes give", async () => {
      const created = await db.people.create({ data: { id: 50, name: "new", bossId: 1 }, counts: { team: true } });
      expect(created).toMatchObject({ name: "new", counts: { team: 0 } });
      const updated = await db.people.update({ where: { id: 1 }, data: { name: "first" }, counts: { team: true } });
      expect(updated).toMatchObject({ name: "first", counts: { team: 5 } });
      await db.people.update({ where: { id: 50 }, data: { bossId: null }, select: { id: true } });
      const deleted = await db.people.delete({ where: { id: 50 }, select: { counts: { team: true } } });
      expect(deleted).toStrictEqual({ counts: { team: 0 } });
      const keeper = await db.keepers.update({
        where: { id: 7 },
        data: { badge: 70 },
        counts: { keys: true, pets: true },
      });
      expect(keeper).toMatchObject({ badge: 70, counts: { keys: 2, pets: 0 } });
    });
  });

  it("leaves a member of that name alone, and counts nothing beside it", async () => {
    const awkward = compileModels(`
model Box {
  id     Int    @id
  counts Int
  items  Item[]
}

model Item {
  id  Int @id
  box Box
}
`);
    const { url } = await fixture.createDatabase();
    await createTables(url, awkward);
    const db = createClient<Client & { boxes: Rows }>({ url, schema: awkward, models: {} });
    try {
      await db.boxes.create({ data: { id: 1, counts: 7 } });
      expect(await db.boxes.findMany({ select: { counts: true } })).toStrictEqual([{ counts: 7 }]);
      expect(await db.boxes.findMany({ omit: { id: true } })).toEqual([{ counts: 7 }]);
      await expect(db.boxes.findMany({ counts: { items: true } })).rejects.toThrow(
        /counts: Box has a member of its own/,
      );
    } finally {
      await db.dispose();
    }
  });

  describe("of many parents", () => {
    let db: Database;

    beforeAll(async () => {
      await createTables(fixture.url, schema);
      db = connect(fixture.url);
      const ids = Array.from({ length: 100 }, (_, index) => index + 1);
      await db.users.createMany({ data: ids.map((id) => ({ id, email: `u${id}@example.com`, hashedPassword: "x" })) });
      await db.posts.createMany({
        data: ids.flatMap((id) =>
          Array.from({ length: id % 4 }, (_, post) => ({ title: `post ${post}`, content: "…", authorId: id })),
        ),
      });
    });
    afterAll(() => db.dispose());

    it.each([1, 100])("takes no statement of its own, for %d", async (limit) => {
      const query = db.users.findMany({
        counts: { posts: true, comments: true },
        include: { posts: { counts: { comments: { where: { text: "a" } } } } },
        orderBy: { id: "asc" },
        limit,
      });
      expect(query.plan().statements).toBe(2);
      const { result, statements } = await countStatements(db, () => query);
      expect(statements).toBe(2);
      expect(result).toHaveLength(limit);
      for (const user of result) expect(user.counts).toStrictEqual({ posts: user.posts.length, comments: 0 });
      expect(JSON.parse(JSON.stringify(result[0]!))).toMatchObject({ counts: { posts: 1, comments: 0 } });
    });

    it.each([
      [{ counts: { post: true } }, "counts.post", /Did you mean "posts"/],
      [{ counts: { manager: true } }, "counts.manager", /Only relations to many/],
      [{ counts: { email: true } }, "counts.email", /Only relations to many/],
      [{ counts: true }, "counts", /an object of relations to count, got a boolean/],
      [{ counts: { posts: 1 } }, "counts.posts", /an object of arguments, got a number/],
      [{ counts: { posts: { limit: 1 } } }, "counts.posts.limit", /The count of a relation has no "limit"/],
      [{ counts: { posts: { where: { titel: "a" } } } }, "counts.posts.where.titel", /Did you mean "title"/],
      [{ counts: { posts: { where: undefined } } }, "counts.posts.where", /undefined/],
      [{ counts: { posts: { withDeleted: true } } }, "counts.posts.withDeleted", /has no "withDeleted"/],
      [{ counts: { posts: true }, select: { id: true } }, "counts", /either select or counts/],
      [{ select: { counts: { post: true } } }, "select.counts.post", /Did you mean "posts"/],
      [{ select: { counts: {} } }, "select", /selects nothing/],
      [{ include: { posts: { counts: { tag: true } } } }, "include.posts.counts.tag", /Did you mean "tags"/],
      [{ orderBy: { posts: "asc" } }, "orderBy.posts", /an object such as/],
      [{ orderBy: { posts: { title: "asc" } } }, "orderBy.posts.title", /has no "title"/],
      [{ orderBy: { posts: { count: "up" } } }, "orderBy.posts.count", /"asc" or "desc"/],
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
});
