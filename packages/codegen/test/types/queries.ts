/** What a `query` block gives and takes, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import type { Post } from "@joinery/generated/blog/models/post.js";
import type { Tag } from "@joinery/generated/blog/models/tag.js";
import type { User } from "@joinery/generated/blog/models/user.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");

/** Compiles only when the two types are the same, either way. */
declare function expectSame<A, B>(
  ...proof: (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? [] : [never]
): void;

const since = new Date();

export async function answers(): Promise<void> {
  const users = await db.users.recentlyActive({ since, limit: 5 });
  expectType<(User & { posts: Post[] })[]>()(users);
  // @ts-expect-error a relation that the query does not load
  touch(users[0]!.comments);

  const posts = await db.posts.published({ tags: ["sql"] });
  expectType<{ id: number; title: string; publishedAt: Date | null; tags: Tag[] }[]>()(posts);
  expectType<string | null>()(posts[0]!.author.fullName);
  // @ts-expect-error a field that the query does not select
  touch(posts[0]!.content);
  // @ts-expect-error a field of a relation that the query does not select
  touch(posts[0]!.author.email);
}

export async function shapes(): Promise<void> {
  const [user] = await db.users.busiest({ about: "sql" });
  expectType<{ posts: number; comments: number }>()(user!.counts);
  expectType<Record<string, unknown>>()(user!.toJSON());
  // @ts-expect-error left out
  touch(user!.settings);
  // @ts-expect-error not counted
  touch(user!.counts.reports);
}

export function calls(): void {
  const query = db.users.recentlyActive({ since });
  expectType<number>()(query.plan().statements);
  expectType<readonly string[]>()(query.toSQL());
  expectType<Promise<(User & { posts: Post[] })[]>>()(query);
}

/** As the call that it stands for. */
export function sameAsFindMany(): void {
  const users = db.users.findMany({ include: { posts: { orderBy: { createdAt: "desc" }, limit: 5 } } });
  const named = db.users.recentlyActive({ since });
  expectSame<typeof named, typeof users>();
  const posts = db.posts.findMany({
    select: {
      id: true,
      title: true,
      publishedAt: true,
      author: { select: { fullName: true } },
      tags: { orderBy: { name: "asc" } },
    },
  });
  const published = db.posts.published({ tags: [] });
  expectSame<typeof published, typeof posts>();
  // @ts-expect-error of another model
  expectSame<typeof published, typeof users>();
}

export async function parameters(): Promise<void> {
  // @ts-expect-error nothing for a parameter without a default
  await db.users.recentlyActive();
  // @ts-expect-error the same
  await db.users.recentlyActive({ limit: 1 });
  // @ts-expect-error a value of another type
  await db.users.recentlyActive({ since: "yesterday" });
  // @ts-expect-error undefined is no value
  await db.users.recentlyActive({ since, limit: undefined });
  // @ts-expect-error null where it is not said
  await db.users.recentlyActive({ since: null });
  // @ts-expect-error a filter is no value
  await db.users.recentlyActive({ since: { gt: since } });
  // @ts-expect-error no such parameter
  await db.users.recentlyActive({ since, limt: 5 });
  // @ts-expect-error one value where there is a list
  await db.posts.published({ tags: "sql" });
  const tags: readonly string[] = ["sql"];
  await db.posts.published({ tags, before: since, offset: 10 });
}

export async function distinct(): Promise<void> {
  await db.users.findMany({ distinct: ["role", "managerId"], include: { posts: { distinct: ["title"] } } });
  // @ts-expect-error no such field
  await db.users.findMany({ distinct: ["rol"] });
  // @ts-expect-error a relation
  await db.users.findMany({ distinct: ["manager"] });
  // @ts-expect-error values without an order
  await db.users.findMany({ distinct: ["settings"] });
  // @ts-expect-error a relation to one
  await db.users.findMany({ include: { manager: { distinct: ["id"] } } });
}
