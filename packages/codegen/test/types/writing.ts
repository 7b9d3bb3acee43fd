/** What can be written, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import { Post, type PostCreate } from "@joinery/generated/blog/models/post.js";
import type { User } from "@joinery/generated/blog/models/user.js";
import { PostCreateSchema, PostUpdateSchema, PostSchema } from "@joinery/generated/blog/zod/post.js";
import { expectType } from "./expect-type.js";

const db = connect("");
const ada = { email: "ada@example.com", hashedPassword: "…" };

export async function create(): Promise<void> {
  expectType<User>()(await db.users.create({ data: ada }));
  const post = await db.posts.create({
    data: { title: "Notes", content: "…", authorId: 1, publishedAt: null },
    include: { author: true },
  });
  expectType<User>()(post.author);
  expectType<{ id: number }>()(await db.users.create({ data: ada, select: { id: true } }));
  expectType<number>()(await db.users.createMany({ data: [ada, { ...ada, role: "ADMIN" }], skipDuplicates: true }));
  // @ts-expect-error without what is required
  await db.users.create({ data: { email: "ada@example.com" } });
  // @ts-expect-error without its parent
  await db.posts.create({ data: { title: "Notes", content: "…" } });
  // @ts-expect-error an unknown key
  await db.users.create({ data: { ...ada, nmae: "Ada" } });
  // @ts-expect-error an unknown key of one of many
  await db.users.createMany({ data: [{ email: "a", hashedPassword: "…", nmae: "Ada" }] });
  // @ts-expect-error undefined is no value
  await db.users.create({ data: { ...ada, fullName: undefined } });
  // @ts-expect-error an unknown key of what is given back
  await db.users.create({ data: ada, include: { post: true } });
}

export async function update(): Promise<void> {
  expectType<User>()(await db.users.update({ where: { id: 1 }, data: { fullName: null } }));
  expectType<User>()(await db.users.delete({ where: { email: "ada@example.com" } }));
  await db.users.update({ where: { id: 1 }, data: {}, select: { posts: { where: { title: "Notes" } } } });
  // @ts-expect-error without a unique key
  await db.users.update({ where: { isActive: true }, data: { fullName: null } });
  // @ts-expect-error an unknown key
  await db.users.update({ where: { id: 1 }, data: { nmae: "Ada" } });
  // @ts-expect-error not nullable
  await db.users.update({ where: { id: 1 }, data: { email: null } });
}

export async function updateEach(): Promise<void> {
  const changes = [{ where: { id: 1 }, data: { fullName: null } }];
  expectType<number>()(await db.users.updateEach({ changes }));
  await db.users.updateEach({ changes: [{ where: { email: "ada@example.com" }, data: { fullName: "Ada" } }] });
  // @ts-expect-error without a unique key
  await db.users.updateEach({ changes: [{ where: { isActive: true }, data: { fullName: null } }] });
  // @ts-expect-error an unknown key
  await db.users.updateEach({ changes: [{ where: { id: 1 }, data: { nmae: "Ada" } }] });
  // @ts-expect-error an unknown key of a change
  await db.users.updateEach({ changes: [{ where: { id: 1 }, data: {}, include: {} }] });
}

export function construct(): void {
  const post = new Post({ title: "Notes", content: "…" });
  expectType<number>()(post.authorId);
  // @ts-expect-error without what is required
  new Post({ title: "Notes" });
  // @ts-expect-error an unknown key
  new Post({ title: "Notes", content: "…", titel: "" });
}

export async function validate(body: unknown): Promise<void> {
  const data: PostCreate = PostCreateSchema.parse(body);
  const post = await db.posts.create({ data });
  await db.posts.update({ where: { id: post.id }, data: PostUpdateSchema.parse(body) });
  expectType<string>()(PostSchema.parse(post).title);
}
