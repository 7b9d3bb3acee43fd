/** What can be asked of each type of field, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/shop/client.js";
import { connect as connectBlog } from "@joinery/generated/blog/client.js";

const db = connect("");
const blog = connectBlog("");

export async function scalars(): Promise<void> {
  await blog.users.findMany({
    where: {
      id: { in: [1, 2], notIn: [3], between: [1, 9], not: { gt: 5 } },
      email: { startsWith: "a", endsWith: "z", like: "%@%", contains: "@", mode: "insensitive", not: "x" },
      fullName: null,
      isActive: { not: false },
      role: { in: ["ADMIN", "EDITOR"] },
      createdAt: { gte: new Date(), lt: new Date() },
      updatedAt: { isNull: true },
      settings: { equals: { theme: "dark" } },
      AND: [{ id: 1 }, { fullName: { not: null } }],
      OR: [{ fullName: { isNull: true } }, { fullName: { contains: "Ada" } }],
      NOT: { role: "READER" },
    },
  });
  await db.loyaltyCards.findMany({ where: { number: { gt: 10n }, discount: { lte: "2.50" } } });
  await db.customers.findMany({
    where: { id: "0190c1de-0000-7000-8000-000000000000", birthday: { lt: "2000-01-01" } },
  });
  await db.images.findMany({ where: { checksum: new Uint8Array([1]), content: { not: new Uint8Array() } } });
  await db.warehouses.findMany({ where: { opensAt: { gte: "08:00:00.000" }, holidays: { has: "2026-12-25" } } });
  await db.customers.findMany({ where: { channels: { hasSome: ["EMAIL", "SMS"], isEmpty: false } } });
  await db.customers.findMany({ where: { channels: ["EMAIL"] } });
}

export async function relations(): Promise<void> {
  await blog.users.findMany({
    where: {
      posts: { some: { tags: { none: { name: "draft" } } }, every: { publishedAt: { isNull: false } } },
      manager: { isNot: null },
      profile: { is: { bio: { contains: "sql" } } },
    },
  });
  await blog.users.findMany({ where: { manager: null } });
  await blog.posts.findMany({ where: { author: { is: { manager: { is: { isActive: true } } } } } });
  // @ts-expect-error the author is always there
  await blog.posts.findMany({ where: { author: null } });
  // @ts-expect-error a relation to many is asked with some, every or none
  await blog.users.findMany({ where: { posts: { is: { title: "sql" } } } });
  // @ts-expect-error a relation to one is asked with is or isNot
  await blog.posts.findMany({ where: { author: { some: { email: "a" } } } });
}

export async function wrongValues(name: string | undefined): Promise<void> {
  // @ts-expect-error undefined never means everything
  await blog.users.findMany({ where: { fullName: name } });
  // @ts-expect-error nor inside a filter
  await blog.users.findMany({ where: { fullName: { contains: name } } });
  // @ts-expect-error nor as the filter
  await blog.users.findMany({ where: undefined });
  // @ts-expect-error nor further in
  await blog.users.findMany({ include: { posts: { where: { title: name } } } });
  // @ts-expect-error not nullable
  await blog.users.findMany({ where: { email: null } });
  // @ts-expect-error not nullable, so never null
  await blog.users.findMany({ where: { email: { isNull: true } } });
  // @ts-expect-error another type
  await blog.users.findMany({ where: { id: "1" } });
  // @ts-expect-error no member of the enum
  await blog.users.findMany({ where: { role: "OWNER" } });
  // @ts-expect-error a number has no text
  await blog.users.findMany({ where: { id: { contains: 1 } } });
  // @ts-expect-error a boolean has no order
  await blog.users.findMany({ where: { isActive: { gt: false } } });
  // @ts-expect-error text is no date
  await blog.users.findMany({ where: { createdAt: "2026-01-01" } });
  // @ts-expect-error two ends
  await blog.users.findMany({ where: { id: { between: [1] } } });
  // @ts-expect-error a list of another type
  await db.customers.findMany({ where: { channels: { has: "FAX" } } });
  // @ts-expect-error two directions
  await blog.users.findMany({ orderBy: { id: "up" } });
  // @ts-expect-error lists have no order
  await db.customers.findMany({ orderBy: { channels: "asc" } });
  // @ts-expect-error null has a place only where there is null
  await blog.users.findMany({ orderBy: { id: { sort: "asc", nulls: "last" } } });
  await blog.users.findMany({ orderBy: [{ fullName: { sort: "desc", nulls: "last" } }, { manager: { id: "asc" } }] });
}

export async function jsonPaths(): Promise<void> {
  await blog.users.findMany({
    where: { settings: { path: ["theme", 0, "name"], startsWith: "dark", mode: "insensitive", not: null } },
  });
  await blog.users.findMany({ where: { settings: { path: ["sizes"], has: 12 }, email: { matches: "^a.+z$" } } });
  // @ts-expect-error a step is a name or a place
  await blog.users.findMany({ where: { settings: { path: [true], equals: 1 } } });
  // @ts-expect-error an order is of numbers or of texts
  await blog.users.findMany({ where: { settings: { path: ["a"], lt: true } } });
  // @ts-expect-error a pattern is text
  await blog.users.findMany({ where: { email: { matches: /a/ } } });
}
