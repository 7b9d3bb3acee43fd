import { execFileSync } from "node:child_process";
import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, sql, StatementTimeout, type Client, type Query } from "@joinery/runtime";
import { buildProgram, programEnvironment } from "./build-program.js";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

// Processes start in the middle of calls.
const schema = compileModels(`
model Author {
  id    Int    @id
  count Int
  books Book[] @orderBy(id)
  other Endless[]
}

model Book {
  id       Int       @id
  author   Author
  chapters Chapter[] @orderBy(id)
}

model Chapter {
  id   Int  @id
  book Book
}

model Endless {
  id     Int    @id
  author Author
  text   String
}
`);

interface Row {
  readonly id: number;
  readonly count: number;
  readonly books: readonly Row[];
  readonly chapters: readonly Row[];
}

interface Rows {
  findMany(args?: object): Query<Row[]>;
  findFirst(args?: object): Query<Row | null>;
  findFirstOrThrow(args?: object): Query<Row>;
  findUnique(args: object): Query<Row | null>;
  findUniqueOrThrow(args: object): Query<Row>;
  getById(id: number, args?: object): Query<Row>;
  getAll(args?: object): Query<Row[]>;
  paginate(args: object): Query<{ items: Row[] }>;
  stream(args: object): AsyncIterable<Row>;
  count(args?: object): Query<number>;
  createMany(args: object): Query<number>;
  create(args: object): Query<Row>;
  update(args: object): Query<Row>;
}

type Books = Client & Readonly<Record<"authors" | "books" | "chapters", Rows>>;

const authors = 100;
const range = (length: number) => Array.from({ length }, (_, index) => index + 1);
const byId = { orderBy: { id: "asc" } } as const;
const include = { books: { load: "batch", include: { chapters: { load: "batch" } } } } as const;

let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  program = await buildProgram("execute-process");
});
afterAll(() => program.remove());

