import { onEveryDialect } from "@joinery/conformance";
import { createClient, JoineryError, Repository, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const schema = compileModels(`
mixin SoftDeletable {
  deletedAt DateTime?

  @@softDelete(deletedAt)
}

model Shelf with SoftDeletable {
  id      Int     @id
  name    String
  books   Book[]
  owner   Person?
  keeper  Person  @relation(inverse: keeps)
  version Int     @version
}

model Book with SoftDeletable {
  id       Int       @id
  code     String    @unique
  title    String
  shelf    Shelf?    @relation(onDelete: Cascade)
  tags     Tag[]
  changed  DateTime? @updatedAt

  @@index([title], unique: true, where: "deleted_at is null")
}

model Person with SoftDeletable {
  id      Int     @id
  name    String
  shelves Shelf[] @relation(inverse: owner)
  keeps   Shelf[]
  card    Card?
}

model Card with SoftDeletable {
  id     Int    @id
  person Person
}

model Tag {
  id    Int    @id
  books Book[]
}

model Label {
  id    Int            @id
  on    Book | Shelf
  about Book | Person?
}
`);

type Row = Record<string, unknown> & { readonly id: number };

interface Rows {
  findMany(args?: object): Query<Row[]>;
  findFirst(args?: object): Query<Row | null>;
  findFirstOrThrow(args?: object): Query<Row>;
  findUnique(args: object): Query<Row | null>;
  findUniqueOrThrow(args: object): Query<Row>;
  getById(id: number, args?: object): Query<Row>;
  getAll(args?: object): Query<Row[]>;
  count(args?: object): Query<number>;
  exists(args?: object): Query<boolean>;
  paginate(args: object): Query<{ readonly items: Row[] }>;
  stream(args: object): AsyncIterable<Row>;
  aggregate(args: object): Query<{ readonly count: number }>;
  groupBy(args: object): Query<Row[]>;
  create(args: object): Query<Row>;
  createMany(args: object): Query<number>;
  update(args: object): Query<Row>;
  updateMany(args: object): Query<number>;
  updateEach(args: object): Query<number>;
  bulkUpdate(args: object): Query<number>;
  upsert(args: object): Query<Row>;
  upsertMany(args: object): Query<number>;
  delete(args: object): Query<Row>;
  deleteMany(args: object): Query<number>;
}

type Library = Client & Readonly<Record<"shelves" | "books" | "people" | "cards" | "tags" | "labels", Rows>>;

const gone = new Date("2020-01-02T03:04:05.678Z");

onEveryDialect((fixture) => {
  let db: Library;
  let serial = 0;
  /** One row that is there, one that is deleted. */
  let live: number;
  let dead: number;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Library>({ url: fixture.url, schema, models: {} });
    await db.people.create({ data: { id: 1, name: "Ada" } });
    await db.people.create({ data: { id: 2, name: "Grace", deletedAt: gone } });
    await db.shelves.createMany({
      data: [
        { id: 1, name: "owned", ownerId: 1, keeperId: 1 },
        { id: 2, name: "orphaned", ownerId: 2, keeperId: 2 },
        { id: 3, name: "thrown away", ownerId: 1, keeperId: 1, deletedAt: gone },
      ],
    });
    await db.cards.createMany({
      data: [
        { id: 1, personId: 1, deletedAt: gone },
        { id: 2, personId: 2 },
      ],
    });
  });
  beforeEach(async () => {
    [live, dead] = [++serial, ++serial];
    const book = (id: number) => ({ id, code: `code ${id}`, title: `title ${id}`, shelfId: 1 });
    await db.books.create({ data: book(live) });
    await db.books.create({ data: { ...book(dead), deletedAt: gone } });
  });
  afterAll(() => db.dispose());

  const failure = async (work: PromiseLike<unknown>): Promise<string> => {
    const reason: unknown = await Promise.resolve(work).catch((error: unknown) => error);
    if (!(reason instanceof JoineryError)) throw new Error(`Expected a JoineryError, got ${String(reason)}`);
    return reason.code;
  };
  const both = () => ({ id: { in: [live, dead] } });
  const idsOf = async (rows: PromiseLike<readonly Row[]>) => (await rows).map(({ id }) => id).sort((a, b) => a - b);
  const missing = "query/record-not-found";
  const read = (id: number) => db.books.findUnique({ where: { id }, withDeleted: true });

  /** What every method of a repository does about a row that is deleted, without and with leave to see it. */
  const methods: Record<string, (more: { withDeleted?: boolean }) => Promise<unknown>> = {
    findUnique: async (more) => (await db.books.findUnique({ where: { id: dead }, ...more })) !== null,
    findUniqueOrThrow: async (more) =>
      db.books.findUniqueOrThrow({ where: { code: `code ${dead}` }, ...more }).then(...thereOrNot),
    findFirst: async (more) => (await db.books.findFirst({ where: { id: dead }, ...more })) !== null,
    findFirstOrThrow: async (more) => db.books.findFirstOrThrow({ where: { id: dead }, ...more }).then(...thereOrNot),
    findMany: async (more) => (await db.books.findMany({ where: both(), ...more })).length === 2,
    getById: async (more) => db.books.getById(dead, more).then(...thereOrNot),
    getAll: async (more) => (await db.books.getAll(more)).some(({ id }) => id === dead),
    count: async (more) => (await db.books.count({ where: both(), ...more })) === 2,
    exists: async (more) => db.books.exists({ where: { id: dead }, ...more }),
    paginate: async (more) => (await db.books.paginate({ where: both(), limit: 5, ...more })).items.length === 2,
    stream: async (more) => {
      let count = 0;
      for await (const { id } of db.books.stream({ where: both(), ...more })) count += Math.sign(id);
      return count === 2;
    },
    aggregate: async (more) => (await db.books.aggregate({ where: both(), count: true, ...more })).count === 2,
    groupBy: async (more) => (await db.books.groupBy({ where: both(), by: ["id"], ...more })).length === 2,
    update: async (more) =>
      db.books.update({ where: { id: dead }, data: { title: `new ${dead}` }, ...more }).then(...thereOrNot),
    updateMany: async (more) => (await db.books.updateMany({ where: both(), data: { shelfId: 2 }, ...more })) === 2,
    // Its key is taken, so that it cannot be created either.
    upsert: async (more) =>
      db.books
        .upsert({
          where: { id: dead },
          create: { id: dead, code: `code ${dead}`, title: `put ${dead}` },
          update: { title: `put ${dead}` },
          ...more,
        })
        .then(...putOrNot),
    upsertMany: async (more) =>
      db.books
        .upsertMany({ data: [{ id: dead, code: `code ${dead}`, title: `put ${dead}` }], on: ["id"], ...more })
        .then(...putOrNot),
    updateEach: async (more) =>
      db.books
        .updateEach({ changes: [{ where: { id: dead }, data: { title: `own ${dead}` } }], ...more })
        .then(...thereOrNot),
    bulkUpdate: async (more) =>
      db.books
        .bulkUpdate({ changes: [{ where: { id: dead }, data: { title: `bulk ${dead}` } }], ...more })
        .then(...thereOrNot),
    delete: async (more) => db.books.delete({ where: { id: dead }, ...more }).then(...thereOrNot),
    deleteMany: async (more) => (await db.books.deleteMany({ where: both(), ...more })) === 2,
  };
  const thereOrNot = [
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ code: missing });
      return false;
    },
  ] as const;
  const putOrNot = [
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ code: "query/unique-violation" });
      return false;
    },
  ] as const;
  /** What a new row is does not depend on those that are there, and a field not on rows at all. */
  const creating = ["create", "createMany", "bulkCreate", "fields"];

  test("every method of a repository is tried here", () => {
    const names = Object.getOwnPropertyNames(Repository.prototype);
    const own = names.filter((name) => name !== "constructor" && name !== "query");
    expect([...Object.keys(methods), ...creating].sort()).toEqual(own.sort());
  });

  test.each(Object.keys(methods))("%s does not see a deleted row, unless it is told to", async (name) => {
    expect(await methods[name]!({})).toBe(false);
    expect(await methods[name]!({ withDeleted: false })).toBe(false);
    expect(await methods[name]!({ withDeleted: true })).toBe(true);
  });

  test.each(["update", "updateMany", "upsert", "upsertMany", "delete", "deleteMany"])(
    "%s leaves alone what it does not see",
    async (name) => {
      const before = await read(dead);
      await methods[name]!({});
      expect(await read(dead)).toEqual(before);
    },
  );

  test("with getAll every row is there", async () => {
    const all = await db.books.getAll({ withDeleted: true });
    expect(all.length).toBeGreaterThan((await db.books.getAll()).length);
  });

  describe("delete", () => {
    test("marks the row, in one statement, and gives it back marked", async () => {
      const { result, statements } = await countStatements(db, () => db.books.delete({ where: { id: live } }));
      expect(statements).toBe(1);
      expect(result).toMatchObject({ id: live, deletedAt: expect.any(Date) });
      expect(Math.abs((result["deletedAt"] as Date).getTime() - Date.now())).toBeLessThan(60_000);
      // It is a change like any other.
      expect(result["changed"]).toEqual(result["deletedAt"]);
      expect(await failure(db.books.getById(live))).toBe(missing);
      expect(await read(live)).toEqual(result);
      expect(await failure(db.books.delete({ where: { id: live } }))).toBe(missing);
    });

    test("selects and includes of what it marked", async () => {
      const shelf = { id: 50 + serial, name: "full", keeperId: 1 };
      await db.shelves.create({ data: shelf });
      await db.books.updateMany({ where: { id: live }, data: { shelfId: shelf.id } });
      const call = () => db.shelves.delete({ where: { id: shelf.id, version: 1 }, include: { books: true } });
      const { result, statements } = await countStatements(db, call);
      // It does not spread to children, whatever their foreign key says.
      expect(result).toMatchObject({ version: 2, books: [{ id: live }] });
      expect(statements).toBe(2);
      expect(await db.books.getById(live, { include: { shelf: true } })).toMatchObject({ shelf: null });
      const stale = db.shelves.delete({ where: { id: shelf.id, version: 1 }, withDeleted: true });
      expect(await failure(stale)).toBe("query/stale-object");
      expect(await failure(db.shelves.delete({ where: { id: shelf.id, version: 1 } }))).toBe(missing);
      expect(await db.books.delete({ where: { id: live }, select: { id: true } })).toEqual({ id: live });
    });

    test("marks many, and counts only those that were not yet", async () => {
      const { result, statements } = await countStatements(db, () => db.books.deleteMany({ where: both() }));
      expect([result, statements]).toEqual([1, 1]);
      expect(await read(dead)).toMatchObject({ deletedAt: gone });
      expect(await db.books.count({ where: both() })).toBe(0);
    });

    test("really deletes with hardDelete, of what it sees", async () => {
      expect(await db.books.delete({ where: { id: live }, hardDelete: true })).toMatchObject({ deletedAt: null });
      expect(await read(live)).toBeNull();
      expect(await failure(db.books.delete({ where: { id: dead }, hardDelete: true }))).toBe(missing);
      const includes = {
        where: { id: dead },
        hardDelete: true,
        withDeleted: true,
        include: { shelf: true, tags: true },
      };
      expect(await db.books.delete(includes)).toMatchObject({ id: dead, shelf: { id: 1 }, tags: [] });
      expect(await read(dead)).toBeNull();
    });

    test("purges what was deleted long ago", async () => {
      const old = { where: { id: dead, deletedAt: { lt: new Date() } }, hardDelete: true };
      expect(await db.books.deleteMany(old)).toBe(0);
      expect(await db.books.deleteMany({ ...old, withDeleted: true })).toBe(1);
      expect(await read(dead)).toBeNull();
    });

    test("all means all that are seen", async () => {
      await db
        .transaction(async (inner) => {
          const seen = await inner.books.count();
          expect(await inner.books.deleteMany({ all: true })).toBe(seen);
          expect(await inner.books.count()).toBe(0);
          const all = await inner.books.count({ withDeleted: true });
          expect(await inner.books.deleteMany({ all: true, withDeleted: true, hardDelete: true })).toBe(all);
          throw new Error("as it was");
        })
        .catch(() => {});
      expect(await db.books.exists({ where: { id: live } })).toBe(true);
    });
  });

  test("a deleted row comes back when its time is taken away", async () => {
    const restore = { where: { id: dead }, data: { deletedAt: null } };
    expect(await failure(db.books.update(restore))).toBe(missing);
    expect(await db.books.update({ ...restore, withDeleted: true })).toMatchObject({ id: dead, deletedAt: null });
    expect(await db.books.exists({ where: { id: dead } })).toBe(true);
  });

  test("a key of a deleted row is taken, unless it is a key of the others alone", async () => {
    const book = { id: ++serial, code: `code ${serial}`, title: `title ${dead}` };
    expect(await db.books.create({ data: book })).toMatchObject({ title: `title ${dead}` });
    const again = { ...book, id: ++serial, code: `code ${dead}`, title: "other" };
    expect(await failure(db.books.create({ data: again }))).toBe("query/unique-violation");
    expect(await failure(db.books.createMany({ data: [again] }))).toBe("query/unique-violation");
    const restore = { where: { id: dead }, data: { deletedAt: null }, withDeleted: true };
    expect(await failure(db.books.update(restore))).toBe("query/unique-violation");
  });

  describe("relations", () => {
    const tree = (load: "join" | "batch") => ({
      where: { id: { in: [1, 2] } },
      orderBy: { id: "asc" },
      include: { owner: { load }, keeper: { load } },
    });

    test.each(["join", "batch"] as const)("an optional one is null, a required one is there (%s)", async (load) => {
      const shelves = await db.shelves.findMany(tree(load));
      expect(shelves).toMatchObject([
        { id: 1, owner: { name: "Ada" }, keeper: { name: "Ada" } },
        { id: 2, owner: null, keeper: { name: "Grace", deletedAt: gone } },
      ]);
    });

    test.each(["join", "batch"] as const)("withDeleted is of its own level (%s)", async (load) => {
      const all = { withDeleted: true, where: { id: { in: [2, 3] } }, orderBy: { id: "asc" } };
      const plain = { ...all, include: { owner: { load } } };
      expect(await db.shelves.findMany(plain)).toMatchObject([{ owner: null }, { owner: { id: 1 } }]);
      const owner = { load, withDeleted: true, include: { shelves: true, card: { load } } };
      const [orphaned, thrown] = await db.shelves.findMany({ ...all, include: { owner } });
      expect(orphaned).toMatchObject({ owner: { id: 2, shelves: [{ id: 2 }], card: { id: 2 } } });
      expect(thrown).toMatchObject({ owner: { id: 1, shelves: [{ id: 1 }], card: null } });
    });

    test.each(["join", "batch"] as const)("an arc is like a relation, required or optional (%s)", async (load) => {
      await db.labels.create({ data: { id: live, onBookId: dead, aboutBookId: dead } });
      const how = { book: { load } };
      const args = { where: { id: live }, include: { on: { ...how, shelf: { load } }, about: how } };
      expect(await db.labels.findUnique(args)).toMatchObject({ on: { id: dead, deletedAt: gone }, about: null });
      const about = { book: { load, withDeleted: true } };
      const all = { ...args, include: { about } };
      expect(await db.labels.findUnique(all)).toMatchObject({ about: { id: dead } });
      expect(await idsOf(db.labels.findMany({ where: { onBook: { isNot: null }, aboutBook: null } }))).toContain(live);
    });

    test("an order goes by what is seen, whatever is included", async () => {
      const order = async (more: object) =>
        (await db.shelves.findMany({ where: { id: { in: [1, 2] } }, ...more })).map(({ id }) => id);
      const byOwner = { orderBy: { owner: { name: "desc" } } };
      // Nobody counts as larger than anybody.
      expect(await order(byOwner)).toEqual([2, 1]);
      expect(await order({ orderBy: { owner: { name: "asc" } } })).toEqual([1, 2]);
      expect(await order({ ...byOwner, include: { owner: { withDeleted: true } } })).toEqual([2, 1]);
      expect(await order({ orderBy: { keeper: { name: "asc" } } })).toEqual([1, 2]);
      expect(await order({ orderBy: { keeper: { name: "desc" } } })).toEqual([2, 1]);
    });

    test.each([
      ["is: null", { owner: null }, [2]],
      ["isNot: null", { owner: { isNot: null } }, [1]],
      ["is", { owner: { is: { name: "Grace" } } }, []],
      ["isNot", { owner: { isNot: { name: "Ada" } } }, [2]],
      ["is of what must be there", { keeper: { is: { name: "Grace" } } }, [2]],
      ["a filter on its time", { keeper: { is: { deletedAt: null } } }, [1]],
      ["NOT", { NOT: { owner: { is: { name: "Ada" } } } }, [2]],
    ])("filters see what includes see: %s", async (_, where, expected) => {
      expect(await idsOf(db.shelves.findMany({ where: { AND: [where, { id: { in: [1, 2] } }] } }))).toEqual(expected);
    });

    test("lists have no deleted rows, in filters, pages and many-to-many", async () => {
      const shelf = { id: 100 + serial, name: "own", keeperId: 1 };
      await db.shelves.create({ data: shelf });
      await db.books.updateMany({ where: both(), data: { shelfId: shelf.id }, withDeleted: true });
      const tag = 100 + serial;
      await db.tags.create({ data: { id: tag } });
      const pairs = [live, dead].map((id) => `insert into books_tags (book_id, tag_id) values (${id}, ${tag})`);
      await executeSql(fixture.url, ...pairs);
      const fits = (where: object) => db.shelves.exists({ where: { id: shelf.id, books: where } });
      expect(await fits({ every: { id: live } })).toBe(true);
      expect(await fits({ some: { id: dead } })).toBe(false);
      expect(await fits({ none: { id: dead } })).toBe(true);
      expect(await db.tags.exists({ where: { id: tag, books: { some: { id: dead } } } })).toBe(false);
      expect(await db.tags.exists({ where: { id: tag, books: { every: { id: live } } } })).toBe(true);
      for (const more of [{}, { limit: 5 }, { limit: 1, offset: 0, orderBy: { id: "desc" } }]) {
        const rows = { shelves: { id: shelf.id }, tags: { id: tag } } as const;
        for (const name of ["shelves", "tags"] as const) {
          const include = (books: object | true) => db[name].findMany({ where: rows[name], include: { books } });
          expect(await include({ ...more })).toMatchObject([{ books: [{ id: live }] }]);
          const [all] = await include({ ...more, orderBy: { id: "desc" }, withDeleted: true });
          expect((all!["books"] as Row[])[0]!.id).toBe(dead);
        }
      }
      await db.books.delete({ where: { id: live } });
      expect(await fits({ some: {} })).toBe(false);
      expect(await fits({ every: { id: -1 } })).toBe(true);
    });

    test("what is loaded costs as many statements for a hundred parents as for one", async () => {
      const ids = Array.from({ length: 100 }, (_, index) => 1000 + index);
      const first = { id: 1000, name: "first", keeperId: 2, ownerId: 2 };
      await db.shelves.createMany({ data: ids.map((id) => ({ ...first, id, deletedAt: id % 3 === 0 ? gone : null })) });
      const include = {
        owner: { withDeleted: true },
        keeper: true,
        books: { limit: 2, withDeleted: true, include: { tags: true } },
      };
      for (const where of [{ id: 1000 }, { id: { in: ids } }]) {
        const query = () => db.shelves.findMany({ where, include });
        const { result, statements } = await countStatements(db, query);
        expect(result.length).toBe(where.id === 1000 ? 1 : ids.filter((id) => id % 3 !== 0).length);
        expect(statements).toBeLessThanOrEqual(query().plan().statements);
        expect(query().plan().statements).toBe(3);
      }
    });
  });

  test.each([
    ["a model that is never marked", () => db.tags.findMany({ withDeleted: true }), "withDeleted"],
    ["nor with false", () => db.tags.findMany({ withDeleted: false }), "withDeleted"],
    ["its include", () => db.books.findMany({ include: { tags: { withDeleted: true } } }), "include.tags.withDeleted"],
    ["really deleting it", () => db.tags.delete({ where: { id: 1 }, hardDelete: true }), "hardDelete"],
    ["no flag", () => db.books.findMany({ withDeleted: "yes" }), "withDeleted"],
    ["null", () => db.books.count({ withDeleted: null }), "withDeleted"],
    ["no flag either", () => db.books.deleteMany({ all: true, hardDelete: 1 }), "hardDelete"],
    ["a new row", () => db.books.create({ data: {}, withDeleted: true }), "withDeleted"],
    ["an update", () => db.books.update({ where: { id: 1 }, data: {}, hardDelete: true }), "hardDelete"],
    ["a read", () => db.books.findMany({ hardDelete: true }), "hardDelete"],
  ])("is refused where it has no meaning: %s", async (_, call, path) => {
    await expect(call()).rejects.toMatchObject({ code: "query/invalid-argument", path });
  });
});
