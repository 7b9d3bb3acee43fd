import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const schema = compileModels(`
model Author {
  id    Int    @id @default(autoincrement())
  name  String
  posts Post[]
}

model Post {
  id      Int       @id @default(autoincrement())
  title   String(200)
  content Text?     @map("body")
  gone    DateTime?
  author  Author?

  @@fulltext([title(weight: A), content], language: english)
  @@softDelete(gone)
}

/// Its rows, and a part of their key, follow those of another.
model Remark {
  page Page   @relation(onDelete: Cascade, onUpdate: Cascade)
  id   Int
  text String

  @@id([page, id])
  @@fulltext([text])
}

/// Words are compared as they are.
model Note {
  id   Uuid   @id @default(uuid())
  text String

  @@fulltext([text])
}

/// The key is of several fields, and the name of another column is one that an index might want.
model Page {
  book   String
  number BigInt
  rank   Text

  remarks Remark[]

  @@id([book, number])
  @@fulltext([rank], name: "words of pages")
}

model Document {
  id    Int    @id
  title String

  @@fulltext([title])
}

model Report extends Document {
  year Int
}
`);

type Row = Readonly<Record<string, unknown>>;

interface Rows {
  findMany(args?: object): Query<Row[]>;
  paginate(args: object): Query<unknown>;
  stream(args: object): AsyncIterable<Row>;
  aggregate(args: object): Query<unknown>;
  groupBy(args: object): Query<unknown>;
  count(args?: object): Query<number>;
  exists(args?: object): Query<boolean>;
  create(args: object): Query<Row>;
  createMany(args: object): Query<number>;
  update(args: object): Query<Row>;
  updateMany(args: object): Query<number>;
  delete(args: object): Query<Row>;
  deleteMany(args: object): Query<number>;
}

type Library = Client &
  Readonly<Record<"authors" | "posts" | "notes" | "pages" | "remarks" | "documents" | "reports", Rows>>;

/** By number, so that a test says what it finds. */
const texts: Readonly<Record<number, readonly [title: string, content: string | null]>> = {
  1: ["Joining tables", "Every query that joins two tables, and the indexes it wants."],
  2: ["The cat in the hat", "A cat sat on the mat; the rat was gone."],
  3: ["Rats", "Two cats and a rat. E-mail us: help@example.com, or see https://example.com/a_b?c=d"],
  4: ["Empty", null],
  5: ["Café society", "Müller's naïve ÉTUDE — “quoted”, 3.14 and 1e5; version 2.0.1"],
  6: ["hat", "in the corner"],
  7: ["東京 タワー", "हिन्दी में लिखा"],
};

