import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/shop/client.js";
import { schema } from "@joinery/generated/shop/schema.js";
import {
  createClient,
  InvalidArgument,
  RecordNotFound,
  StaleObject,
  UniqueViolation,
  type Client,
} from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { inheritanceSchema } from "./inheritance.js";

onEveryDialect((fixture) => {
  let db: Database;
  let serial = 0;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
  });
  afterAll(() => db.dispose());

  const products = async (count: number) => {
    const first = ++serial;
    await db.products.createMany({
      data: Array.from({ length: count }, (_, row) => ({
        sku: `sku ${first} ${row}`,
        slug: `slug-${first}-${row}`,
        name: "Thing",
        price: "10.50",
        labels: ["new"],
      })),
    });
    return db.products.findMany({ where: { sku: { startsWith: `sku ${first} ` } }, orderBy: { id: "asc" } });
  };

  it.each([1, 100, 250])("changes %i rows, each in its own way", async (count) => {
    const rows = await products(count);
    const changes = rows.map(({ id }, row) => ({
      where: { id },
      data: {
        name: `Thing ${row}`,
        price: `${row}.25`,
        labels: [`a, ${row}`, '"'],
        attributes: { row },
        weight: row / 3,
      },
    }));
    const { result, statements } = await countStatements(db, () => db.products.updateEach({ changes }));
    expect(result).toBe(count);
    // Of rows side by side as many as pay, and of what is left powers of two.
    expect(statements).toBeLessThanOrEqual(fixture.pick({ postgresql: 1, sqlite: 8 }));
    expect(db.products.updateEach({ changes }).plan().statements).toBe(statements);
    const changed = await db.products.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      orderBy: { id: "asc" },
    });
    expect(changed.map(({ sku, brandId }) => [sku, brandId])).toEqual(rows.map(({ sku }) => [sku, null]));
    expect(changed).toMatchObject(changes.map(({ data }) => data));
    expect(changed.every(({ updatedAt }) => updatedAt instanceof Date)).toBe(true);
  });

  it("takes one statement for each set of fields, and null as a value", async () => {
    const [first, second, third] = await products(3);
    const { statements } = await countStatements(db, () =>
      db.products.updateEach({
        changes: [
          { where: { id: first!.id }, data: { name: "First", weight: null } },
          { where: { sku: second!.sku }, data: { name: "Second" } },
          { where: { id: third!.id }, data: { weight: 3, name: "Third" } },
        ],
      }),
    );
    expect(statements).toBeLessThanOrEqual(fixture.pick({ postgresql: 2, sqlite: 2 }));
    const names = await db.products.findMany({ where: { id: { gte: first!.id } }, orderBy: { id: "asc" } });
    expect(names.map(({ name }) => name)).toEqual(["First", "Second", "Third"]);
  });

  it("names rows by keys of several fields, and changes keys", async () => {
    const [product] = await products(1);
    const productId = product!.id;
    await db.variants.createMany({ data: ["red", "blue"].map((code) => ({ productId, code })) });
    await db.variants.updateEach({
      changes: [
        { where: { productId, code: "red" }, data: { code: "green" } },
        { where: { productId, code: "blue" }, data: { code: "yellow" } },
      ],
    });
    const { variants } = await db.products.getById(productId, { include: { variants: true } });
    expect(variants.map(({ code }) => code).sort()).toEqual(["green", "yellow"]);
  });

  it("changes all or none", async () => {
    const [first, second] = await products(2);
    const missing = db.products.updateEach({
      changes: [
        { where: { id: first!.id }, data: { name: "Changed" } },
        { where: { id: 2 ** 31 - 1 }, data: { name: "Changed" } },
      ],
    });
    await expect(missing).rejects.toThrow(RecordNotFound);
    const taken = db.products.updateEach({
      changes: [
        { where: { id: first!.id }, data: { name: "Changed" } },
        { where: { id: second!.id }, data: { slug: first!.slug } },
      ],
    });
    await expect(taken).rejects.toThrow(UniqueViolation);
    expect(await db.products.getById(first!.id)).toEqual(first);
    expect(await db.products.updateEach({ changes: [] })).toBe(0);
  });

  const change = { where: { id: 1 }, data: { name: "Other" } };
  it.each([
    ["what is no list", { changes: {} }, "changes: Expected a list of changes of Product."],
    [
      "a row that nothing names",
      { changes: [{ where: { name: "Thing" }, data: { name: "Other" } }] },
      "changes[0].where: One Product is named by id, or by slug, or by sku.",
    ],
    ["a filter", { changes: [{ where: { id: { gt: 1 } }, data: { name: "Other" } }] }, /^changes\[0\]\.where\.id: /],
    [
      "a relation",
      { changes: [{ where: { id: 1, images: {} }, data: { name: "Other" } }] },
      "changes[0].where.images: images is a relation: name the row by values of its own.",
    ],
    [
      "null",
      { changes: [change, { where: { id: null }, data: {} }] },
      "changes[1].where.id: Expected the value of id, got null.",
    ],
    ["no change", { changes: [{ where: { id: 1 }, data: {} }] }, "changes[0].data: This changes nothing."],
    [
      "a name that is not there",
      { changes: [{ where: { id: 1 }, data: { nam: "Other" } }] },
      'changes[0].data.nam: Product has no "nam". Did you mean "name"?',
    ],
    ["a wrong value", { changes: [change, { where: { id: 2 }, data: { name: 1 } }] }, /^changes\[1\]\.data\.name: /],
    [
      "a row twice",
      { changes: [change, change] },
      "changes[1].where: Another change names this row: put both together.",
    ],
  ])("refuses %s before anything is sent", async (_, args, message) => {
    const { result, statements } = await countStatements(db, () =>
      Promise.resolve(db.products.updateEach(args as never)).catch((error: unknown) => error),
    );
    expect(result).toBeInstanceOf(InvalidArgument);
    expect((result as Error).message).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
    expect(statements).toBe(0);
  });
});

