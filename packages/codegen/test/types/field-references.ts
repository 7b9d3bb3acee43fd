/** Which fields can be compared with each other. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import { connect as connectShop } from "@joinery/generated/shop/client.js";

const db = connect("");
const shop = connectShop("");

export async function compared(): Promise<void> {
  const { fields } = db.users;
  await db.users.findMany({
    where: {
      createdAt: { lt: fields.updatedAt, not: fields.updatedAt },
      email: { equals: fields.fullName, startsWith: fields.fullName, mode: "insensitive" },
      id: { between: [0, fields.managerId] },
      role: { equals: fields.role },
      isActive: { not: { equals: fields.isActive } },
      settings: { not: fields.settings },
      posts: { some: { createdAt: { gt: db.posts.fields.publishedAt } } },
    },
  });
  await db.posts.count({ where: { title: { equals: db.posts.fields.content } } });
  // A hidden field is a column as any other.
  await db.users.count({ where: { email: { equals: fields.hashedPassword } } });
}

export async function notCompared(): Promise<void> {
  const { fields } = db.users;
  // @ts-expect-error a time is no text
  await db.users.findMany({ where: { email: { equals: fields.createdAt } } });
  // @ts-expect-error a text is no number, though a decimal, a date and a UUID are text alike
  await db.users.findMany({ where: { id: { gt: fields.email } } });
  // @ts-expect-error nor an enum
  await db.users.findMany({ where: { email: { equals: fields.role } } });
  // @ts-expect-error a UUID is no name
  await shop.customers.findMany({ where: { name: { equals: shop.customers.fields.id } } });
  // @ts-expect-error there is no such field
  await db.users.findMany({ where: { email: { equals: fields.emial } } });
  // @ts-expect-error a relation is no field
  await db.users.findMany({ where: { id: { equals: fields.posts } } });
  // @ts-expect-error patterns are not kept in columns
  await db.users.findMany({ where: { email: { like: fields.fullName } } });
  // @ts-expect-error a list of values holds values
  await db.users.findMany({ where: { email: { in: [fields.fullName] } } });
  // @ts-expect-error a list is not compared with a field
  await shop.customers.findMany({ where: { channels: { equals: shop.customers.fields.channels } } });
}
