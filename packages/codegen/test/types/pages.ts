/** What reading page by page, in a stream and under a lock must give, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import type { Post } from "@joinery/generated/blog/models/post.js";
import type { User } from "@joinery/generated/blog/models/user.js";
import { connect as connectShop } from "@joinery/generated/shop/client.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");
const shop = connectShop("");

export async function paginate(): Promise<void> {
  const page = await db.users.paginate({ limit: 20 });
  expectType<User[]>()(page.items);
  const next = await db.users.paginate({
    where: { isActive: true },
    orderBy: [{ manager: { fullName: "asc" } }, { fullName: { sort: "desc", nulls: "last" } }],
    include: { posts: { limit: 3 } },
    limit: 20,
    after: page.endCursor,
  });
  expectType<(User & { posts: Post[] })[]>()(next.items);
  expectType<string | null>()(next.startCursor);
  expectType<boolean>()(next.hasPreviousPage);
  const last = await db.users.paginate({ select: { email: true }, limit: 20, before: null });
  expectType<{ email: string }[]>()(last.items);
  await shop.productRatings.paginate({ limit: 1 });
}

export async function stream(): Promise<void> {
  for await (const user of db.users.stream({ include: { posts: true }, batchSize: 10 })) {
    expectType<User & { posts: Post[] }>()(user);
    // @ts-expect-error a relation that was not loaded
    touch(user.comments);
  }
  for await (const row of db.users.stream({ select: { email: true } })) expectType<{ email: string }>()(row);
  for await (const reach of shop.reaches.stream()) expectType<string>()(reach.country);
  expectType<number>()(db.users.stream().plan().statements);
  // @ts-expect-error an unknown key
  db.users.stream({ batchsize: 1 });
  // @ts-expect-error an unknown key, deep inside
  db.users.stream({ include: { posts: { batchSize: 1 } } });
  // @ts-expect-error rows are looped over
  touch(db.users.stream().then);
}

export async function lock(): Promise<void> {
  await db.transaction(async ({ users }) => {
    expectType<User[]>()(
      await users.findMany({ where: { isActive: true }, limit: 1, lock: "update", skipLocked: true }),
    );
    expectType<User & { posts: Post[] }>()(await users.getById(1, { lock: "share", include: { posts: true } }));
    expectType<User | null>()(await users.getByEmail("ada@example.com", { lock: "no key update", noWait: true }));
    // @ts-expect-error no such lock
    await users.findFirst({ lock: "exclusive" });
    // @ts-expect-error what is included is not locked
    await users.findFirst({ include: { posts: { lock: "update" } } });
    // @ts-expect-error a page is not locked
    await users.paginate({ limit: 1, lock: "update" });
    // @ts-expect-error what is counted is not locked
    await users.count({ lock: "update" });
  });
}

export async function refuse(): Promise<void> {
  // @ts-expect-error a page needs a limit
  await db.users.paginate({});
  // @ts-expect-error in one direction
  await db.users.paginate({ limit: 1, after: "", before: "" });
  // @ts-expect-error an unknown key
  await db.users.paginate({ limit: 1, offset: 1 });
  // @ts-expect-error an unknown field
  await db.users.paginate({ limit: 1, orderBy: { emial: "asc" } });
  // @ts-expect-error an unknown field, of a relation
  await db.users.paginate({ limit: 1, where: { posts: { some: { titel: "x" } } } });
  // @ts-expect-error an unknown key, deep inside
  await db.users.paginate({ limit: 1, include: { posts: { limt: 1 } } });
  // @ts-expect-error nothing tells its rows apart
  await shop.reaches.paginate({ limit: 1 });
  // @ts-expect-error only models with soft deletion have deleted rows
  await db.users.paginate({ limit: 1, withDeleted: true });
}
