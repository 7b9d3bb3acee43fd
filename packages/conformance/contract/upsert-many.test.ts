import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema as blogSchema } from "@joinery/generated/blog/schema.js";
import { createClient, given, UniqueViolation, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

onEveryDialect((fixture) => {
  let db: Database;
  const people = (...names: readonly string[]) =>
    names.map((name) => ({ email: `${name}@example.com`, hashedPassword: "…", fullName: name }));

  beforeAll(async () => {
    await createTables(fixture.url, blogSchema);
    db = connect(fixture.url);
  });
  afterAll(() => db.dispose());
  beforeEach(() => db.users.deleteMany({ all: true }));

  test.each([1, 100, 250])("changes and creates %i rows", async (count) => {
    const data = people(...Array.from({ length: count }, (_, place) => `${place}`));
    await db.users.createMany({ data: data.filter((_, place) => place % 2 === 1) });
    const changed = data.map((row) => ({ ...row, fullName: `${row.fullName} changed` }));
    const call = () => db.users.upsertMany({ data: changed, on: ["email"] });
    const { result, statements } = await countStatements(db, call);
    expect(result).toBe(count);
    // Of rows side by side as many as pay, and of what is left powers of two.
    expect(statements).toBeLessThanOrEqual(fixture.pick({ postgresql: 1, sqlite: 8 }));
    expect(call().plan().statements).toBe(statements);
    const names = await db.users.findMany({ select: { email: true, fullName: true } });
    const sort = (rows: readonly { email: string }[]) => rows.map(({ email }) => email).sort();
    expect(sort(names)).toEqual(sort(data));
    expect(names.every(({ fullName }) => fullName?.endsWith(" changed"))).toBe(true);
  });

  test("gives rows back in the order of the data, with what is asked of them", async () => {
    const [ada, bob, eve] = people("ada", "bob", "eve");
    const before = await db.users.create({ data: bob! });
    const call = () =>
      db.users.upsertMany({
        data: [eve!, { ...bob!, fullName: "Bob" }, ada!],
        on: ["email"],
        include: { posts: true },
        counts: { comments: true },
      });
    expect(call().plan().statements).toBe(fixture.pick({ postgresql: 3, sqlite: 4 }));
    const { result, statements } = await countStatements(db, call);
    expect(statements).toBe(call().plan().statements);
    expect(call().toSQL()).toHaveLength(statements);
    for (const { plan } of await call().explain()) expect(typeof plan).toBe("string");
    expect(result).toMatchObject([
      { email: eve!.email, posts: [], counts: { comments: 0 } },
      { id: before.id, fullName: "Bob", posts: [] },
      { email: ada!.email },
    ]);
    const ids = await db.users.upsertMany({ data: [bob!, eve!], on: ["email"], select: { id: true } });
    expect(ids).toEqual([{ id: before.id }, { id: result[0]!.id }]);
    expect(await db.users.upsertMany({ data: [], on: ["email"], select: { id: true } })).toEqual([]);
    expect(await db.users.upsertMany({ data: [], on: ["email"] })).toBe(0);
  });

  test("changes what a row gives, and nothing else of it", async () => {
    const [ada, bob] = people("ada", "bob");
    await db.users.createMany({
      data: [
        { ...ada!, role: "ADMIN" },
        { ...bob!, role: "EDITOR" },
      ],
    });
    const { fullName: _, ...bare } = bob!;
    await db.users.upsertMany({
      data: [
        { ...ada!, fullName: "Ada" },
        { ...bare, role: "READER" },
      ],
      on: ["email"],
    });
    expect(await db.users.findMany({ orderBy: { email: "asc" } })).toMatchObject([
      { fullName: "Ada", role: "ADMIN", updatedAt: expect.any(Date) },
      { fullName: "bob", role: "READER", updatedAt: expect.any(Date) },
    ]);
  });

  test("changes what is listed, or is said of each field", async () => {
    const [ada, bob] = people("ada", "bob");
    await db.users.create({ data: { ...ada!, role: "ADMIN" } });
    const data = [
      { ...ada!, fullName: "Ada", role: "READER" } as const,
      { ...bob!, fullName: "Bob", role: "READER" } as const,
    ];
    const listed = await db.users.upsertMany({ data, on: ["email"], update: ["fullName"], include: {} });
    expect(listed).toMatchObject([
      { fullName: "Ada", role: "ADMIN" },
      { fullName: "Bob", role: "READER" },
    ]);
    const said = await db.users.upsertMany({
      data,
      on: ["email"],
      update: { role: given, fullName: null },
      include: {},
    });
    expect(said).toMatchObject([
      { fullName: null, role: "READER" },
      { fullName: null, role: "READER" },
    ]);
    const { updatedAt } = await db.users.findUniqueOrThrow({ where: { email: ada!.email } });
    const kept = await db.users.upsertMany({ data, on: ["email"], update: [], include: {} });
    expect(kept[0]).toMatchObject({ fullName: null, updatedAt });
  });

  test("takes keys of several fields, and is all or nothing", async () => {
    const { id: authorId } = await db.users.create({ data: people("ada")[0]! });
    const posts = (content: string) => ["a", "b"].map((title) => ({ authorId, title, content }));
    await db.posts.upsertMany({ data: posts("old"), on: ["title", "authorId"] });
    await db.posts.upsertMany({ data: posts("new"), on: ["authorId", "title"] });
    expect(await db.posts.findMany({ select: { content: true } })).toEqual([{ content: "new" }, { content: "new" }]);
    const taken = db.posts.upsertMany({
      data: [
        { id: 1_000_001, title: "c", content: "", authorId },
        { id: 1_000_002, title: "a", content: "", authorId },
      ],
      on: ["id"],
    });
    await expect(taken).rejects.toMatchObject({ model: "Post", fields: ["authorId", "title"] });
    const orphan = db.posts.upsertMany({ data: [{ title: "c", content: "", authorId: 0 }], on: ["authorId", "title"] });
    await expect(orphan).rejects.toMatchObject({ model: "Post", fields: ["authorId"] });
    expect(await db.posts.count()).toBe(2);
  });

  test("fails none of many at once", async () => {
    const data = people("ada", "bob", "eve");
    await Promise.all(Array.from({ length: 20 }, () => db.users.upsertMany({ data, on: ["email"] })));
    expect(await db.users.count()).toBe(3);
  });

  const row = people("ada")[0]!;
  test.each([
    ["no list", { data: row, on: ["email"] }, "data: Expected a list of rows of User, got an object."],
    ["no key", { data: [row] }, "on: Say by which fields rows are found: a list, of id, or by email."],
    ["what is no key", { data: [row], on: ["fullName"] }, "on: Rows of User are found by id, or by email."],
    ["a name in the key", { data: [row], on: ["emial"] }, 'on[0].emial: User has no "emial". Did you mean "email"?'],
    ["a name", { data: [{ ...row, nmae: "" }], on: ["email"] }, 'data[0].nmae: User has no "nmae". There is'],
    ["a value", { data: [row, { ...row, email: 1 }], on: ["email"] }, "data[1].email: "],
    ["a value of no key", { data: [{ ...row, fullName: 1 }], on: ["email"] }, "data[0].fullName: "],
    [
      "a missing value",
      { data: [{ email: "x" }], on: ["email"] },
      "data[0].hashedPassword: A new User needs this value.",
    ],
    [
      "a missing key",
      { data: [row], on: ["id"] },
      "data[0].id: Rows are found by this value: each row has to give it.",
    ],
    ["a row twice", { data: [row, row], on: ["email"] }, "data[1]: data[0] has the same email: put both together."],
    ["a relation", { data: [{ ...row, posts: {} }], on: ["email"] }, "data[0].posts: posts is a relation"],
    ["a changed key", { data: [row], on: ["email"], update: ["email"] }, "update[0]: Rows are found by email"],
    ["a changed key", { data: [row], on: ["email"], update: { email: "x" } }, "update.email: Rows are found by email"],
    ["a listed name", { data: [row], on: ["email"], update: ["nmae"] }, 'update[0].nmae: User has no "nmae".'],
    ["a listed relation", { data: [row], on: ["email"], update: ["posts"] }, "update[0]: posts is a relation"],
    ["a changed name", { data: [row], on: ["email"], update: { nmae: 1 } }, 'update.nmae: User has no "nmae".'],
    ["a changed value", { data: [row], on: ["email"], update: { fullName: 1 } }, "update.fullName: "],
    [
      "what is not given",
      { data: [row], on: ["email"], update: ["role"] },
      "data[0].role: What is given for role goes",
    ],
    ["given alone", { data: [row], on: ["email"], update: given }, "update: Say which fields get what is given"],
    ["given in data", { data: [{ ...row, fullName: given }], on: ["email"] }, "data[0].fullName: "],
    ["what is selected", { data: [row], on: ["email"], select: { nmae: true } }, 'select.nmae: User has no "nmae".'],
    [
      "an option",
      { data: [row], on: ["email"], where: {} },
      'where: A call that changes rows or creates them has no "where".',
    ],
  ])("refuses %s before anything is sent", async (_, args, message) => {
    const { result, statements } = await countStatements(db, () =>
      Promise.resolve(db.users.upsertMany(args as never)).catch((error: unknown) => error),
    );
    expect((result as Error).message).toContain(message);
    expect(statements).toBe(0);
  });
});

const schema = compileModels(`
model Counter {
  name    String    @id
  views   Int       @default(0)
  total   BigInt?
  price   Decimal(10, 2) @default(0)
  labels  String[]  @default([])
  meta    Json?
  version Int       @version
}

model Account {
  id        Uuid      @id @default(uuid())
  email     String    @unique
  name      String
  deletedAt DateTime?
  @@softDelete(deletedAt)
}

model Ticket {
  id        Int       @id @default(autoincrement())
  seat      Int
  holder    String
  version   Int       @version
  deletedAt DateTime?
  @@index([seat], unique: true, where: "deleted_at is null")
  @@softDelete(deletedAt)
}

model Person {
  id    Int    @id @default(autoincrement())
  email String @unique
  name  String @default("nobody")
}

model Admin extends Person {
  badge Int @unique
}

model Slot {
  id    Int    @id
  place Int
  text  String
  @@unique([place], deferrable: true, dialect: postgresql)
}
`);

interface Rows {
  create(args: object): Query<Record<string, unknown>>;
  createMany(args: object): Query<number>;
  delete(args: object): Query<unknown>;
  findMany(args?: object): Query<Record<string, unknown>[]>;
  upsertMany(args: object): Query<unknown>;
}
type Models = Client & Readonly<Record<"counters" | "accounts" | "tickets" | "admins" | "slots", Rows>>;

onEveryDialect((fixture) => {
  let db: Models;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Models>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  test("counts versions, and changes numbers and lists by what is given and by what is said", async () => {
    const data = ["a", "b"].map((name, place) => ({
      name,
      views: 1,
      total: 2n ** 53n,
      price: "1.25",
      labels: [`${place}`, '"'],
      meta: { place },
    }));
    const update = {
      views: { increment: given },
      total: { multiply: 3n },
      price: { decrement: given },
      labels: { append: given },
      meta: given,
    };
    const upsert = () => db.counters.upsertMany({ data, on: ["name"], update, include: {} });
    expect(await upsert()).toMatchObject([
      { name: "a", views: 1, version: 1 },
      { name: "b", labels: ["1", '"'] },
    ]);
    expect(await upsert()).toMatchObject([
      { name: "a", views: 2, total: 27021597764222976n, price: "0.00", labels: ["0", '"', "0", '"'], version: 2 },
      { name: "b", views: 2, meta: { place: 1 }, version: 2 },
    ]);
    const refusal = (args: object) => refusalOf(db, () => db.counters.upsertMany({ data, on: ["name"], ...args }));
    expect(await refusal({ update: { views: { divide: given } }, data: [{ name: "a", views: 0 }] })).toMatchObject({
      path: "data[0].views",
    });
    expect(
      await refusal({ update: { total: { increment: given } }, data: [{ name: "a", total: null }] }),
    ).toMatchObject({
      path: "data[0].total",
    });
    expect(await refusal({ update: { views: { increment: "x" } } })).toMatchObject({ path: "update.views.increment" });
    expect(await refusal({ update: { version: 1 } })).toMatchObject({ path: "update.version" });
    expect(await refusal({ update: ["version"] })).toMatchObject({ path: "update[0]" });
  });

  test("finds a deleted row only where it says so", async () => {
    const data = [
      { email: "ada", name: "Ada" },
      { email: "bob", name: "Bob" },
    ];
    await db.accounts.createMany({ data });
    await db.accounts.delete({ where: { email: "bob" } });
    const changed = data.map((row) => ({ ...row, name: `${row.name}!` }));
    const taken = db.accounts.upsertMany({ data: changed, on: ["email"] });
    await expect(taken).rejects.toBeInstanceOf(UniqueViolation);
    await expect(taken).rejects.toMatchObject({ model: "Account", fields: ["email"] });
    await expect(taken).rejects.toThrow("say withDeleted");
    expect(await db.accounts.findMany({ withDeleted: true, orderBy: { email: "asc" } })).toMatchObject(data);
    const withDeleted = { data: changed, on: ["email"], withDeleted: true, include: {} };
    expect(await db.accounts.upsertMany(withDeleted)).toMatchObject([
      { name: "Ada!", deletedAt: null },
      { name: "Bob!", deletedAt: expect.any(Date) },
    ]);
  });

  test("finds rows by a unique index of some of them", async () => {
    const upsert = (holder: string, more: object = {}) =>
      db.tickets.upsertMany({ data: [1, 2].map((seat) => ({ seat, holder, ...more })), on: ["seat"], include: {} });
    const [first] = (await upsert("ada")) as { id: number }[];
    expect(await upsert("bob")).toMatchObject([{ id: first!.id, holder: "bob", version: 2 }, { holder: "bob" }]);
    await db.tickets.delete({ where: { id: first!.id } });
    const [next] = (await upsert("eve")) as { id: number }[];
    expect(next).toMatchObject({ holder: "eve", version: 1 });
    expect(next!.id).not.toBe(first!.id);
    await expect(upsert("eve", { deletedAt: new Date(0) })).rejects.toMatchObject({ path: "on" });
    expect(await db.tickets.findMany({ withDeleted: true })).toHaveLength(3);
    // One that the index does not hold meets no other in it.
    expect(await db.tickets.upsertMany({ data: [{ seat: 1, holder: "", deletedAt: new Date(0) }], on: ["seat"] })).toBe(
      1,
    );
    expect(await db.tickets.findMany({ withDeleted: true })).toHaveLength(4);
  });

  test.each([1, 100])("looks for rows of several tables first: %i of them", async (count) => {
    const data = Array.from({ length: count }, (_, place) => ({
      email: `${count}-${place}`,
      badge: count * 1000 + place,
    }));
    await db.admins.create({ data: data[0]! });
    const call = () =>
      db.admins.upsertMany({ data: data.map((row) => ({ ...row, name: "x" })), on: ["email"], select: { name: true } });
    const { result, statements } = await countStatements(db, call);
    expect(result).toEqual(data.map(() => ({ name: "x" })));
    expect(statements).toBeLessThanOrEqual(fixture.pick({ postgresql: 6, sqlite: 16 }));
    expect(
      await db.admins.upsertMany({ data: [{ ...data[0]!, email: `new ${count}` }], on: ["badge"], include: {} }),
    ).toMatchObject([{ email: `new ${count}`, name: "x" }]);
  });

  test("looks first for a key that is checked late", async () => {
    const data = [1, 2].map((place) => ({ id: place, place, text: "old" }));
    await db.slots.createMany({ data: [data[0]!] });
    const on = fixture.pick({ postgresql: ["place"], sqlite: ["id"] });
    expect(await db.slots.upsertMany({ data, on, update: { text: "new" }, include: {} })).toMatchObject([
      { id: 1, text: "new" },
      { id: 2, text: "old" },
    ]);
  });
});
