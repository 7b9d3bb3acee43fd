import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { omitIgnored } from "@joinery/schema";
import { boundStatements } from "./bound-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const schema = compileModels(`
model Author {
  id     Int     @id
  name   String
  code   String  @unique @default("none") @ignore
  boss   Author? @relation(inverse: staff) @ignore
  staff  Author[] @relation(inverse: boss) @ignore
  bankId Int?
  bank   Bank?   @relation(fields: [bankId]) @ignore
  books  Book[]
}

model Book {
  id      Int    @id
  author  Author @relation(inverse: books)
  serial  Bytes  @ignore
  readers Reader[]
}

model Reader {
  id    Int    @id
  books Book[] @ignore
}

model Bank {
  id Int @id

  @@ignore
}
`);

interface Repository {
  create(args: object): Promise<object>;
  findMany(args?: object): Query<object[]>;
}

type Library = Client & Readonly<Record<"authors" | "books" | "readers", Repository>>;

onEveryDialect((fixture) => {
  let db: Library;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Library>({ url: fixture.url, schema: omitIgnored(schema), models: {} });
  });

  afterAll(() => db.dispose());

  test("an ignored column and table are in the database, and not in rows", async () => {
    await executeSql(
      fixture.url,
      "insert into banks (id) values (7)",
      "insert into authors (id, name, code, boss_id, bank_id) values (1, 'Ada', 'a', null, 7), (2, 'Grace', 'g', 1, null)",
    );
    expect((await db.authors.findMany({ orderBy: { id: "asc" } })).map((author) => ({ ...author }))).toEqual([
      { id: 1, name: "Ada", bankId: 7 },
      { id: 2, name: "Grace", bankId: null },
    ]);
    expect(db).not.toHaveProperty("banks");
  });

  test.each([
    ["where", { where: { code: "a" } }],
    ["select", { select: { bossId: true } }],
    ["include", { include: { bank: true } }],
    ["orderBy", { orderBy: { boss: { id: "asc" } } }],
  ])("nothing ignored can be named in %s", async (_, args) => {
    await expect(db.authors.findMany(args)).rejects.toMatchObject({ code: "query/invalid-argument" });
  });

  test("the database keeps what is ignored: its default, its unique key, its need of a value", async () => {
    expect(await db.authors.create({ data: { id: 3, name: "Mary" } })).toMatchObject({ id: 3 });
    // Its code is the default again.
    await expect(db.authors.create({ data: { id: 4, name: "Jean" } })).rejects.toMatchObject({
      code: "query/unique-violation",
    });
    await expect(db.books.create({ data: { id: 1, authorId: 1 } })).rejects.toMatchObject({
      code: "query/not-null-violation",
    });
  });

  test("a relation can be followed from the side that is not ignored", async () => {
    await executeSql(
      fixture.url,
      "insert into authors (id, name, code) values (5, 'Joan', 'j')",
      "insert into books (id, author_id, serial) values (5, 5, '')",
      "insert into readers (id) values (1)",
      "insert into books_readers (book_id, reader_id) values (5, 1)",
    );
    const [author] = await boundStatements(db, 3, (limit) =>
      db.authors.findMany({ where: { id: 5 }, include: { books: { include: { readers: true } } }, limit }),
    );
    expect(author).toMatchObject({ books: [{ id: 5, readers: [{ id: 1 }] }] });
    const ids = Array.from({ length: 100 }, (_, index) => index + 100);
    await executeSql(
      fixture.url,
      `insert into authors (id, name, code) values ${ids.map((id) => `(${id}, 'Joan', 'c${id}')`).join()}`,
      `insert into books (id, author_id, serial) values ${ids.map((id) => `(${id}, ${id}, '')`).join()}`,
      `insert into books_readers (book_id, reader_id) values ${ids.map((id) => `(${id}, 1)`).join()}`,
    );
    const include = { books: { include: { readers: true } } };
    const many = await boundStatements(db, 3, (limit) =>
      db.authors.findMany({ where: { id: { gte: 100 } }, orderBy: { id: "asc" }, include, limit }),
    );
    expect(many).toMatchObject(ids.map((id) => ({ id, books: [{ id, readers: [{ id: 1 }] }] })));
  });
});
