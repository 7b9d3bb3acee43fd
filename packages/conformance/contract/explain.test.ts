import { onEveryDialect } from "@joinery/conformance";
import {
  InvalidArgument,
  QueryRefused,
  sql,
  type Client,
  type FieldReference,
  type Query,
  type RowStream,
} from "@joinery/runtime";
import { compileModels, createTables } from "./create-tables.js";
import { generateClient, type GeneratedClient } from "./generate-client.js";

const models = `
model Author {
  id       Int     @id @default(autoincrement())
  email    String  @unique
  bio      String?
  mentor   Author? @relation(inverse: pupils)
  pupils   Author[]
  books    Book[]
}

model Book {
  id     Int    @id
  title  String
  author Author
  tags   Tag[]
}

model Tag {
  name  String @id
  kind  Kind
  books Book[]
}

enum Kind {
  NEW
  OLD
}

model Employee extends Author {
  wage Int
}

view Title {
  title String @id
  @@sql("select title from books")
  @@materialized
}

query Author.described($bio: String?, $limit: Int = 5) {
  where   { bio: $bio }
  include { books: { orderBy: { title: asc }, limit: $limit } }
}
`;

interface Row {
  readonly id: number;
  load(include: object): Query<Row>;
}
interface Rows extends Readonly<Record<"findUnique" | "getById" | "delete" | "update", (args: never) => Query<Row>>> {
  create(args: object): Query<Row>;
  createMany(args: object): Query<number>;
  upsert(args: object): Query<Row>;
  updateMany(args: object): Query<number>;
  updateEach(args: object): Query<number>;
  deleteMany(args: object): Query<number>;
  findMany(args?: object): Query<Row[]>;
  paginate(args: object): Query<unknown>;
  stream(args: object): RowStream<Row>;
  count(args?: object): Query<number>;
  exists(args?: object): Query<boolean>;
  aggregate(args: object): Query<object>;
  groupBy(args: object): Query<object[]>;
  described(args: object): Query<Row[]>;
  refresh(): Query<void>;
  readonly fields: Readonly<Record<string, FieldReference>>;
}
type Database = Client & {
  readonly authors: Rows;
  readonly books: Rows;
  readonly employees: Rows;
  readonly titles: Rows;
  transaction<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result>;
};

