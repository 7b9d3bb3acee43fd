/** Repositories of the user's own. Checked under every compiler; never run. */
import { connect, type Database } from "@joinery/generated/blog/client.js";
import type { Post, PostRepository } from "@joinery/generated/blog/models/post.js";
import { UserRepository } from "@joinery/generated/blog/models/user.js";
import { expectType } from "./expect-type.js";

class Users extends UserRepository {
  async findActive(): Promise<{ id: number; posts: Post[] }[]> {
    return this.findMany({ where: { isActive: true }, include: { posts: true } });
  }
}

export async function extend(): Promise<void> {
  const db = connect("", { repositories: { users: Users } });
  expectType<Database>()(db);
  expectType<Users>()(db.users);
  expectType<Post[]>()((await db.users.findActive())[0]!.posts);
  expectType<Post[]>()((await db.users.findFirstOrThrow({ include: { posts: true } })).posts);
  expectType<PostRepository>()(db.posts);
  // @ts-expect-error still checked
  await db.users.findMany({ where: { emial: "ada@example.com" } });
  // @ts-expect-error no such repository
  connect("", { repositories: { user: Users } });
  // @ts-expect-error of another model
  connect("", { repositories: { posts: Users } });
  // @ts-expect-error no repository
  connect("", { repositories: { users: Date } });
  // @ts-expect-error not extended
  await connect("").users.findActive();
}
