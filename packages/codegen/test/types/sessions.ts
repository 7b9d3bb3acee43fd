/** What a session gives and takes, and what must not compile. Checked under every compiler; never run. */
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { Post } from "@joinery/generated/blog/models/post.js";
import type { User } from "@joinery/generated/blog/models/user.js";
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
