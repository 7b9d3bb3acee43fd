/** What `omit` must leave of a row, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import type { Post } from "@joinery/generated/blog/models/post.js";
import type { User, UserFindManyArgs, UserOmit } from "@joinery/generated/blog/models/user.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");

export async function withOmit(): Promise<void> {
  const [post] = await db.posts.findMany({
    omit: { content: true, title: false },
    include: { author: { omit: { settings: true, hashedPassword: false } } },
  });
  expectType<string>()(post!.title);
  expectType<string>()(post!.author.hashedPassword);
  expectType<Record<string, unknown>>()(post!.toJSON());
  expectType<Record<string, unknown>>()(post!.author.toJSON());
  expectType<Omit<Post, "content">>()(post!);
  // @ts-expect-error left out
  touch(post!.content);
  // @ts-expect-error left out, further in
  touch(post!.author.settings);
  // @ts-expect-error what is left is not the whole
  expectType<Post>()(post!);
  const user = await db.users.getById(1, { omit: { hashedPassword: false } });
  expectType<User & { hashedPassword: string }>()(user);
  expectType<string | undefined>()((await db.users.getByEmail("a", { omit: { role: true } }))?.email);
  const created = await db.posts.create({ data: { title: "a", content: "b", authorId: 1 }, omit: { content: true } });
  // @ts-expect-error left out of what a write gives
  touch(created.content);
}

export async function withChoicesAtRunTime(isOmitted: boolean, wide: UserFindManyArgs, omit: UserOmit): Promise<void> {
  const user = await db.users.findFirstOrThrow({ omit: { email: isOmitted, hashedPassword: isOmitted } });
  expectType<string | undefined>()(user.email);
  expectType<string | undefined>()(user.hashedPassword);
  // @ts-expect-error it may have been left out
  expectType<string>()(user.email);
  expectType<number>()(user.id);
  const some = await db.users.findFirstOrThrow({ omit });
  expectType<number | undefined>()(some.id);
  // @ts-expect-error it may have been left out
  expectType<number>()(some.id);
  some.toJSON();
  const any = await db.users.findFirstOrThrow(wide);
  expectType<number | undefined>()(any.id);
  // @ts-expect-error it may have been left out
  expectType<number>()(any.id);
  const constant = { omit: { email: true } } as const satisfies UserFindManyArgs;
  // @ts-expect-error left out
  touch((await db.users.findFirstOrThrow(constant)).email);
}

export async function withCounts(isWanted: boolean): Promise<void> {
  const [user] = await db.users.findMany({
    counts: { posts: true, comments: { where: { text: "a" } }, reports: false },
    include: { posts: { counts: { tags: isWanted }, omit: { content: true } } },
    orderBy: [{ posts: { count: "desc" } }, { manager: { reports: { count: "asc" } } }],
  });
  expectType<{ posts: number; comments: number }>()(user!.counts);
  expectType<number | undefined>()(user!.posts[0]!.counts.tags);
  expectType<User>()(user!);
  // @ts-expect-error it may not have been counted
  expectType<number>()(user!.posts[0]!.counts.tags);
  // @ts-expect-error not counted
  touch(user!.counts.reports);
  // @ts-expect-error left out
  touch(user!.posts[0]!.content);
  const selected = await db.users.findMany({ select: { id: true, counts: { posts: true } } });
  expectType<{ id: number; counts: { posts: number } }[]>()(selected);
  expectType<number | undefined>()((await db.users.getByEmail("a", { counts: { posts: true } }))?.counts.posts);
  // @ts-expect-error nothing was counted
  touch((await db.users.findFirstOrThrow()).counts);
}

export async function mistakes(): Promise<void> {
  // @ts-expect-error an unknown field
  await db.users.findMany({ omit: { emial: true } });
  // @ts-expect-error a relation
  await db.users.findMany({ omit: { posts: true } });
  // @ts-expect-error a relation to one
  await db.users.findMany({ counts: { manager: true } });
  // @ts-expect-error an unknown relation
  await db.users.findMany({ counts: { post: true } });
  // @ts-expect-error in the filter of a count
  await db.users.findMany({ counts: { posts: { where: { titel: "a" } } } });
  // @ts-expect-error a count has no page
  await db.users.findMany({ counts: { posts: { limit: 1 } } });
  // @ts-expect-error beside select
  await db.users.findMany({ select: { id: true }, counts: { posts: true } });
  // @ts-expect-error in select
  await db.users.findMany({ select: { id: true, counts: { post: true } } });
  // @ts-expect-error by which of many
  await db.users.findMany({ orderBy: { posts: { title: "asc" } } });
  // @ts-expect-error a model with nothing to count
  await db.profiles.findMany({ counts: { user: true } });
  // @ts-expect-error further in
  await db.users.findMany({ include: { posts: { omit: { titel: true } } } });
  // @ts-expect-error beside select
  await db.users.findMany({ select: { id: true }, omit: { email: true } });
  // @ts-expect-error beside select, of a model without relations
  await db.users.findMany({ include: { posts: { select: { id: true }, omit: { title: true } } } });
}
