/** What aggregates must give, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/shop/client.js";
import type { OrderStatus } from "@joinery/generated/shop/enums.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");

export async function ofAllRows(isWanted: boolean): Promise<void> {
  const line = await db.orderLines.aggregate({
    where: { quantity: { gt: 1 } },
    count: true,
    countDistinct: { variantCode: true },
    sum: { quantity: true, unitPrice: true, position: false },
    avg: { unitPrice: true },
    max: { variantCode: isWanted },
  });
  expectType<number>()(line.count);
  expectType<{ variantCode: number }>()(line.countDistinct);
  expectType<{ quantity: number | null; unitPrice: string | null }>()(line.sum);
  expectType<string | null>()(line.avg.unitPrice);
  expectType<string | null | undefined>()(line.max.variantCode);
  // @ts-expect-error null where there are no rows
  expectType<number>()(line.sum.quantity);
  // @ts-expect-error not asked for
  touch(line.min);
  // @ts-expect-error not asked for either
  touch(line.sum.position);
  const stock = await db.stockItems.aggregate({ sum: { quantity: true }, avg: { quantity: true } });
  expectType<bigint | null>()(stock.sum.quantity);
  expectType<number | null>()(stock.avg.quantity);
  const counted = await db.orders.aggregate({ count: { note: true }, min: { placedAt: true, status: true } });
  expectType<{ note: number }>()(counted.count);
  expectType<{ placedAt: Date | null; status: OrderStatus | null }>()(counted.min);
}

export async function ofGroups(names: ("status" | "customerId")[]): Promise<void> {
  const groups = await db.orders.groupBy({
    by: ["status", "note"],
    where: { placedAt: { gte: new Date() } },
    count: true,
    min: { id: true, note: true, placedAt: true },
    having: { count: { gt: 3 }, OR: [{ max: { placedAt: { gt: new Date() } } }, { countDistinct: { customerId: 1 } }] },
    orderBy: [{ count: "desc" }, { max: { note: { sort: "asc", nulls: "first" } } }, { status: "asc" }],
    limit: 10,
    offset: 5,
  });
  expectType<{ status: OrderStatus; note: string | null; count: number }[]>()(groups);
  // What is never null in a row is not null in a group.
  expectType<{ id: number; note: string | null; placedAt: Date }>()(groups[0]!.min);
  // @ts-expect-error no field of the groups
  touch(groups[0]!.number);
  const wide = await db.orders.groupBy({ by: names, count: true });
  expectType<OrderStatus | undefined>()(wide[0]!.status);
  // @ts-expect-error it may not be among the names
  expectType<OrderStatus>()(wide[0]!.status);
  const stock = await db.stockItems.groupBy({
    by: ["warehouseId"],
    sum: { quantity: true },
    having: { sum: { quantity: { gt: 10n } }, avg: { quantity: { lt: 1.5 } } },
  });
  expectType<{ warehouseId: number; sum: { quantity: bigint } }[]>()(stock);
}

export async function counts(): Promise<void> {
  expectType<number>()(await db.orders.count({ distinct: ["status", "note"], limit: 10, offset: 1 }));
  // @ts-expect-error JSON cannot be told apart
  await db.products.count({ distinct: ["attributes"] });
  // @ts-expect-error rows that are counted have no order
  await db.products.count({ orderBy: { id: "asc" } });
}

export async function mistakes(): Promise<void> {
  // @ts-expect-error nothing to compute of a text
  await db.orders.aggregate({ sum: { note: true } });
  // @ts-expect-error a list has no order
  await db.products.aggregate({ max: { labels: true } });
  // @ts-expect-error an unknown name
  await db.orders.aggregate({ total: true });
  // @ts-expect-error an unknown field
  await db.orders.aggregate({ count: { notes: true } });
  // @ts-expect-error in where
  await db.orders.aggregate({ count: true, where: { notes: "a" } });
  // @ts-expect-error rows that are computed have no order
  await db.orders.aggregate({ count: true, orderBy: { id: "asc" } });
  // @ts-expect-error no by
  await db.orders.groupBy({ count: true });
  // @ts-expect-error an unknown field
  await db.orders.groupBy({ by: ["notes"] });
  // @ts-expect-error JSON cannot be told apart
  await db.products.groupBy({ by: ["attributes"] });
  // @ts-expect-error in having
  await db.orders.groupBy({ by: ["status"], having: { counts: 1 } });
  // @ts-expect-error a field in having
  await db.orders.groupBy({ by: ["status"], having: { sum: { note: "1" } } });
  // @ts-expect-error an operator of another type
  await db.orders.groupBy({ by: ["status"], having: { count: { contains: "1" } } });
  // @ts-expect-error in orderBy
  await db.orders.groupBy({ by: ["status"], orderBy: { sum: { note: "asc" } } });
  // @ts-expect-error how many there are is never null
  await db.orders.groupBy({ by: ["status"], orderBy: { count: { sort: "asc", nulls: "last" } } });
  // @ts-expect-error only of a model with soft deletion
  await db.orders.aggregate({ count: true, withDeleted: true });
}
