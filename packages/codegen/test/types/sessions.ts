/** What a session gives and takes, and what must not compile. Checked under every compiler; never run. */
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { Comment } from "@joinery/generated/blog/models/comment.js";
import { Post } from "@joinery/generated/blog/models/post.js";
import { Profile } from "@joinery/generated/blog/models/profile.js";
import { User } from "@joinery/generated/blog/models/user.js";
import { expectType } from "./expect-type.js";

const db = connect("");

export async function work(): Promise<void> {
  const name = await db.session(async (session) => {
    const ada = await session.users.getById(1, { include: { posts: true } });
    expectType<User & { posts: Post[] }>()(ada);
    ada.posts.push(new Post({ title: "Notes", content: "…" }));
    expectType<Post>()(session.add(new Post({ title: "Notes", content: "…" })));
    session.delete(ada.posts[0]!);
    expectType<User & { posts: Post[] }>()(await session.merge(ada));
    await session.transaction(async (part) => part.refresh(ada));
    // @ts-expect-error not loaded
    ada.comments.pop();
    // @ts-expect-error no object of a model
    session.add({ title: "Notes" });
    // @ts-expect-error a field that is none
    ada.fulName = "";
    return ada.fullName;
  });
  expectType<string | null>()(name);
  await db.session(async () => {}, { autoflush: true, isolation: "serializable", retries: 3 });
  // @ts-expect-error an unknown option
  await db.session(async () => {}, { autoFlush: true });
  await using open = db.openSession({ expireOnCommit: true });
  expectType<Database>()(open);
  await open.users.getById(1);
  await open.commit();
  // @ts-expect-error a database is no session
  await db.commit();
}

/** New objects with those that they have to do with. */
export async function make(): Promise<void> {
  const ada = await db.users.getById(1);
  const comments = [new Comment({ text: "!", author: ada, replies: [new Comment({ text: "?" })] })];
  const post = new Post({ title: "Notes", content: "…", author: ada, comments });
  expectType<Post>()(post);
  new Comment({ text: "!", post, author: null });
  const user = await db.users.getById(1, { include: { posts: true } });
  new Post({ title: "Notes", content: "…", author: user });
  new User({ email: "ada@example.com", hashedPassword: "…", posts: [post], profile: new Profile({}) });
  // @ts-expect-error nothing without its own values
  new Post({ author: ada });
  // @ts-expect-error a relation that is none
  new Post({ title: "Notes", content: "…", writer: ada });
  // @ts-expect-error an object of another model
  new Post({ title: "Notes", content: "…", author: post });
  // @ts-expect-error no post is without an author
  new Post({ title: "Notes", content: "…", author: null });
  // @ts-expect-error a list of objects
  new Post({ title: "Notes", content: "…", comments: comments[0] });
  // @ts-expect-error objects are made by their classes
  new Post({ title: "Notes", content: "…", comments: [{ text: "!" }] });
  // @ts-expect-error what a call writes is said otherwise
  new Post({ title: "Notes", content: "…", author: { connect: { id: 1 } } });
}