onEveryDialect((fixture) => {
  let db: Library;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Library>({ url: fixture.url, schema, models: {} });
    await db.authors.createMany({ data: [{ name: "Ada" }, { name: "Grace" }] });
    await db.posts.createMany({
      data: Object.entries(texts).map(([id, [title, content]]) => ({
        id: Number(id),
        title,
        content,
        authorId: (Number(id) % 2) + 1,
      })),
    });
    if (fixture.dialect === "postgresql") {
      await executeSql(fixture.url, "select setval(pg_get_serial_sequence('posts', 'id'), 1000)");
    }
  });
  afterAll(() => db.dispose());

  const find = async (search: string) => {
    const rows = await db.posts.findMany({ where: { search }, select: { id: true }, orderBy: { id: "asc" } });
    return rows.map(({ id }) => id);
  };

  it.each<[string, number[]]>([
    // Words must all be there, in whatever field.
    ["cat", [2, 3]],
    ["cat mat", [2]],
    ["CAT Rat", [2, 3]],
    ["hat corner", [6]],
    ["cat elephant", []],
    // Stems.
    ["cats", [2, 3]],
    ["joined table", [1]],
    // What is too common does not count.
    ["the cat", [2, 3]],
    ["the", []],
    ["cat -the", [2, 3]],
    // In this order, within one field.
    ['"two cats"', [3]],
    ['"cats two"', []],
    ['"hat in"', [2, 6]],
    ['"hat corner"', []],
    ['"the cat"', [2, 3]],
    ['"joins two" indexes', [1]],
    ['"unclosed two cats', []],
    ['"two cats', [3]],
    // Excluded.
    ["cat -hat", [3]],
    ['cat -"two cats"', [2]],
    ["-cat", []],
    ["hat -cat", [6]],
    // One or the other.
    ["mat or corner", [2, 6]],
    ["cat hat or corner", [2, 6]],
    ["or cat or", [2, 3]],
    ["elephant OR -cat OR joins", [1]],
    ['"or" cat', [2, 3]],
    // Beginnings.
    ["quer*", [1]],
    ["ca*", [2, 3, 5]],
    ['"two ca"*', [3]],
    ["elephan*", []],
    ["*", []],
    ["*at", []],
    // Signs separate words, and hold them together.
    ["e-mail", [3]],
    ["mail-e", []],
    ["help@example.com", [3]],
    ["example", [3]],
    ["a_b", [3]],
    ["3.14", [5]],
    ["14.3", []],
    ["1e5", [5]],
    ["2.0.1", [5]],
    ["2.0*", [5]],
    ["2.1*", []],
    ["'quoted'", [5]],
    ["quoted”", [5]],
    // Accents count, case does not.
    ["café", [5]],
    ["Étude", [5]],
    ["müller", [5]],
    // Words of other scripts.
    ["東京", [7]],
    ["東*", [7]],
    ["हिन्दी", [7]],
    // No words.
    ["", []],
    ["   ", []],
    ["- \" ' : & | ! ( ) * \\ -- ; %", []],
    ["\u0000", []],
    ["😀", []],
  ])("finds by %j", async (search, expected) => {
    expect(await find(search)).toEqual(expected);
  });

  it("takes words of any length, which are in no text", async () => {
    const endless = "x".repeat(30_000);
    expect(await find(endless)).toEqual([]);
    expect(await find(`cat ${endless}`)).toEqual([]);
    expect(await find(`cat -${endless}`)).toEqual([2, 3]);
    expect(await find(`cat or ${endless}`)).toEqual([2, 3]);
    // As many and as long as they may be, of letters that take the most room.
    const letters = ["\u{10400}", "\u{10401}", "\u{10402}", "\u{10403}"];
    const word = (number: number) =>
      number
        .toString(4)
        .padStart(127, "0")
        .replaceAll(/\d/g, (digit) => letters[Number(digit)]!);
    expect(await find(Array.from({ length: 1000 }, (_, number) => word(number)).join(" "))).toEqual([]);
    expect(await find(`cat or ${Array.from({ length: 999 }, (_, number) => word(number)).join(" or ")}`)).toEqual([
      2, 3,
    ]);
  });

  const numbers = (rows: readonly Row[]) => rows.map(({ id }) => id);

  it("puts rows in the order of how well they fit", async () => {
    const page = (args: object) => db.posts.findMany({ where: { search: "hat or cat" }, ...args }).then(numbers);
    // In the title a word counts ten times as much.
    expect(await page({ orderBy: { relevance: "desc" } })).toEqual([2, 6, 3]);
    expect(await page({ orderBy: { relevance: "asc" } })).toEqual([3, 6, 2]);
    expect(await page({ orderBy: [{ relevance: "desc" }, { id: "desc" }], limit: 1, offset: 1 })).toEqual([6]);
    expect(await page({ orderBy: { id: "desc" } })).toEqual([6, 3, 2]);
    expect(await page({ orderBy: { relevance: "desc" }, where: { search: "hat", id: { not: 2 } } })).toEqual([6]);
    expect(await page({ orderBy: { relevance: "desc" }, distinct: ["authorId"] })).toEqual([2, 3]);
  });

  it("streams and computes of what it finds", async () => {
    const args = { where: { search: "hat or cat" }, orderBy: { relevance: "desc" } };
    const streamed: Row[] = [];
    for await (const row of db.posts.stream({ ...args, batchSize: 1 })) streamed.push(row);
    expect(numbers(streamed)).toEqual([2, 6, 3]);
    expect(await db.posts.aggregate({ where: args.where, count: true, max: { id: true } })).toMatchObject({
      max: { id: 6 },
    });
    const groups = await db.posts.groupBy({
      by: ["authorId"],
      where: args.where,
      count: true,
      orderBy: { authorId: "asc" },
    });
    expect(groups).toMatchObject([{ authorId: 1 }, { authorId: 2 }]);
    const [ada] = await db.authors.findMany({
      counts: { posts: { where: args.where } },
      orderBy: { id: "asc" },
      limit: 1,
    });
    expect(ada).toMatchObject({ counts: { posts: 2 } });
  });

  it("searches through relations, and in what is included", async () => {
    const names = async (where: object) =>
      (await db.authors.findMany({ where, orderBy: { id: "asc" } })).map(({ name }) => name);
    expect(await names({ posts: { some: { search: "cat" } } })).toEqual(["Ada", "Grace"]);
    expect(await names({ posts: { some: { search: "corner" } } })).toEqual(["Ada"]);
    expect(await names({ posts: { none: { search: "corner" } } })).toEqual(["Grace"]);
    expect(await names({ posts: { every: { NOT: { search: "corner" } } } })).toEqual(["Grace"]);
    const include = {
      posts: {
        where: { search: "hat or cat or café" },
        orderBy: { relevance: "desc" },
        limit: 2,
        select: { id: true },
      },
    };
    const authors = await db.authors.findMany({ include, orderBy: { id: "asc" } });
    const expected = [
      [2, 6],
      [5, 3],
    ];
    expect(authors.map(({ posts }) => numbers(posts as Row[]))).toEqual(expected);
    for (const load of ["json", "batch"]) {
      const loaded = { posts: { ...include.posts, load } };
      const others = await db.authors.findMany({ include: loaded, orderBy: { id: "asc" } });
      expect(others.map(({ posts }) => numbers(posts as Row[]))).toEqual(expected);
    }
  });

  it("is a filter beside others, in whatever call has filters", async () => {
    const where = { search: "cat or hat", id: { lt: 6 } };
    expect(await db.posts.count({ where })).toBe(2);
    expect(await db.posts.exists({ where: { search: "elephant" } })).toBe(false);
    expect(await find("cat or hat")).toEqual([2, 3, 6]);
    const ids = async (filter: object) => numbers(await db.posts.findMany({ where: filter, orderBy: { id: "asc" } }));
    expect(await ids({ NOT: { search: "cat or hat" } })).toEqual([1, 4, 5, 7]);
    expect(await ids({ OR: [{ search: "café" }, { id: 1 }, { AND: [{ search: "cat" }, { search: "mat" }] }] })).toEqual(
      [1, 2, 5],
    );
    expect(await ids({ search: "cat", OR: [{ search: "mat" }] })).toEqual([2]);
  });

  it("makes one plan of all that can be searched for, in one statement", async () => {
    const sql = (search: string) => db.posts.findMany({ where: { search }, orderBy: { relevance: "desc" } }).toSQL();
    expect(sql("cat")).toEqual(sql('"; drop table posts; --'));
    const page = { where: { search: "cat" }, orderBy: { relevance: "desc" } };
    expect((await countStatements(db, () => db.posts.findMany(page))).statements).toBe(1);
  });

  it.each([1, 100])("searches what is included for %i parents in as many statements", async (limit) => {
    await db.authors.createMany({ data: Array.from({ length: 98 }, () => ({ name: "Nobody" })) });
    const include = { posts: { where: { search: "cat" }, orderBy: { relevance: "desc" }, limit: 3 } };
    const read = () => db.authors.findMany({ limit, orderBy: { id: "asc" }, include });
    const { result, statements } = await countStatements(db, read);
    expect(result).toHaveLength(limit);
    expect(statements).toBe(2);
    await db.authors.deleteMany({ where: { name: "Nobody" } });
  });

  it("refuses what is no search before anything is sent", async () => {
    const refuse = (args: object, message: string) =>
      expect(Promise.resolve(db.posts.findMany(args))).rejects.toThrow(message);
    await refuse({ where: { search: 5 } }, "where.search: Expected a text to search for, got a number.");
    await refuse({ where: { search: null } }, "where.search: Expected a text to search for, got null.");
    await refuse({ where: { search: undefined } }, "where.search: This is undefined.");
    await refuse({ where: { search: { contains: "a" } } }, "where.search: Expected a text");
    await refuse({ where: { search: "a ".repeat(1001) } }, "where.search: expected 1000 words at most");
    await refuse({ where: { serach: "a" } }, 'Post has no "serach". Did you mean "search"?');
    await refuse({ orderBy: { relevance: "desc" } }, "orderBy.relevance: Nothing is searched for here");
    await refuse({ where: { AND: [{ search: "a" }] }, orderBy: { relevance: "desc" } }, "Nothing is searched for here");
    await refuse(
      { where: { search: "a" }, orderBy: { relevance: "up" } },
      'orderBy.relevance: Expected "asc" or "desc".',
    );
    await refuse(
      { where: { search: "a" }, orderBy: { relevance: { sort: "asc" } } },
      'orderBy.relevance: Expected "asc"',
    );
    await refuse({ where: { search: "a" }, orderBy: { relevanse: "asc" } }, 'Did you mean "relevance"?');
    const page = { where: { search: "a" }, orderBy: { relevance: "desc" }, limit: 1 };
    await expect(Promise.resolve(db.posts.paginate(page))).rejects.toThrow("orderBy: A page is in the order of fields");
    await refuse({ select: { search: true } }, 'Post has no "search".');
    await expect(Promise.resolve(db.authors.findMany({ where: { search: "a" } }))).rejects.toThrow(
      'Author has no "search".',
    );
    const byAuthor = { where: { author: { is: { search: "a" } } } };
    await refuse(byAuthor, 'Author has no "search".');
    expect(await db.posts.count({ where: { search: "a ".repeat(1000) } })).toBe(0);
  });

  it("hides what is deleted softly", async () => {
    const { id } = await db.posts.create({ data: { title: "Ephemeral zebra" } });
    await db.posts.delete({ where: { id } });
    expect(await find("zebra")).toEqual([]);
    expect(numbers(await db.posts.findMany({ where: { search: "zebra" }, withDeleted: true }))).toEqual([id]);
    await db.posts.delete({ where: { id }, hardDelete: true, withDeleted: true });
    expect(await db.posts.count({ where: { search: "zebra" }, withDeleted: true })).toBe(0);
  });

  it("changes and deletes the rows that it finds", async () => {
    await db.posts.createMany({ data: ["lynx one", "lynx two", "badger"].map((title) => ({ title })) });
    expect(await db.posts.updateMany({ where: { search: "lynx" }, data: { content: "puma" } })).toBe(2);
    expect(await db.posts.count({ where: { search: "puma lynx" } })).toBe(2);
    expect(await db.posts.updateMany({ where: { search: "puma -two" }, data: { title: "badger" } })).toBe(1);
    expect(await db.posts.count({ where: { search: "lynx" } })).toBe(1);
    expect(await db.posts.deleteMany({ where: { search: "puma or badger" }, hardDelete: true })).toBe(3);
    expect(await find("puma or lynx or badger")).toEqual([]);
  });

  it("searches the words of the model that is extended", async () => {
    await db.reports.create({ data: { id: 1, title: "Annual figures", year: 2024 } });
    await db.documents.create({ data: { id: 2, title: "Figures of speech" } });
    const found = (rows: Rows, search: string) =>
      rows.findMany({ where: { search }, orderBy: { relevance: "desc" } }).then(numbers);
    expect(await found(db.reports, "figures")).toEqual([1]);
    expect(await found(db.documents, "figures")).toEqual([1, 2]);
    expect(await db.reports.updateMany({ where: { search: "figures" }, data: { year: 2025 } })).toBe(1);
    expect(await db.reports.updateMany({ where: { year: 2025 }, data: { title: "Numbers" } })).toBe(1);
    expect(await found(db.reports, "figures")).toEqual([]);
    expect(await found(db.reports, "numbers")).toEqual([1]);
    expect(await db.reports.deleteMany({ where: { search: "numbers" } })).toBe(1);
    expect(await found(db.documents, "numbers or figures")).toEqual([2]);
  });

  /** For keys of each kind: how a row is made, and what is searched of it. */
  it.each([
    ["notes", (text: string) => ({ text }), "text"],
    ["pages", (rank: string) => ({ book: `b "${rank}"`, number: 1n, rank }), "rank"],
    ["documents", (title: string, id: number) => ({ id, title }), "title"],
  ] as const)("follows every change of %s", async (accessor, make, text) => {
    const rows = db[accessor];
    const count = (search: string) => rows.count({ where: { search } });
    await rows.createMany({ data: ["oak", "elm", "ash"].map((name, index) => make(name, 100 + index)) });
    expect(await count("oak or elm or ash")).toBe(3);
    await rows.updateMany({ where: { search: "oak" }, data: { [text]: "pine" } });
    expect([await count("oak"), await count("pine"), await count("pin*")]).toEqual([0, 1, 1]);
    await rows.updateMany({ where: { search: "pine" }, data: { [text]: "pine" } });
    expect(await count("pine")).toBe(1);

    const undone = db.transaction(async (transaction: Library) => {
      await transaction[accessor].updateMany({ where: { search: "pine" }, data: { [text]: "fir" } });
      await transaction[accessor].create({ data: make("yew", 200) });
      await transaction[accessor].deleteMany({ where: { search: "elm" } });
      const inside = (search: string) => transaction[accessor].count({ where: { search } });
      expect([await inside("pine"), await inside("fir or yew"), await inside("elm")]).toEqual([0, 2, 0]);
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect([await count("pine"), await count("fir or yew"), await count("elm")]).toEqual([1, 0, 1]);

    if (fixture.dialect === "sqlite") {
      // What gives rows other numbers, and what deletes rows without saying so.
      await rows.deleteMany({ where: { search: "elm" } });
      await executeSql(fixture.url, "vacuum");
      expect([await count("pine"), await count("elm"), await count("ash")]).toEqual([1, 0, 1]);
      const { table } = schema.models.find((model) => model.accessor === accessor)!;
      await executeSql(
        fixture.url,
        `update ${table.name} set ${text} = 'beech' where ${text} = 'ash'`,
        `insert or replace into ${table.name} select * from ${table.name}`,
        `insert or ignore into ${table.name} select * from ${table.name}`,
      );
      expect([await count("pine"), await count("ash"), await count("beech")]).toEqual([1, 0, 1]);
    }
    await rows.deleteMany({ where: { search: "pine or elm or ash or beech" } });
    expect(await count("pine or elm or ash or beech")).toBe(0);
  });

  it("follows a key that changes", async () => {
    await db.documents.create({ data: { id: 500, title: "walnut" } });
    await db.pages.create({ data: { book: "a", number: 1n, rank: "walnut" } });
    await db.documents.updateMany({ where: { search: "walnut" }, data: { id: 501 } });
    await db.pages.updateMany({ where: { search: "walnut" }, data: { number: 2n } });
    expect(numbers(await db.documents.findMany({ where: { search: "walnut" } }))).toEqual([501]);
    expect(await db.pages.findMany({ where: { search: "walnut" }, orderBy: { relevance: "desc" } })).toEqual([
      expect.objectContaining({ book: "a", number: 2n }),
    ]);
  });

  it("follows rows that follow others", async () => {
    await db.pages.create({ data: { book: "parent", number: 7n, rank: "x" } });
    await db.remarks.create({ data: { pageBook: "parent", pageNumber: 7n, id: 1, text: "juniper" } });
    const found = () => db.remarks.findMany({ where: { search: "juniper" }, orderBy: { relevance: "desc" } });
    await db.pages.updateMany({ where: { book: "parent" }, data: { number: 8n } });
    expect(await found()).toEqual([expect.objectContaining({ pageNumber: 8n })]);
    await db.pages.deleteMany({ where: { book: "parent" } });
    expect(await found()).toEqual([]);
    await db.pages.create({ data: { book: "parent", number: 8n, rank: "x" } });
    await db.remarks.create({ data: { pageBook: "parent", pageNumber: 8n, id: 1, text: "other" } });
    expect(await found()).toEqual([]);
  });
});
