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

export async function mistakes(): Promise<void> {
  // @ts-expect-error an unknown field
  await db.users.findMany({ omit: { emial: true } });
  // @ts-expect-error a relation
  await db.users.findMany({ omit: { posts: true } });
  // @ts-expect-error further in
  await db.users.findMany({ include: { posts: { omit: { titel: true } } } });
  // @ts-expect-error beside select
  await db.users.findMany({ select: { id: true }, omit: { email: true } });
  // @ts-expect-error beside select, of a model without relations
  await db.users.findMany({ include: { posts: { select: { id: true }, omit: { title: true } } } });
}
