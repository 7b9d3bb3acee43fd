/** What a view can do, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/shop/client.js";
import { DailySales, DailySalesRepository } from "@joinery/generated/shop/models/daily-sales.js";
import type { Product } from "@joinery/generated/shop/models/product.js";
import type { ProductRating } from "@joinery/generated/shop/models/product-rating.js";
import type { Reach } from "@joinery/generated/shop/models/reach.js";
import { ReachSchema } from "@joinery/generated/shop/zod/reach.js";
import { expectType } from "./expect-type.js";

class MySales extends DailySalesRepository {
  good() {
    return this.findMany({ where: { revenue: { gt: "1000" } } });
  }
}

const db = connect("", { repositories: { dailySales: MySales } });

export async function read(): Promise<void> {
  const rating = await db.productRatings.getById(1, { include: { product: true } });
  expectType<Product>()(rating.product);
  expectType<number>()(rating.average);
  const product = await db.products.getById(1, { include: { rating: true } });
  expectType<ProductRating | null>()(product.rating);
  expectType<DailySales | null>()(await db.dailySales.findUnique({ where: { day: "2026-01-31" } }));
  expectType<DailySales[]>()(await db.dailySales.good());
  expectType<DailySales[]>()(await db.dailySales.best({ days: 3 }));
  expectType<void>()(await db.dailySales.refresh({ concurrently: true }));
  expectType<Reach[]>()(await db.reaches.findMany({ orderBy: { customers: "desc" } }));
  expectType<{ country: string } | null>()(await db.reaches.findFirst({ select: { country: true } }));
  expectType<number>()(ReachSchema.parse({}).customers);
  // @ts-expect-error an unknown key
  await db.reaches.findMany({ where: { contry: "DE" } });
  // @ts-expect-error an unknown option
  await db.dailySales.refresh({ concurently: true });
}

export async function refuse(): Promise<void> {
  // @ts-expect-error nothing tells its rows apart
  await db.reaches.getById("DE");
  // @ts-expect-error nothing tells its rows apart
  await db.reaches.findUnique({ where: { country: "DE" } });
  // @ts-expect-error it keeps no rows
  await db.reaches.refresh();
  // @ts-expect-error it is a view
  await db.dailySales.create({ data: { day: "2026-01-31", orders: 1, revenue: "1" } });
  // @ts-expect-error it is a view
  await db.dailySales.createMany({ data: [] });
  // @ts-expect-error it is a view
  await db.dailySales.update({ where: { day: "2026-01-31" }, data: { orders: 1 } });
  // @ts-expect-error it is a view
  await db.dailySales.deleteMany({ all: true });
  // @ts-expect-error nobody makes a row of it
  new DailySales();
  const [sales] = await db.dailySales.findMany();
  // @ts-expect-error nor changes one
  sales!.orders = 2;
}