onEveryDialect((fixture) => {
  let db: Books;
  /** Has one connection, which every call must give back. */
  let narrow: Books;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Books>({ url: fixture.url, schema, models: {} });
    narrow = createClient<Books>({ url: fixture.url, schema, models: {}, options: { pool: { size: 1, timeout: 10 } } });
    await db.authors.createMany({ data: range(authors).map((id) => ({ id, count: 1 })) });
    await db.books.createMany({ data: range(authors).map((id) => ({ id, authorId: id })) });
    await db.chapters.createMany({ data: range(authors).map((id) => ({ id, bookId: id })) });
    // A relation whose rows nobody can look through in time.
    const joins = ["b", "c", "d", "e", "f"].map((alias) => ` cross join authors ${alias}`).join("");
    await executeSql(
      fixture.url,
      "drop table endlesses",
      `create view endlesses as select a.id + f.id as id, a.id as author_id, 'x' || b.id || c.id || d.id || e.id || f.id as text from authors a${joins}`,
    );
  });
  afterAll(async () => {
    await db.dispose();
    await narrow.dispose();
  });

  let made = 1000;

  /** Runs a call while another process, after each of its statements but the last, adds a book and a chapter to the first author. */
  async function runAmongWriters<Result>(call: () => PromiseLike<Result>, statements: number) {
    let seen = 0;
    const stop = db.on("query", () => {
      if (++seen >= statements) return;
      const id = ++made;
      // Nothing else goes on in this process meanwhile.
      execFileSync(
        process.execPath,
        [
          program.script,
          fixture.url,
          `insert into books (id, author_id) values (${id}, 1)`,
          `insert into chapters (id, book_id) values (${id}, 1)`,
          `update authors set count = count + 1 where id = 1`,
        ],
        { env: programEnvironment },
      );
    });
    try {
      return await call();
    } finally {
      stop();
    }
  }

  const counts = ({ count, books }: Row) => [count, books.length, books[0]!.chapters.length];

  it("sees one moment in all statements of a call, where others write between them", async () => {
    const find = (snapshot: boolean) => db.authors.findMany({ ...byId, include, snapshot });
    const before = counts((await find(true))[0]!);
    const torn = await runAmongWriters(() => find(false), 3);
    // What is to be kept from happening does happen.
    expect(counts(torn[0]!)).toEqual([before[0], before[1]! + 1, before[2]! + 2]);
    const now = counts((await find(true))[0]!);
    expect(now).toEqual(before.map((each) => each + 2));
    const whole = await runAmongWriters(() => find(true), 3);
    expect(counts(whole[0]!)).toEqual(now);
    expect(counts((await find(true))[0]!)).toEqual(now.map((each) => each + 2));
  });

  const calls: Record<string, (args: object) => PromiseLike<Row | null>> = {
    findFirst: (args) => db.authors.findFirst({ ...args, ...byId }),
    findFirstOrThrow: (args) => db.authors.findFirstOrThrow({ ...args, ...byId }),
    findUnique: (args) => db.authors.findUnique({ ...args, where: { id: 1 } }),
    findUniqueOrThrow: (args) => db.authors.findUniqueOrThrow({ ...args, where: { id: 1 } }),
    getById: (args) => db.authors.getById(1, args),
    getAll: async (args) => (await db.authors.getAll({ ...args, limit: 2 }))[0]!,
    paginate: async (args) => (await db.authors.paginate({ ...args, limit: 2 })).items[0]!,
  };

  it.each(Object.keys(calls))("does so for %s", async (name) => {
    const call = calls[name]!;
    const before = counts((await call({ include }))!);
    const found = await runAmongWriters(() => call({ include, snapshot: true }), 3);
    expect(counts(found!)).toEqual(before);
    const after = counts((await call({ include }))!);
    expect(after[0]).toBeGreaterThan(before[0]!);
    expect(after.map((each, place) => each - before[place]!)).toEqual(after.map(() => after[0]! - before[0]!));
  });

  it("never sees half of a transaction, whatever goes on at once", async () => {
    const [start] = await db.authors.findMany({ where: { id: 2 }, include });
    const difference = start!.count - start!.books.length;
    const write = (number: number) =>
      db.transaction(async () => {
        await db.books.create({ data: { id: 10_000 + number, authorId: 2 } });
        await db.authors.update({ where: { id: 2 }, data: { count: start!.count + number } });
      });
    const writes = (async () => {
      for (const number of range(40)) await write(number);
    })();
    const reads = range(60).map(async (number) => {
      const found = await calls[number % 2 === 0 ? "getAll" : "findFirst"]!({ include, snapshot: true });
      expect(found!.id).toBe(1);
      const author = await db.authors.getById(2, { include, snapshot: true });
      expect(author.count - author.books.length).toBe(difference);
    });
    await Promise.all([writes, ...reads]);
  });

  it("sends the same statements, and says so in its plan", async () => {
    const find = (limit: number, snapshot: boolean) => db.authors.findMany({ ...byId, include, limit, snapshot });
    for (const limit of [1, authors]) {
      const plain = await countStatements(db, () => find(limit, false));
      const whole = await countStatements(db, () => find(limit, true));
      expect([plain.statements, whole.statements]).toEqual([3, 3]);
      expect(whole.result).toStrictEqual(plain.result);
    }
    expect(find(1, true).toSQL()).toEqual(find(1, false).toSQL());
    expect(find(1, true).plan()).toEqual({ ...find(1, false).plan(), snapshot: true });
    expect(find(1, false).plan()).not.toHaveProperty("snapshot");
  });

  it("reads later what is loaded for its rows", async () => {
    const [author] = await db.authors.findMany({ ...byId, where: { id: 3 }, include: { books: true }, snapshot: true });
    expect(await db.authors.count({ snapshot: undefined })).toBe(authors);
    const [book] = author!.books as unknown as [Row & { load(include: object): PromiseLike<Row> }];
    expect((await book.load({ chapters: true })).chapters).toHaveLength(1);
  });

  it("gives its connection back, also where a statement fails or is stopped", async () => {
    const overflow = fixture.pick({ postgresql: sql`1 / 0 > 0`, sqlite: sql`abs(-9223372036854775807 - 1) > 0` });
    const failing = () =>
      Promise.resolve(
        narrow.authors.findMany({ include: { books: { where: overflow }, other: true }, limit: 1, snapshot: true }),
      );
    for (const _ of range(3)) await expect(failing()).rejects.toMatchObject({ code: "query/refused" });
    const slow = { include: { other: { where: { text: "none" } } }, snapshot: true };
    for (const _ of range(3)) {
      await expect(Promise.resolve(narrow.authors.findMany({ ...slow, timeout: 50 }))).rejects.toThrow(
        StatementTimeout,
      );
    }
    const controller = new AbortController();
    const stop = narrow.on("query", () => controller.abort(new Error("enough")));
    const aborted = narrow.authors.findMany({ include, snapshot: true, signal: controller.signal });
    await expect(Promise.resolve(aborted)).rejects.toThrow("enough");
    stop();
    const found = range(20).map(() => narrow.authors.findMany({ ...byId, include, snapshot: true }));
    expect((await Promise.all(found)).map((rows) => rows.length)).toEqual(range(20).map(() => authors));
    await narrow.authors.update({ where: { id: 4 }, data: { count: 1 } });
  });

  it("is that of the transaction, where that sees one moment", async () => {
    await db.transaction(
      async () => {
        await db.books.create({ data: { id: 20_000, authorId: 5 } });
        const author = await db.authors.getById(5, { include, snapshot: true });
        expect(author.books.map(({ id }) => id)).toEqual([5, 20_000]);
        const detached = await db.detached.authors.getById(5, { include, snapshot: true });
        expect(detached.books.map(({ id }) => id)).toEqual([5]);
      },
      { isolation: "repeatable read" },
    );
    const inWeaker = () => db.transaction(() => db.authors.findMany({ include, snapshot: true, limit: 1 }));
    if (fixture.pick({ postgresql: false, sqlite: true })) expect(await inWeaker()).toHaveLength(1);
    else await expect(inWeaker()).rejects.toThrow("snapshot: Each statement of this transaction sees");
  });

  it("says what is wrong with it", async () => {
    expect((await refusalOf(db, () => db.authors.findMany({ snapshot: 1 }))).path).toBe("snapshot");
    expect((await refusalOf(db, () => db.authors.paginate({ limit: 1, snapshot: "yes" }))).path).toBe("snapshot");
    expect((await refusalOf(db, () => db.authors.count({ snapshot: true }))).message).toContain('no "snapshot"');
    const inner = { include: { books: { snapshot: true } } };
    expect((await refusalOf(db, () => db.authors.findMany(inner))).path).toBe("include.books.snapshot");
    const loop = async () => {
      for await (const _ of db.authors.stream({ snapshot: true })) break;
    };
    await expect(loop()).rejects.toThrow(InvalidArgument);
  });
});
