import {
  createClient,
  defineRefresh,
  Entity,
  InvalidArgument,
  KeyedRepository,
  RecordNotFound,
  type Client,
  type Query,
  type Refresh,
} from "@joinery/runtime";
import { onEveryDialect } from "../fixture/index.js";
import { connect } from "@joinery/generated/shop/client.js";
import { schema as shop } from "@joinery/generated/shop/schema.js";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

const schema = compileModels(`
model User {
  id    Int    @id
  name  String
  posts Post[]
  stats Author?
}

model Post {
  id       Int            @id
  author   User
  isPublic Boolean
  written  DateTime
  words    BigInt
  fee      Decimal(10, 2)
  days     AuthorDay[]
}

/// Who has written something.
view Author {
  id       Int            @id
  name     String         @unique
  posts    Int
  isPublic Boolean
  first    DateTime
  day      Date
  words    BigInt
  fees     Decimal(12, 2)
  user     User           @relation(fields: [id], references: [id])

  @@map("authors")
  @@sql("select u.id, u.name, count(*) as posts, bool_and(p.is_public) as is_public, min(p.written) as first, (min(p.written) at time zone 'UTC')::date as day, sum(p.words) as words, sum(p.fee) as fees from users u join posts p on p.author_id = u.id group by u.id, u.name", dialect: postgresql)
  @@sql("select u.id, u.name, count(*) as posts, min(p.is_public) as is_public, min(p.written) as first, date(min(p.written)) as day, sum(p.words) as words, round(sum(p.fee), 2) as fees from users u join posts p on p.author_id = u.id group by u.id, u.name", dialect: sqlite)
}

/// Nothing tells its rows apart.
view Word {
  name   String
  length Int
  exact  Decimal(38, 4)
  size   BigInt?
  at     DateTime

  @@sql("select name, length(name) as length, 7.5 as exact, null as size, '2026-01-02T03:04:05.678Z' as at from authors", dialect: sqlite)
  @@sql("select name, length(name) as length, 7.5 as exact, null::bigint as size, '2026-01-02T03:04:05.678901Z'::timestamptz as at from authors", dialect: postgresql)
}

view AuthorDay {
  post   Post
  author String

  @@materialized
  @@id([post])
  @@index([author])
  @@sql("select p.id as post_id, a.name as author from posts p join authors a on a.id = p.author_id")
}
`);

interface Row {
  [field: string]: unknown;
}

interface Rows {
  findMany(args?: object): Query<Row[]>;
  findUnique(args: object): Query<Row | null>;
  getById(id: number, args?: object): Query<Row>;
  getAll(args?: object): Query<Row[]>;
  count(args?: object): Query<number>;
  exists(args?: object): Query<boolean>;
  createMany(args: object): Query<number>;
  create(args: object): Query<Row>;
  update(args: object): Query<Row>;
  updateMany(args: object): Query<number>;
  delete(args: object): Query<Row>;
  deleteMany(args: object): Query<number>;
}

/** As it is generated. */
class AuthorDayRepository extends KeyedRepository<never> {
  declare readonly refresh: Refresh;
}
defineRefresh(AuthorDayRepository);
class AuthorDay extends Entity {}
const models = { AuthorDay: { entity: AuthorDay, repository: AuthorDayRepository } };

type Database = Client &
  Record<"users" | "posts" | "authors" | "words", Rows> & { readonly authorDays: Rows & { readonly refresh: Refresh } };