const versioned = compileModels(`
model Page {
  id      Int    @id
  title   String
  version Int    @version
}
`);

type Admins = Client & {
  readonly admins: { create: Call<{ id: number }>; findMany: Call<object[]>; updateEach: Call<number> };
};

onEveryDialect((fixture) => {
  it("changes every table that holds the rows", async () => {
    await createTables(fixture.url, inheritanceSchema);
    await using db = createClient<Admins>({ url: fixture.url, schema: inheritanceSchema, models: {} });
    for (const badge of [1, 2]) await db.admins.create({ data: { email: `${badge}@example.com`, badge } });
    const changes = [1, 2].map((id) => ({ where: { id }, data: { name: `name ${id}`, badge: 10 - id } }));
    const { statements } = await countStatements(db, () => db.admins.updateEach({ changes }));
    expect(statements).toBe(2);
    expect(await db.admins.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { id: 1, name: "name 1", badge: 9, updatedAt: expect.any(Date) },
      { id: 2, name: "name 2", badge: 8 },
    ]);
    const byEmail = db.admins.updateEach({ changes: [{ where: { email: "1@example.com" }, data: { name: "x" } }] });
    await expect(byEmail).rejects.toThrow("changes[0].where: One Admin is named by id.");
  });
});

type Call<Answer> = (args: object) => Promise<Answer>;
type Pages = Client & {
  readonly pages: { createMany: Call<number>; findMany: Call<object[]>; updateEach: Call<number> };
};

onEveryDialect((fixture) => {
  let db: Pages;

  beforeAll(async () => {
    await createTables(fixture.url, versioned);
    db = createClient<Pages>({ url: fixture.url, schema: versioned, models: {} });
  });
  afterAll(() => db.dispose());

  it("checks versions, and counts them", async () => {
    await db.pages.createMany({ data: [1, 2].map((id) => ({ id, title: "first" })) });
    const to = (title: string, versions: readonly number[]) => ({
      changes: versions.map((version, row) => ({ where: { id: row + 1, version }, data: { title } })),
    });
    expect(await db.pages.updateEach(to("second", [1, 1]))).toBe(2);
    await expect(db.pages.updateEach(to("third", [2, 1]))).rejects.toThrow(StaleObject);
    expect(await db.pages.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { id: 1, title: "second", version: 2 },
      { id: 2, title: "second", version: 2 },
    ]);
  });
});
