import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/shop/client.js";
import { Customer } from "@joinery/generated/shop/models/customer.js";
import { schema } from "@joinery/generated/shop/schema.js";
import { RecordNotFound } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

onEveryDialect((fixture) => {
  let db: Database;
  let serial = 0;

  const customer = () => ({ email: `customer${++serial}@example.com`, passwordHash: "secret", name: "Somebody" });
  const product = () => ({
    sku: `sku ${++serial}`,
    slug: `slug-${serial}`,
    name: "Thing",
    price: "10.50",
    labels: ["new"],
  });

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
  });
  afterAll(() => db.dispose());

  describe("create", () => {
    it("gives back the row with what the database and the client made of it", async () => {
      const created = await db.customers.create({ data: { ...customer(), birthday: "1815-12-10" } });
      expect(created).toBeInstanceOf(Customer);
      expect(created.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(created).toMatchObject({ birthday: "1815-12-10", channels: ["EMAIL"], referrerId: null });
      expect(created.updatedAt).toEqual(created.createdAt);
      expect(created).not.toHaveProperty("passwordHash");
      expect(await db.customers.getById(created.id)).toEqual(created);
    });

    it("numbers rows, and takes every kind of value", async () => {
      const created = await db.products.create({
        data: {
          ...product(),
          attributes: { size: [1, null, "two"] },
          labels: ["a, b", '"c"', ""],
          weight: 0.1,
          description: "🙂 it's",
        },
      });
      expect(await db.products.getById(created.id)).toEqual(created);
      expect(created).toMatchObject({
        price: "10.50",
        attributes: { size: [1, null, "two"] },
        labels: ["a, b", '"c"', ""],
        weight: 0.1,
        description: "🙂 it's",
        isListed: true,
      });
      const image = await db.images.create({
        data: { productId: created.id, position: 1, content: new Uint8Array([0, 1, 255]), checksum: new Uint8Array() },
      });
      expect(image.content).toEqual(new Uint8Array([0, 1, 255]));
      expect(image.checksum).toEqual(new Uint8Array());
    });

    it("selects and includes of what it made", async () => {
      const referrer = await db.customers.create({ data: customer(), select: { id: true } });
      expect(Object.keys(referrer)).toEqual(["id"]);
      const { result, statements } = await countStatements(db, () =>
        db.customers.create({
          data: { ...customer(), referrerId: referrer.id },
          include: { referrer: true, orders: true },
        }),
      );
      expect(result.referrer!.id).toBe(referrer.id);
      expect(result.orders).toEqual([]);
      expect(statements).toBe(3);
    });

    it("finds rows by keys of several fields", async () => {
      const { id: productId } = await db.products.create({ data: product() });
      const variant = await db.variants.create({ data: { productId, code: "red" } });
      expect(await db.variants.getById({ productId, code: "red" })).toEqual(variant);
      expect(await db.variants.findUnique({ where: { productId, code: "red" } })).toEqual(variant);
      const warehouse = await db.warehouses.create({ data: { code: `w${++serial}`, name: "North" } });
      expect(warehouse.opensAt).toBe("08:00:00.000");
      const key = { warehouseId: warehouse.id, variantProductId: productId, variantCode: "red" };
      await db.stockItems.create({ data: { ...key, quantity: 2n ** 53n + 1n } });
      const { stock } = await db.variants.getById({ productId, code: "red" }, { include: { stock: true } });
      expect(stock).toMatchObject([{ ...key, quantity: 2n ** 53n + 1n }]);
      const variants = await countStatements(db, () =>
        db.variants.findMany({
          where: { productId },
          include: { stock: { limit: 1, include: { variant: { include: { product: true } }, warehouse: true } } },
        }),
      );
      expect(variants.statements).toBe(2);
      expect(variants.result[0]!.stock[0]!.variant.product.id).toBe(productId);
      const items = await db.stockItems.findMany({ include: { variant: { load: "batch" } } } as never);
      expect(items).toMatchObject([{ variant: { productId, code: "red" } }]);
    });
  });

  describe("createMany", () => {
    it("inserts nothing of nothing", async () => {
      expect(await db.brands.createMany({ data: [] })).toBe(0);
    });

    it("inserts as many as there are, in chunks that fit", async () => {
      const rows = Array.from({ length: 1234 }, () => ({ name: `brand ${++serial}` }));
      const { result, statements } = await countStatements(db, () => db.brands.createMany({ data: rows }));
      expect(result).toBe(1234);
      expect(statements).toBe(db.brands.createMany({ data: rows }).plan().statements);
      expect(await db.brands.count({ where: { name: { in: rows.map((row) => row.name) } } })).toBe(1234);
    });

    it("fills rows that leave out what others have, with their defaults", async () => {
      const first = { ...customer(), channels: ["SMS" as const], birthday: "2000-01-01" };
      const second = customer();
      const { result, statements } = await countStatements(db, () =>
        db.customers.createMany({ data: [first, second, { ...customer(), birthday: null }] }),
      );
      expect(result).toBe(3);
      expect(statements).toBe(fixture.pick({ postgresql: 1, sqlite: 2 }));
      const found = await db.customers.findMany({ where: { email: second.email } });
      expect(found).toMatchObject([{ channels: ["EMAIL"], birthday: null }]);
      expect(found[0]!.updatedAt).toBeInstanceOf(Date);
      expect(new Set((await db.customers.findMany()).map((each) => each.id)).size).toBe(await db.customers.count());
    });

    it("keeps apart only rows for which the database alone knows the rest", async () => {
      const placedAt = new Date("2024-05-06T07:08:09.123Z");
      const { id: customerId } = await db.customers.create({ data: customer() });
      const address = await db.addresses.create({ data: { customerId, street: "1", city: "C", postalCode: "P" } });
      const order = () => ({
        number: `o${++serial}`,
        customerId,
        billingAddressId: address.id,
        shippingAddressId: address.id,
      });
      const orders = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? { ...order(), placedAt } : order()));
      const { statements } = await countStatements(db, () => db.orders.createMany({ data: orders }));
      expect(statements).toBe(fixture.pick({ postgresql: 2, sqlite: 8 }));
      expect(await db.orders.count({ where: { placedAt } })).toBe(15);
    });

    it("inserts all or none", async () => {
      const taken = `brand ${++serial}`;
      await db.brands.create({ data: { name: taken } });
      const before = await db.brands.count();
      const rows = Array.from({ length: 500 }, (_, index) => ({ name: index === 499 ? taken : `brand ${++serial}` }));
      await expect(db.brands.createMany({ data: rows })).rejects.toMatchObject({ code: "query/unique-violation" });
      expect(await db.brands.count()).toBe(before);
      expect(await db.brands.createMany({ data: rows, skipDuplicates: true })).toBe(499);
    });

    it("says which value of which row is wrong, and sends nothing", async () => {
      const rows = [{ name: "fine" }, { name: 5 as never }];
      const { result, statements } = await countStatements(db, () =>
        db.brands.createMany({ data: rows }).catch((error: unknown) => error),
      );
      expect(result).toMatchObject({ code: "query/invalid-argument", path: "data[1].name" });
      expect(statements).toBe(0);
      await expect(db.brands.createMany({ data: [{ name: "a" }, { name: undefined as never }] })).rejects.toMatchObject(
        {
          path: "data[1].name",
        },
      );
      await expect(db.brands.createMany({ data: [{ name: "a" }, { nam: "b" } as never] })).rejects.toMatchObject({
        path: "data[1].nam",
        suggestion: "name",
      });
      await expect(db.brands.createMany({ data: [{ name: "a" }, {} as never] })).rejects.toMatchObject({
        path: "data[1].name",
      });
    });
  });

  describe("update", () => {
    it("changes the row of a key, and gives it back as it is then", async () => {
      const created = await db.customers.create({ data: customer() });
      await new Promise((resolve) => setTimeout(resolve, 5));
      const updated = await db.customers.update({
        where: { email: created.email },
        data: { name: "Other", birthday: null },
      });
      expect(updated).toBeInstanceOf(Customer);
      expect(updated).toMatchObject({ id: created.id, name: "Other" });
      expect(updated.updatedAt!.getTime()).toBeGreaterThan(created.updatedAt!.getTime());
      expect(updated.createdAt).toEqual(created.createdAt);
      expect(await db.customers.getById(created.id, { select: { passwordHash: true } })).toEqual({
        passwordHash: "secret",
      });
      const withOrders = await db.customers.update({
        where: { id: created.id },
        data: { name: "Third" },
        select: { name: true, orders: true },
      });
      expect(withOrders).toStrictEqual({ name: "Third", orders: [] });
    });

    it("fails where there is no such row", async () => {
      const data = { name: "Other" };
      const id = "00000000-0000-7000-8000-000000000000";
      await expect(db.customers.update({ where: { id }, data })).rejects.toBeInstanceOf(RecordNotFound);
      const { email } = await db.customers.create({ data: customer() });
      await expect(db.customers.update({ where: { email, name: "Nobody" }, data })).rejects.toBeInstanceOf(
        RecordNotFound,
      );
    });

    it("changes many rows at once", async () => {
      await db.brands.createMany({ data: [{ name: "x1" }, { name: "x2" }] });
      const discount = "3.25";
      expect(await db.loyaltyCards.updateMany({ all: true, data: { discount } })).toBe(0);
      const { result, statements } = await countStatements(db, () =>
        db.customers.updateMany({ where: { name: "Somebody" }, data: { name: "Everybody" } }),
      );
      expect(result).toBe(await db.customers.count({ where: { name: "Everybody" } }));
      expect(statements).toBe(1);
    });
  });

  describe("delete", () => {
    it("takes the row of a key, and gives it back as it was", async () => {
      const created = await db.brands.create({ data: { name: `brand ${++serial}` } });
      expect(await db.brands.delete({ where: { id: created.id } })).toEqual(created);
      await expect(db.brands.delete({ where: { id: created.id } })).rejects.toBeInstanceOf(RecordNotFound);
    });

    it("loads what it includes before it is gone", async () => {
      const { id } = await db.products.create({ data: product() });
      await db.variants.createMany({ data: ["red", "green"].map((code) => ({ productId: id, code })) });
      const { result, statements } = await countStatements(db, () =>
        db.products.delete({ where: { id }, include: { variants: { orderBy: { code: "asc" } } } }),
      );
      expect(result.variants.map((variant) => variant.code)).toEqual(["green", "red"]);
      expect(statements).toBe(3);
      expect(await db.variants.count({ where: { productId: id } })).toBe(0);
      await expect(db.products.delete({ where: { id }, include: { variants: true } })).rejects.toBeInstanceOf(
        RecordNotFound,
      );
    });

    it("takes many rows at once, and all only when told so", async () => {
      await db.brands.createMany({ data: [{ name: "y1" }, { name: "y2" }, { name: "y3" }] });
      expect(await db.brands.deleteMany({ where: { name: { in: ["y1", "y2"] } } })).toBe(2);
      for (const args of [{}, { where: {} }, { where: { AND: [] } }, { where: undefined }]) {
        await expect(db.brands.deleteMany(args as never)).rejects.toMatchObject({ path: "where" });
      }
      expect(await db.brands.deleteMany({ all: true })).toBeGreaterThan(0);
      expect(await db.brands.exists()).toBe(false);
    });
  });
});
