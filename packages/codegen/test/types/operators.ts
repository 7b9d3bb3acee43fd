/** What can be done to values where they are, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/shop/client.js";

const db = connect("");
const where = { id: 1 };

export async function changeNumbers(): Promise<void> {
  await db.products.update({ where, data: { price: { multiply: "1.075" }, labels: { append: ["new"] }, name: "…" } });
  await db.products.updateMany({ all: true, data: { price: { increment: "0.10" }, labels: { set: [] } } });
  await db.loyaltyCards.update({
    where: { number: 1n },
    data: { points: { increment: 1 }, discount: { set: "2.50" } },
  });
  await db.stockItems.updateMany({ all: true, data: { quantity: { decrement: 1n } } });
  await db.orderLines.updateMany({ all: true, data: { quantity: { divide: 2 } } });
  // @ts-expect-error no such operator
  await db.products.update({ where, data: { price: { increase: "0.10" } } });
  // @ts-expect-error no operator of a number
  await db.products.update({ where, data: { price: { append: ["0.10"] } } });
  // @ts-expect-error a decimal is text
  await db.products.update({ where, data: { price: { increment: 0.1 } } });
  // @ts-expect-error a number is no bigint
  await db.stockItems.updateMany({ all: true, data: { quantity: { decrement: 1 } } });
  // @ts-expect-error nothing can be added to a text
  await db.products.update({ where, data: { name: { increment: "…" } } });
  // @ts-expect-error null is no operand
  await db.products.updateMany({ all: true, data: { price: { increment: null } } });
  // @ts-expect-error the elements come as a list
  await db.products.updateMany({ all: true, data: { labels: { append: "new" } } });
  // @ts-expect-error not the elements of this list
  await db.products.update({ where, data: { labels: { append: [1] } } });
}

export async function changeElsewhere(): Promise<void> {
  await db.brands.update({
    where,
    data: {
      products: {
        update: { where, data: { price: { increment: "0.10" }, variants: { updateMany: { data: {} } } } },
        updateMany: { data: { labels: { prepend: ["new"] } } },
      },
    },
  });
  await db.loyaltyCards.updateEach({ changes: [{ where: { number: 1n }, data: { points: { multiply: 2 } } }] });
  // @ts-expect-error no such operator, further in
  await db.brands.update({ where, data: { products: { updateMany: { data: { price: { increase: "0.10" } } } } } });
  // @ts-expect-error no such operator, of one of many
  await db.brands.update({ where, data: { products: { update: { where, data: { price: { increase: "0.10" } } } } } });
  // @ts-expect-error no such operator, of each
  await db.loyaltyCards.updateEach({ changes: [{ where: { number: 1n }, data: { points: { increase: 1 } } }] });
  // @ts-expect-error a new row has nothing to add to
  await db.brands.create({ data: { name: "…", products: { create: { price: { increment: "0.10" } } } } });
}