onEveryDialect((fixture) => {
  let generated: GeneratedClient<Database>;
  let db: Database;
  let sent: string[];

  beforeAll(async () => {
    await createTables(fixture.url, compileModels(models));
    generated = await generateClient<Database>(models);
    db = generated.connect(fixture.url);
    await db.authors.createMany({ data: [{ email: "ada@example.com" }, { email: "bob@example.com" }] });
    await db.books.createMany({ data: [1, 2, 3].map((id) => ({ id, title: `Book ${id}`, authorId: 1 })) });
    db.on("query", ({ sql: text }) => sent.push(text));
  });
  beforeEach(() => {
    sent = [];
  });
  afterAll(async () => {
    await db.dispose();
    generated.remove();
  });

  /** Asks for the plans of a call, and holds that it was that which was asked, and that nothing but questions was sent. */
  async function explain(query: Pick<Query<unknown>, "explain" | "toSQL">) {
    sent = [];
    const explained = await query.explain();
    expect(explained.map((statement) => statement.sql)).toEqual(query.toSQL());
    expect(sent).toHaveLength(explained.length);
    sent.forEach((text, place) => {
      expect(text).toMatch(/^explain /);
      expect(text.endsWith(explained[place]!.sql)).toBe(true);
    });
    return explained;
  }

  it("gives the database's plan of each statement, beside what the statement is for", async () => {
    const query = db.authors.findMany({
      where: { email: "ada@example.com" },
      include: { books: { limit: 2, include: { tags: { load: "batch" } } }, mentor: { load: "join" } },
    });
    const explained = await explain(query);
    expect(explained).toEqual([
      {
        model: "Author",
        strategy: "root",
        reason: expect.any(String),
        sql: expect.any(String),
        plan: expect.any(String),
      },
      expect.objectContaining({ model: "Book", relation: "books", strategy: "batch" }),
      expect.objectContaining({ model: "Tag", relation: "tags", strategy: "batch" }),
    ]);
    for (const { plan } of explained) expect(plan).toMatch(/scan|search/i);
  });

  it("tells an index from a whole table", async () => {
    const plans = async (query: Query<unknown>) => (await explain(query)).map(({ plan }) => plan).join("\n");
    expect(await plans(db.authors.findMany({ where: { bio: "none" } }))).toMatch(/Seq Scan on authors|^SCAN/);
    // Where rows are few, a server reads them all: an index is for it to choose when there are many.
    await db.transaction(async (transaction) => {
      if (fixture.dialect === "postgresql") await transaction.sql.run`set local enable_seqscan = off`;
      const [found] = await transaction.authors.findMany({ where: { email: "ada@example.com" } }).explain();
      expect(found!.plan).toMatch(/Index Scan using \S*email\S* on authors|SEARCH .* USING INDEX .*\(email=\?\)/);
    });
  });

  it("runs nothing of a write", async () => {
    const writes: Query<unknown>[] = [
      db.authors.create({ data: { email: "eve@example.com" } }),
      db.authors.update({ where: { id: 1 }, data: { email: "x" }, include: { books: true } } as never),
      db.authors.updateMany({ all: true, data: { bio: "x" } }),
      db.authors.updateEach({ changes: [1, 2].map((id) => ({ where: { id }, data: { bio: `of ${id}` } })) }),
      db.books.delete({ where: { id: 1 } } as never),
      db.books.deleteMany({ all: true }),
      db.books.upsert({ where: { id: 1 }, create: { id: 1, title: "x", authorId: 1 }, update: { title: "y" } }),
      db.authors.create({
        data: { email: "nested", books: { create: [{ id: 9, title: "x" }] } },
        include: { books: true },
      }),
      db.authors.createMany({ data: [{ email: "y" }, { email: "z", bio: "x" }] }),
      db.employees.create({ data: { email: "w", wage: 1 } }),
      db.employees.createMany({
        data: [
          { email: "u", wage: 1 },
          { email: "v", wage: 2 },
        ],
      }),
      db.employees.updateMany({ all: true, data: { wage: 1, bio: "x" } }),
      db.employees.delete({ where: { id: 1 } } as never),
      db.sql.run`delete from books where id > ${1}`,
    ];
    for (const query of writes) for (const { plan } of await explain(query)) expect(typeof plan).toBe("string");
    expect(await db.authors.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { id: 1, email: "ada@example.com", bio: null },
      { id: 2, email: "bob@example.com", bio: null },
    ]);
    expect(await db.books.count()).toBe(3);
    const refused = new Error("undone");
    const next = db.transaction(async (transaction) => {
      const { id } = await transaction.authors.create({ data: { email: "next" } });
      // No number was drawn for the rows above.
      expect(id).toBe(3);
      throw refused;
    });
    await expect(next).rejects.toBe(refused);
  });

  it("answers for every way to read", async () => {
    const [author] = await db.authors.findMany({ where: { id: 1 } });
    const filter = { where: { books: { some: { title: { contains: "1" } } } } };
    const reads: Pick<Query<unknown>, "explain" | "toSQL">[] = [
      db.authors.findUnique({ where: { id: 1 }, include: { books: true } } as never),
      db.authors.getById(1 as never),
      db.authors.count(filter),
      db.authors.exists(filter),
      db.authors.aggregate({ max: { id: true } }),
      db.authors.groupBy({ by: ["bio"], count: true }),
      db.authors.paginate({ orderBy: { email: "asc" }, limit: 1, include: { books: true } }),
      db.authors.stream({ include: { books: true }, batchSize: 10 }),
      db.authors.findMany({ include: { pupils: { recursive: true, maxDepth: 3 } } }),
      db.authors.findMany({ include: { books: { load: "json" } }, timeout: 10_000 }),
      db.authors.findMany({ where: sql`${db.authors.fields["id"]!} > ${0}` }),
      db.authors.described({ bio: null }),
      db.authors.described({ bio: "ada@example.com", limit: 1 }),
      db.sql`select * from authors where email = ${"ada@example.com"}`,
      author!.load({ books: { include: { tags: true } } }),
    ];
    for (const query of reads) for (const { plan } of await explain(query)) expect(plan).toMatch(/scan|search/i);
  });

  it("is about the transaction it is asked in", async () => {
    await db.transaction(async (transaction) => {
      await transaction.sql.run`create temporary table notes (id integer)`;
      const [explained] = await transaction.sql`select * from notes`.explain();
      expect(explained!.plan).toMatch(/notes/);
      // The transaction that is under way is joined.
      expect(await db.sql`select * from notes`.explain()).toEqual([explained]);
    });
  });

  it("finds what is wrong before it asks", async () => {
    const wrong: [Query<unknown>, string][] = [
      [db.authors.findMany({ where: { emial: "x" } }), "where.emial"],
      [db.authors.findMany({ where: { id: "x" } }), "where.id"],
      [db.authors.createMany({ data: [{ email: 1 }] }), "data[0].email"],
      [db.authors.described({ bio: "x", limit: -1 }), "limit"],
      [db.sql`commit`, ""],
      [db.titles.refresh(), ""],
    ];
    for (const [query, path] of wrong) {
      const error = await query.explain().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InvalidArgument);
      expect((error as InvalidArgument).path).toBe(path);
    }
    expect(sent).toEqual([]);
    for (const query of [db.sql`select * from nowhere`, db.sql`select 1; select 2`, db.sql`nonsense`]) {
      await expect(query.explain()).rejects.toBeInstanceOf(QueryRefused);
    }
    expect(await db.books.count()).toBe(3);
  });
});
