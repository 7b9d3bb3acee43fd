import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/shop/client.js";
import { schema } from "@joinery/generated/shop/schema.js";
import {
  InvalidArgument,
  RecordNotFound,
  StatementTimeout,
  UniqueViolation,
  type BulkProgress,
} from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

onEveryDialect((fixture) => {
  let db: Database;
  let serial = 0;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
  });
  afterAll(() => db.dispose());

  const newProducts = (count: number) => {
    const batch = ++serial;
    return Array.from({ length: count }, (_, row) => ({
      sku: `sku ${batch} ${row}`,
      slug: `slug-${batch}-${row}`,
      name: "Thing",
      price: "10.50",
      labels: [],
    }));
  };
  const named = (data: readonly { readonly sku: string }[]) => ({ sku: { in: data.map(({ sku }) => sku) } });

  it("creates and changes 100,000 rows, a chunk at a time, and gives their keys in order", async () => {
    const data = newProducts(100_000);
    const told: BulkProgress[] = [];
    const onProgress = (progress: BulkProgress) => void told.push(progress);
    const created = await countStatements(db, () => db.products.bulkCreate({ data, onProgress }));
    const keys = created.result;
    expect(told).toEqual(Array.from({ length: 100 }, (_, chunk) => ({ done: (chunk + 1) * 1_000, total: 100_000 })));
    expect(created.statements).toBe(fixture.pick({ postgresql: 100, sqlite: 1_000 }));
    expect(new Set(keys).size).toBe(100_000);
    const few = [0, 1, 99, 100, 999, 1_000, 54_321, 99_999];
    const rows = await db.products.findMany({ where: { id: { in: few.map((row) => keys[row]!) } } });
    const skus = new Map(rows.map(({ id, sku }) => [id, sku]));
    expect(few.map((row) => skus.get(keys[row]!))).toEqual(few.map((row) => data[row]!.sku));

    told.length = 0;
    const changes = keys.map((id, row) => ({ where: { id }, data: { name: `Thing ${row}` } }));
    const changed = await countStatements(db, () => db.products.bulkUpdate({ changes, onProgress, chunkSize: 20_000 }));
    expect(changed.result).toBe(100_000);
    expect(told.map(({ done }) => done)).toEqual([20_000, 40_000, 60_000, 80_000, 100_000]);
    expect(changed.statements).toBe(fixture.pick({ postgresql: 10, sqlite: 1_000 }));
    expect((await db.products.getById(keys[54_321]!)).name).toBe("Thing 54321");
  }, 120_000);

  it("gives the keys of rows that say different fields in the order of the rows", async () => {
    const data = newProducts(7).map((row, place) => (place % 2 === 0 ? row : { ...row, weight: place }));
    const keys = await db.products.bulkCreate({ data, chunkSize: 2 });
    const rows = await db.products.findMany({ where: named(data) });
    const ids = new Map(rows.map(({ id, sku }) => [sku, id]));
    expect(keys).toEqual(data.map(({ sku }) => ids.get(sku)));
    expect(db.products.bulkCreate({ data, chunkSize: 2 }).plan().statements).toBe(4);
    const variants = ["red", "blue"].map((code) => ({ productId: keys[0]!, code }));
    expect(await db.variants.bulkCreate({ data: variants })).toEqual(variants);
    expect(await db.products.bulkCreate({ data: [] })).toEqual([]);
    expect(await db.products.bulkUpdate({ changes: [] })).toBe(0);
  });

  it("leaves nothing of it when a row in the middle fails", async () => {
    const data = newProducts(300);
    const twice = data.map((row, place) => (place === 250 ? { ...row, slug: data[3]!.slug } : row));
    await expect(db.products.bulkCreate({ data: twice, chunkSize: 100 })).rejects.toThrow(UniqueViolation);
    expect(await db.products.count({ where: named(data) })).toBe(0);

    const keys = await db.products.bulkCreate({ data });
    const changes = [...keys, 2 ** 31 - 1].map((id) => ({ where: { id }, data: { name: "Changed" } }));
    await expect(db.products.bulkUpdate({ changes, chunkSize: 100 })).rejects.toThrow(RecordNotFound);
    expect(await db.products.count({ where: { ...named(data), name: "Changed" } })).toBe(0);
  });

  it("leaves nothing of it when a key leads nowhere, and names that", async () => {
    const [productId] = await db.products.bulkCreate({ data: newProducts(1) });
    const variants = Array.from({ length: 300 }, (_, row) => ({ productId: productId!, code: `${row}` }));
    const broken = variants.map((row, place) => (place === 250 ? { ...row, productId: 2 ** 31 - 1 } : row));
    await expect(db.variants.bulkCreate({ data: broken, chunkSize: 100 })).rejects.toMatchObject({
      code: "query/foreign-key-violation",
      model: "Variant",
      fields: ["productId"],
    });
    expect(await db.variants.count({ where: { productId: productId! } })).toBe(0);
  });

  it("is undone when its time is up", async () => {
    const data = newProducts(300);
    const onProgress = () => new Promise((resolve) => setTimeout(resolve, 60));
    const late = db.products.bulkCreate({ data, chunkSize: 100, onProgress, timeout: 30 });
    await expect(late).rejects.toThrow(StatementTimeout);
    expect(await db.products.count({ where: named(data) })).toBe(0);
    const keys = await db.products.bulkCreate({ data });
    const changes = keys.map((id) => ({ where: { id }, data: { name: "Late" } }));
    await expect(db.products.bulkUpdate({ changes, chunkSize: 100, onProgress, timeout: 30 })).rejects.toThrow(
      StatementTimeout,
    );
    expect(await db.products.count({ where: { ...named(data), name: "Late" } })).toBe(0);
  });

  it("is undone when it is aborted, or when what is told of it fails", async () => {
    const data = newProducts(300);
    const ending = new AbortController();
    const stop = ({ done }: BulkProgress) => done === 200 && ending.abort(new Error("enough"));
    const aborted = db.products.bulkCreate({ data, chunkSize: 100, onProgress: stop, signal: ending.signal });
    await expect(aborted).rejects.toThrow("enough");
    const failing = async () => Promise.reject(new Error("full"));
    await expect(db.products.bulkCreate({ data, chunkSize: 100, onProgress: failing })).rejects.toThrow("full");
    expect(await db.products.count({ where: named(data) })).toBe(0);
    // Somebody else can stop it.
    const other = new AbortController();
    const timely = db.products.bulkCreate({ data, chunkSize: 1, signal: other.signal });
    setImmediate(() => setImmediate(() => other.abort(new Error("stopped"))));
    await expect(timely).rejects.toThrow("stopped");
    expect(await db.products.count({ where: named(data) })).toBe(0);
  });

  it("joins the transaction that is under way", async () => {
    const data = newProducts(30);
    const work = db.transaction(async (inner) => {
      const keys = await inner.products.bulkCreate({ data, chunkSize: 10 });
      await db.products.bulkUpdate({ changes: keys.map((id) => ({ where: { id }, data: { name: "Inner" } })) });
      expect(await inner.products.count({ where: { ...named(data), name: "Inner" } })).toBe(30);
      throw new Error("as it was");
    });
    await expect(work).rejects.toThrow("as it was");
    expect(await db.products.count({ where: named(data) })).toBe(0);
  });

  it("finds what is wrong before anything is sent", async () => {
    const data = newProducts(30);
    const changed = (id: unknown) => ({ where: { id }, data: { name: "x" } });
    const last = { ...data[29], price: "much" };
    const wrong: readonly [() => PromiseLike<unknown>, string][] = [
      [() => db.products.bulkCreate({ data: [...data.slice(0, 29), last] as never, chunkSize: 10 }), "data[29].price"],
      [() => db.products.bulkCreate({ data: [...data, { sku: "x" }] as never }), "data[30]"],
      [() => db.products.bulkCreate({ data: {} as never }), "data"],
      [() => db.products.bulkCreate({ data, chunkSize: 0 }), "chunkSize"],
      [() => db.products.bulkCreate({ data, onProgress: 1 as never }), "onProgress"],
      [() => db.products.bulkCreate({ data, onProgres: 1 } as never), "onProgress"],
      [
        () => db.products.bulkUpdate({ changes: [changed(1), changed("b")] as never, chunkSize: 1 }),
        "changes[1].where",
      ],
      [() => db.products.bulkUpdate({ changes: [changed(1), changed(1)] as never, chunkSize: 1 }), "changes[1].where"],
      [() => db.products.bulkUpdate({ changes: [], chunkSize: 1.5 }), "chunkSize"],
    ];
    for (const [call, place] of wrong) {
      const { result, statements } = await countStatements(db, () =>
        Promise.resolve(call()).catch((error: unknown) => error),
      );
      expect(result).toBeInstanceOf(InvalidArgument);
      expect((result as Error).message).toContain(place);
      expect(statements).toBe(0);
    }
  });
});
