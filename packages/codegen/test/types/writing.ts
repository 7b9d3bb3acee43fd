/** What can be written, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import { Post, type PostCreate } from "@joinery/generated/blog/models/post.js";
import type { User } from "@joinery/generated/blog/models/user.js";
import { given, json } from "@joinery/runtime";
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

export async function createNested(): Promise<void> {
  const post = await db.posts.create({
    data: {
      title: "Notes",
      content: "…",
      author: { create: { ...ada, posts: { connect: { id: 1 } }, manager: { connect: { email: "bob@example.com" } } } },
      tags: { create: [{ name: "sql" }], connectOrCreate: { where: { name: "ts" }, create: { name: "ts" } } },
      comments: { create: { text: "…", replies: { createMany: { data: [{ text: "…", postId: 1 }] } } } },
    },
    include: { author: true, tags: true },
  });
  expectType<User>()(post.author);
  // @ts-expect-error an unknown key of a row of a relation
  await db.users.create({ data: { ...ada, posts: { create: { titel: "Notes", content: "…" } } } });
  // @ts-expect-error an unknown key, further in
  await db.tags.create({ data: { name: "", posts: { create: { title: "", content: "", comments: { crate: {} } } } } });
  // @ts-expect-error an unknown key below a parent
  await db.posts.create({ data: { title: "", content: "", author: { create: { ...ada, nmae: "" } } } });
  // @ts-expect-error what a relation has no word for
  await db.users.create({ data: { ...ada, posts: { crate: [] } } });
  // @ts-expect-error a new row has nothing to disconnect
  await db.users.create({ data: { ...ada, posts: { disconnect: { id: 1 } } } });
  // @ts-expect-error no key
  await db.users.create({ data: { ...ada, posts: { connect: { title: "Notes" } } } });
  // @ts-expect-error without what is required
  await db.users.create({ data: { ...ada, posts: { create: { title: "Notes" } } } });
  // @ts-expect-error many rows are written without relations
  await db.users.create({ data: { ...ada, posts: { createMany: { data: [{ title: "", content: "", tags: {} }] } } } });
  // @ts-expect-error many rows are written without relations
  await db.users.createMany({ data: [{ ...ada, posts: {} }] });
}

export async function updateNested(): Promise<void> {
  const user = await db.users.update({
    where: { id: 1 },
    data: {
      manager: { disconnect: true },
      profile: { upsert: { create: { bio: "…" }, update: { bio: "…" } } },
      posts: {
        update: [
          { where: { id: 1 }, data: { title: "…", tags: { set: [{ name: "sql" }] }, comments: { deleteMany: {} } } },
        ],
        updateMany: { where: { title: { contains: "x" } }, data: { publishedAt: null } },
        delete: { authorId: 1, title: "Notes" },
      },
    },
    include: { posts: true },
  });
  expectType<Post[]>()(user.posts);
  // @ts-expect-error an unknown key of what changes
  await db.users.update({ where: { id: 1 }, data: { posts: { update: { where: { id: 1 }, data: { titel: "" } } } } });
  // @ts-expect-error an unknown key of a filter
  await db.users.update({ where: { id: 1 }, data: { posts: { deleteMany: { titel: "" } } } });
  // @ts-expect-error one change of many rows is one of their fields
  await db.users.update({ where: { id: 1 }, data: { posts: { updateMany: { data: { tags: { set: [] } } } } } });
  // @ts-expect-error an unknown key of a relation to one
  await db.posts.update({ where: { id: 1 }, data: { author: { update: { nmae: "" } } } });
  // @ts-expect-error many rows are changed without relations
  await db.users.updateMany({ all: true, data: { posts: {} } });
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

export async function upsert(): Promise<void> {
  const where = { email: "ada@example.com" };
  expectType<User>()(await db.users.upsert({ where, create: ada, update: { fullName: null } }));
  const row = await db.users.upsert({
    where,
    create: ada,
    update: { posts: { deleteMany: {} } },
    select: { id: true },
  });
  expectType<{ id: number }>()(row);
  // @ts-expect-error no key
  await db.users.upsert({ where: { isActive: true }, create: ada, update: {} });
  // @ts-expect-error an unknown key of a new row
  await db.users.upsert({ where, create: { ...ada, nmae: "" }, update: {} });
  // @ts-expect-error an unknown key of a change
  await db.users.upsert({ where, create: ada, update: { nmae: "" } });
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

export async function upsertMany(): Promise<void> {
  const data = [ada, { ...ada, fullName: "Ada" }];
  expectType<number>()(await db.users.upsertMany({ data, on: ["email"] }));
  expectType<User[]>()(await db.users.upsertMany({ data, on: ["email"], include: {} }));
  const users = await db.users.upsertMany({ data, on: ["email"], update: ["fullName"], include: { posts: true } });
  expectType<Post[] | undefined>()(users[0]?.posts);
  const update = { fullName: given, managerId: { increment: given }, isActive: true };
  const ids = await db.users.upsertMany({ data, on: ["email"], update, select: { id: true } });
  expectType<{ id: number }[]>()(ids);
  // @ts-expect-error without the fields by which rows are found
  await db.users.upsertMany({ data });
  // @ts-expect-error an unknown field of the key
  await db.users.upsertMany({ data, on: ["emial"] });
  // @ts-expect-error an unknown key of a row
  await db.users.upsertMany({ data: [{ ...ada, nmae: "" }], on: ["email"] });
  // @ts-expect-error an unknown field that changes
  await db.users.upsertMany({ data, on: ["email"], update: ["nmae"] });
  // @ts-expect-error an unknown key of a change
  await db.users.upsertMany({ data, on: ["email"], update: { nmae: given } });
  // @ts-expect-error no value of the field
  await db.users.upsertMany({ data, on: ["email"], update: { fullName: 1 } });
  // @ts-expect-error nothing can be added to a text
  await db.users.upsertMany({ data, on: ["email"], update: { fullName: { increment: given } } });
  // @ts-expect-error an unknown key of what is given back
  await db.users.upsertMany({ data, on: ["email"], include: { post: true } });
  // @ts-expect-error what is given is a value nowhere else
  await db.users.create({ data: { ...ada, fullName: given } });
}

export async function changeJson(): Promise<void> {
  const settings = json.set(["theme", 0], "dark").remove(["old"]).merge([], { a: null }).append(["list"], 1);
  await db.users.update({ where: { id: 1 }, data: { settings, fullName: "Ada" } });
  await db.users.updateMany({ all: true, data: { settings } });
  await db.users.updateEach({ changes: [{ where: { id: 1 }, data: { settings } }] });
  await db.users.update({ where: { id: 1 }, data: { settings: { update: "is a value of JSON" } } });
  // @ts-expect-error not a field of JSON
  await db.users.update({ where: { id: 1 }, data: { fullName: settings } });
  // @ts-expect-error a new row has nothing to change
  await db.users.create({ data: { ...ada, settings } });
  // @ts-expect-error no value of JSON
  json.set(["a"], new Date());
  // @ts-expect-error no step of a path
  json.remove([true]);
  // @ts-expect-error a relation is written in other words
  await db.users.update({ where: { id: 1 }, data: { posts: { update: { title: "…" } } } });
}

export async function bulk(): Promise<void> {
  const onProgress = ({ done, total }: { done: number; total: number }) => done / total;
  expectType<number[]>()(await db.users.bulkCreate({ data: [ada], onProgress, chunkSize: 10 }));
  const changes = [{ where: { id: 1 }, data: { fullName: null } }];
  expectType<number>()(await db.users.bulkUpdate({ changes, onProgress }));
  // @ts-expect-error an unknown key of a row
  await db.users.bulkCreate({ data: [{ ...ada, nmae: "" }] });
  // @ts-expect-error no such option
  await db.users.bulkCreate({ data: [ada], skipDuplicates: true });
  // @ts-expect-error an unknown key of a change
  await db.users.bulkUpdate({ changes: [{ where: { id: 1 }, data: { nmae: "Ada" } }] });
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
