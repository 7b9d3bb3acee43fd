/** Versions and soft deletion, and what must not compile of them. Checked under every compiler; never run. */
import { connect } from "../golden/row-life/expected/client.js";
import type { Brand } from "../golden/row-life/expected/models/brand.js";
import type { Item } from "../golden/row-life/expected/models/item.js";
import { expectType } from "./expect-type.js";

const db = connect("");
const item = { id: 1, name: "Tea", makerName: "Ada" };

export async function seeDeleted(isAdmin: boolean): Promise<void> {
  expectType<Item[]>()(await db.items.findMany({ where: { name: "Tea" }, withDeleted: isAdmin }));
  expectType<Item>()(await db.items.getById(1, { withDeleted: true }));
  expectType<Item[]>()(await db.items.getAll({ withDeleted: true, limit: 5 }));
  expectType<number>()(await db.items.count({ withDeleted: true }));
  expectType<boolean>()(await db.items.exists({ where: { id: 1 }, withDeleted: true }));
  const price = await db.prices.findFirstOrThrow({ include: { item: { withDeleted: true } } });
  expectType<Item>()(price.item);
  const found = await db.items.findFirstOrThrow({ include: { maker: true, brand: { withDeleted: true } } });
  // The type of a relation does not change: one that must be there is there even if it is deleted.
  expectType<Brand>()(found.maker);
  expectType<Brand | null>()(found.brand);
  await db.brands.findMany({ include: { items: { withDeleted: true, where: { name: "Tea" } } } });
  // @ts-expect-error prices are never marked
  await db.prices.findMany({ withDeleted: true });
  // @ts-expect-error nor in an include
  await db.items.findMany({ include: { prices: { withDeleted: true } } });
  // @ts-expect-error nor counted
  await db.prices.count({ withDeleted: true });
  // @ts-expect-error what is created is there
  await db.items.create({ data: item, withDeleted: true });
}

export async function deleteRows(): Promise<void> {
  expectType<Item>()(await db.items.delete({ where: { id: 1 } }));
  expectType<Item>()(await db.items.delete({ where: { id: 1, version: 3 }, hardDelete: true, withDeleted: true }));
  expectType<number>()(await db.items.deleteMany({ where: { name: "Tea" }, hardDelete: true }));
  expectType<number>()(await db.items.deleteMany({ all: true, withDeleted: true, hardDelete: true }));
  expectType<Item>()(await db.items.update({ where: { id: 1 }, data: { deletedAt: null }, withDeleted: true }));
  expectType<Item>()(
    await db.items.upsert({ where: { id: 1 }, create: item, update: { deletedAt: null }, withDeleted: true }),
  );
  await db.items.updateEach({ changes: [{ where: { id: 1 }, data: { deletedAt: null } }], withDeleted: true });
  // @ts-expect-error prices are never marked
  await db.prices.updateEach({ changes: [], withDeleted: true });
  expectType<number>()(
    await db.items.updateMany({ where: { name: "Tea" }, data: { deletedAt: null }, withDeleted: true }),
  );
  // @ts-expect-error there is nothing but really deleting a price
  await db.prices.delete({ where: { id: 1 }, hardDelete: true });
  // @ts-expect-error nor many of them
  await db.prices.deleteMany({ all: true, hardDelete: true });
  // @ts-expect-error an update deletes nothing
  await db.items.update({ where: { id: 1 }, data: {}, hardDelete: true });
}

export async function countChanges(): Promise<void> {
  await db.items.update({ where: { id: 1, version: 3 }, data: { name: "Coffee" } });
  // @ts-expect-error it counts by itself
  await db.items.create({ data: { ...item, version: 1 } });
  // @ts-expect-error it counts by itself
  await db.items.update({ where: { id: 1 }, data: { version: 4 } });
}