onEveryDialect((fixture) => {
  let db: Database;
  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Database>({ url: fixture.url, schema, models });
    await db.users.createMany({
      data: [
        { id: 1, name: "Ada" },
        { id: 2, name: "Bo" },
        { id: 3, name: "Cy" },
      ],
    });
    const written = new Date("1969-12-31T23:59:59.999Z");
    const post = { isPublic: true, written, words: 1n, fee: "0.10" };
    await db.posts.createMany({
      data: [
        { ...post, id: 1, authorId: 1 },
        { ...post, id: 2, authorId: 1, words: 2n ** 53n, fee: "0.20", written: new Date("2026-01-02T03:04:05.006Z") },
        { ...post, id: 3, authorId: 2, isPublic: false, fee: "7" },
      ],
    });
  });
  afterAll(() => db.dispose());

  it("reads each column as it is declared", async () => {
    expect(await db.authors.findMany({ orderBy: { id: "asc" } })).toEqual([
      {
        id: 1,
        name: "Ada",
        posts: 2,
        isPublic: true,
        first: new Date("1969-12-31T23:59:59.999Z"),
        day: "1969-12-31",
        words: 2n ** 53n + 1n,
        fees: "0.30",
      },
      expect.objectContaining({ id: 2, posts: 1, isPublic: false, fees: "7.00" }),
    ]);
  });

  it.each([
    { isPublic: true },
    { isPublic: { not: false } },
    { posts: { gt: 1 } },
    { posts: 2 },
    { words: 2n ** 53n + 1n },
    { words: { in: [2n ** 53n + 1n] } },
    { fees: "0.30" },
    { fees: { lt: "1" } },
    { day: "1969-12-31", name: "Ada" },
    { first: { gte: new Date("1969-12-31T23:59:59.999Z") }, id: { in: [1] } },
    { user: { is: { name: { startsWith: "A" } } } },
    { user: { is: { posts: { some: { id: 2 } } } } },
  ])("finds rows by %j", async (where) => {
    expect(await db.authors.findMany({ where, select: { name: true } })).toEqual([{ name: "Ada" }]);
    expect(await db.authors.count({ where })).toBe(1);
  });

  it("has what its keys can do, and says so where there is none", async () => {
    expect(await db.authors.getById(2)).toMatchObject({ name: "Bo" });
    expect(await db.authors.findUnique({ where: { name: "Bo" } })).toMatchObject({ id: 2 });
    expect((await db.authors.getAll({ limit: 1 })).map(({ id }) => id)).toEqual([1]);
    await expect(db.authors.getById(3)).rejects.toThrow(RecordNotFound);
    const at = new Date("2026-01-02T03:04:05.678Z");
    expect(await db.words.findMany({ orderBy: { name: "desc" } })).toEqual([
      { name: "Bo", length: 2, exact: "7.5000", size: null, at },
      { name: "Ada", length: 3, exact: "7.5000", size: null, at },
    ]);
    expect(await db.words.exists({ where: { length: 3 } })).toBe(true);
    await expect(db.words.getById(1)).rejects.toThrow("Word has no primary key: mark it in the schema with @id.");
    await expect(db.words.findUnique({ where: { name: "Bo" } })).rejects.toThrow("Nothing tells one Word from another");
  });

  it("cannot be written", async () => {
    const row = { id: 9, name: "No" };
    const data = { name: "No" };
    for (const write of [
      () => db.authors.create({ data: row }),
      () => db.authors.createMany({ data: [row] }),
      () => db.authors.update({ where: { id: 1 }, data }),
      () => db.authors.updateMany({ all: true, data }),
      () => db.authors.delete({ where: { id: 1 } }),
      () => db.authors.deleteMany({ all: true }),
    ]) {
      const refusal = await write().then(undefined, (error: unknown) => error);
      expect(refusal).toBeInstanceOf(InvalidArgument);
      expect(refusal).toMatchObject({
        message: expect.stringContaining("Author is a view: it can be read, and not written."),
      });
    }
  });

  it("makes no rows up where nothing is behind a relation", async () => {
    const user = await db.users.getById(3, { include: { stats: true, posts: { include: { days: true } } } });
    expect(user).toMatchObject({ stats: null, posts: [] });
  });

  describe("its relations", () => {
    beforeAll(async () => {
      const users = Array.from({ length: 100 }, (_, index) => ({ id: index + 100, name: `User ${index}` }));
      await db.users.createMany({ data: users });
      await db.posts.createMany({
        data: users.map(({ id }) => ({ id, authorId: id, isPublic: true, written: new Date(0), words: 1n, fee: "1" })),
      });
      await db.authorDays.refresh();
    });

    it.each([1, 100])("come with %d rows in as many statements as ever", async (limit) => {
      const where = { id: { gte: 100 } };
      const list = { where, orderBy: { id: "asc" }, limit };
      const authors = db.authors.findMany({ ...list, include: { user: { include: { posts: true } } } });
      const there = await countStatements(db, () => authors);
      expect(there.result).toHaveLength(limit);
      expect(there.result[0]).toMatchObject({ user: { id: 100, posts: [{ id: 100 }] } });
      expect(there.statements).toBe(2);
      const users = db.users.findMany({ ...list, include: { stats: true, posts: { include: { days: true } } } });
      const back = await countStatements(db, () => users);
      expect(back.result).toHaveLength(limit);
      expect(back.result[0]).toMatchObject({ stats: { posts: 1 }, posts: [{ days: [{ postId: 100 }] }] });
      expect(back.statements).toBe(3);
      const json = { load: "json" };
      const whole = { ...list, include: { stats: json, posts: { ...json, include: { days: json } } } };
      expect(await db.users.findMany(whole)).toEqual(back.result);
    });
  });

  describe("one that keeps its rows", () => {
    const rows = () => db.authorDays.count();

    it("has them anew when it is refreshed, at once where they are never old", async () => {
      await db.authorDays.refresh();
      const before = await rows();
      await db.posts.create({
        data: { id: 7, authorId: 3, isPublic: true, written: new Date(0), words: 0n, fee: "0" },
      });
      expect(await rows()).toBe(fixture.pick({ postgresql: before, sqlite: before + 1 }));
      const { statements, result } = await countStatements(db, () => db.authorDays.refresh({ concurrently: true }));
      expect(result).toBeUndefined();
      expect(statements).toBe(fixture.pick({ postgresql: 1, sqlite: 0 }));
      expect(await rows()).toBe(before + 1);
    });

    it("tells how it would be refreshed, and is refreshed in a transaction", async () => {
      const query = db.authorDays.refresh({ concurrently: true });
      const statement = 'refresh materialized view concurrently "author_days"';
      expect(query.toSQL()).toEqual(fixture.pick({ postgresql: [statement], sqlite: [] }));
      expect(query.plan()).toMatchObject({ model: "AuthorDay", operation: "refresh" });
      const count = await db.transaction(async (transaction: Database) => {
        await transaction.posts.delete({ where: { id: 7 } });
        await transaction.authorDays.refresh();
        return transaction.authorDays.count();
      });
      expect(await rows()).toBe(count);
    });

    it("refuses what it is not told right", async () => {
      await expect(db.authorDays.refresh({ concurently: true } as never)).rejects.toThrow('no "concurently"');
      await expect(db.authorDays.refresh({ concurrently: 1 } as never)).rejects.toThrow("Expected true or false.");
    });
  });

  it("is read through generated code as it is declared, by queries of the schema too", async () => {
    const { url } = await fixture.createDatabase();
    await createTables(url, shop);
    await using store = connect(url);
    const { id: customerId } = await store.customers.create({
      data: { email: "ada@example.com", passwordHash: "…", name: "Ada" },
    });
    const home = { customerId, street: "1", city: "London", postalCode: "1", country: "GB" };
    const { id: addressId } = await store.addresses.create({ data: home });
    const product = await store.products.create({ data: { sku: "a", name: "A", slug: "a", price: "1", labels: [] } });
    await store.variants.create({ data: { productId: product.id, code: "x" } });
    const placed = { customerId, billingAddressId: addressId, shippingAddressId: addressId };
    for (const [number, day] of [
      ["1", "01"],
      ["2", "02"],
      ["3", "02"],
    ] as const) {
      const placedAt = new Date(`2026-01-${day}T23:59:59.999Z`);
      const order = await store.orders.create({ data: { ...placed, number, placedAt } });
      const line = { orderId: order.id, productId: product.id, variantCode: "x" };
      await store.orderLines.create({ data: { ...line, position: 1, quantity: 3, unitPrice: "0.10" } });
    }
    await store.reviews.create({ data: { productId: product.id, customerId, rating: 4 } });

    await store.dailySales.refresh();
    expect(await store.dailySales.best()).toEqual([
      { day: "2026-01-02", orders: 2, revenue: "0.60" },
      { day: "2026-01-01", orders: 1, revenue: "0.30" },
    ]);
    expect(await store.dailySales.getById("2026-01-01")).toMatchObject({ orders: 1 });
    expect(await store.reaches.findMany()).toEqual([{ country: "GB", customers: 1 }]);
    const [rated] = await store.products.findMany({ include: { rating: true } });
    expect(rated?.rating).toMatchObject({ productId: product.id, reviews: 1, average: 4, latest: expect.any(Date) });
  });
});
