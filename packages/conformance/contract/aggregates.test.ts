import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/shop/client.js";
import { schema } from "@joinery/generated/shop/schema.js";
import { createClient, InvalidArgument, sql, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { inheritanceSchema } from "./inheritance.js";
import { openSales, sales } from "./sales.js";

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    await db.brands.createMany({ data: [1, 2].map((id) => ({ id, name: `brand ${id}` })) });
    await db.products.createMany({
      data: ["0.10", "0.20", "1.00"].map((price, index) => ({
        id: index + 1,
        sku: `sku ${index}`,
        slug: `slug-${index}`,
        labels: [],
        name: `product ${index}`,
        price,
        brandId: index === 2 ? null : 1,
      })),
    });
  });
  afterAll(() => db.dispose());

  it("gives null for no rows, and 0 for how many there are", async () => {
    const where = { id: 100 };
    const none = await db.products.aggregate({ where, count: true, sum: { price: true }, max: { createdAt: true } });
    expect(none).toEqual({ count: 0, sum: { price: null }, max: { createdAt: null } });
    expect(await db.products.aggregate({ where, count: { weight: true }, countDistinct: { price: true } })).toEqual({
      count: { weight: 0 },
      countDistinct: { price: 0 },
    });
    expect(await db.products.groupBy({ where, by: ["brandId"], count: true })).toEqual([]);
  });

  it("counts those that differ, and no more than are asked for", async () => {
    const where = { price: { lt: "0.50" } };
    expect(await db.products.count()).toBe(3);
    expect(await db.products.count({ distinct: ["brandId"] })).toBe(2);
    expect(await db.products.count({ distinct: ["brandId", "price"] })).toBe(3);
    expect(await db.products.count({ where, distinct: ["brandId"] })).toBe(1);
    expect(await db.products.count({ limit: 2 })).toBe(2);
    expect(await db.products.count({ limit: 10, offset: 1 })).toBe(2);
    expect(await db.products.count({ where, offset: 5 })).toBe(0);
    expect(await db.products.count({ distinct: ["brandId"], limit: 1 })).toBe(1);
    expect(await db.reaches.count({ distinct: ["country"] })).toBe(0);
    for (const [args, path] of [
      [{ distinct: [] }, "distinct"],
      [{ distinct: ["pric"] }, "distinct.pric"],
      [{ distinct: ["brand"] }, "distinct[0]"],
      [{ limit: -1 }, "limit"],
      [{ orderBy: { id: "asc" } }, "orderBy"],
    ] as const) {
      const { result, statements } = await countStatements(db, () =>
        db.products.count(args as never).then(
          () => undefined,
          (reason: unknown) => reason as InvalidArgument,
        ),
      );
      expect([result?.path, statements]).toEqual([path, 0]);
    }
  });

  it("adds decimals as decimals", async () => {
    const { sum, avg } = await db.products.aggregate({ sum: { price: true }, avg: { price: true } });
    expect([sum.price, avg.price]).toEqual(["1.30", "0.4333333333333333"]);
  });

  it("adds whole numbers of 64 bits without losing a digit, and refuses a sum that is none", async () => {
    const other = await fixture.createDatabase();
    const accounts = await openSales(
      other.url,
      [2n ** 62n, 2n ** 62n - 1n, 1n].map((units, index) => ({ ...sales[0]!, id: index + 1, units, deletedAt: null })),
    );
    try {
      const add = (where: object) => accounts.sales.aggregate({ where, sum: { units: true }, avg: { units: true } });
      expect(await add({ id: { lte: 2 } })).toEqual({ sum: { units: 2n ** 63n - 1n }, avg: { units: 2 ** 62 } });
      await expect(add({})).rejects.toMatchObject({
        code: "query/refused",
        message: expect.stringMatching(/A number is out of the range of its type/),
      });
    } finally {
      await accounts.dispose();
    }
  });

  it("gives plain objects of what was asked for, in one statement that is known before", async () => {
    const query = db.products.groupBy({ by: ["brandId"], count: true, orderBy: { count: "desc" } });
    expect(query.plan()).toMatchObject({ model: "Product", operation: "groupBy", statements: 1 });
    expect(query.toSQL()).toHaveLength(1);
    expect(await query).toStrictEqual([
      { brandId: 1, count: 2 },
      { brandId: null, count: 1 },
    ]);
    expect(await db.products.groupBy({ by: ["brandId"], orderBy: { brandId: "asc" } })).toStrictEqual([
      { brandId: 1 },
      { brandId: null },
    ]);
  });

  it("puts groups in the order of what they are made by, where a page of them has no other", async () => {
    const groups = await db.products.groupBy({ by: ["price"], limit: 2, offset: 1 });
    expect(groups).toStrictEqual([{ price: "0.20" }, { price: "1.00" }]);
  });

  it("filters by relations before it groups", async () => {
    const where = { brand: { is: { name: { startsWith: "brand" } } } };
    expect(await db.products.aggregate({ where, count: true, max: { price: true } })).toEqual({
      count: 2,
      max: { price: "0.20" },
    });
  });

  it("reads a view too", async () => {
    const { count } = await db.productRatings.aggregate({ count: true });
    expect(count).toBe(0);
    expect(await db.reaches.groupBy({ by: ["country"], sum: { customers: true } })).toEqual([]);
  });

  it("takes only what is there", async () => {
    const refusals = await Promise.all(
      (
        [
          ["aggregate", {}, "", /asks for nothing/],
          ["aggregate", { count: false }, "", /asks for nothing/],
          ["aggregate", { sum: {} }, "sum", /names no field/],
          ["aggregate", { sum: true }, "sum", /an object of fields, got a boolean/],
          ["aggregate", { sum: { name: true } }, "sum.name", /name has no sum: its values are no numbers/],
          ["aggregate", { max: { labels: true } }, "max.labels", /labels has no max: its values have no order/],
          ["aggregate", { max: { pricee: true } }, "max.pricee", /Did you mean "price"/],
          ["aggregate", { max: { price: 1 } }, "max.price", /true or false/],
          ["aggregate", { count: { brand: true } }, "count.brand", /Product has no "brand"/],
          ["aggregate", { totals: { price: true } }, "totals", /has no "totals"/],
          ["aggregate", { count: true, orderBy: { id: "asc" } }, "orderBy", /has no "orderBy"/],
          ["aggregate", { count: true, where: { id: undefined } }, "where.id", /undefined/],
          ["groupBy", { count: true }, "by", /a list of fields, one at least/],
          ["groupBy", { by: [] }, "by", /a list of fields, one at least/],
          ["groupBy", { by: ["nam"] }, "by.nam", /Did you mean "name"/],
          ["groupBy", { by: ["brand"] }, "by[0]", /no single value/],
          ["groupBy", { by: ["attributes"] }, "by[0]", /no single value/],
          ["groupBy", { by: ["name"], having: { totl: 1 } }, "having.totl", /A group of Product has no "totl"/],
          ["groupBy", { by: ["name"], having: { sum: { name: 1 } } }, "having.sum.name", /has no "name"/],
          ["groupBy", { by: ["name"], having: { count: { contains: 1 } } }, "having.count.contains", /has no/],
          ["groupBy", { by: ["name"], having: { count: undefined } }, "having.count", /undefined/],
          ["groupBy", { by: ["name"], having: { count: "1" } }, "having.count", /whole number/],
          ["groupBy", { by: ["name"], orderBy: { price: "asc" } }, "orderBy.price", /not among the fields of "by"/],
          ["groupBy", { by: ["name"], orderBy: { nam: "asc" } }, "orderBy.nam", /Did you mean "name"/],
          ["groupBy", { by: ["name"], orderBy: { sum: { pric: "asc" } } }, "orderBy.sum.pric", /Did you mean "price"/],
          ["groupBy", { by: ["name"], orderBy: { count: "up" } }, "orderBy.count", /an object of fields/],
          ["groupBy", { by: ["name"], orderBy: sql`name` }, "orderBy", /by what they have/],
          ["groupBy", { by: ["name"], limit: -1 }, "limit", /a number of rows/],
        ] as const
      ).map(async ([method, args, path, message]) => {
        const call = db.products[method] as (given: unknown) => Query<unknown>;
        const { result, statements } = await countStatements(db, () =>
          call.call(db.products, args).then(
            () => undefined,
            (reason: unknown) => reason as InvalidArgument,
          ),
        );
        expect(result).toBeInstanceOf(InvalidArgument);
        expect([result!.path, statements]).toEqual([path, 0]);
        expect(result!.message).toMatch(message);
        return result;
      }),
    );
    expect(refusals).toHaveLength(28);
  });

  it("reads fields of all the tables that a row is in", async () => {
    const other = await fixture.createDatabase();
    await createTables(other.url, inheritanceSchema);
    interface Rows {
      create(args: object): Query<unknown>;
      groupBy(args: object): Query<unknown[]>;
      aggregate(args: object): Query<unknown>;
    }
    const people = createClient<Client & { admins: Rows }>({ url: other.url, schema: inheritanceSchema, models: {} });
    try {
      for (const badge of [1, 2, 3]) {
        const name = badge === 3 ? null : "Ada";
        await people.admins.create({ data: { email: `admin${badge}@example.com`, name, badge } });
      }
      expect(
        await people.admins.groupBy({
          by: ["name", "note"],
          count: true,
          max: { email: true, badge: true },
          having: { max: { email: { not: "x" } } },
          orderBy: { name: "desc" },
        }),
      ).toStrictEqual([
        { name: null, note: "none", count: 1, max: { email: "admin3@example.com", badge: 3 } },
        { name: "Ada", note: "none", count: 2, max: { email: "admin2@example.com", badge: 2 } },
      ]);
      expect(await people.admins.aggregate({ where: { name: "Ada" }, sum: { badge: true } })).toEqual({
        sum: { badge: 3 },
      });
    } finally {
      await people.dispose();
    }
  });

  it("groups a model with fields that are called as aggregates are, by all but them", async () => {
    const awkward = compileModels("model Bin {\n  id Int @id\n  count Int\n  sum Int\n  name String\n}");
    const other = await fixture.createDatabase();
    await createTables(other.url, awkward);
    interface Bins {
      createMany(args: object): Query<number>;
      groupBy(args: object): Query<unknown[]>;
    }
    const bins = createClient<Client & { bins: Bins }>({ url: other.url, schema: awkward, models: {} });
    try {
      await bins.bins.createMany({ data: [1, 2].map((id) => ({ id, count: id, sum: id * 10, name: "a" })) });
      const groups = await bins.bins.groupBy({
        by: ["name"],
        count: true,
        sum: { sum: true, count: true },
        having: { sum: { sum: 30 } },
        orderBy: { sum: { count: "asc" } },
      });
      expect(groups).toStrictEqual([{ name: "a", count: 2, sum: { sum: 30, count: 3 } }]);
      await expect(bins.bins.groupBy({ by: ["count"] })).rejects.toThrow(/by\[0\]: A group has its own count/);
    } finally {
      await bins.dispose();
    }
  });
});
