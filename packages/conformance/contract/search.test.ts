import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
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
  count(args?: object): Query<number>;
  exists(args?: object): Query<boolean>;
  create(args: object): Query<Row>;
  createMany(args: object): Query<number>;
  update(args: object): Query<Row>;
  updateMany(args: object): Query<number>;
  delete(args: object): Query<Row>;
  deleteMany(args: object): Query<number>;
}

type Library = Client & Readonly<Record<"authors" | "posts" | "notes" | "pages" | "documents" | "reports", Rows>>;

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
    expect(authors.map(({ posts }) => numbers(posts as Row[]))).toEqual([
      [2, 6],
      [5, 3],
    ]);
  });
});
