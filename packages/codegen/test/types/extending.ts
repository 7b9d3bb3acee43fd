/** Repositories of the user's own. Checked under every compiler; never run. */
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { Post, PostRepository, type PostTypes } from "@joinery/generated/blog/models/post.js";
import { UserRepository, type User, type UserTypes } from "@joinery/generated/blog/models/user.js";
import type { ModelTypes, OpenSession, Repository, Session } from "@joinery/runtime";
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

/** In whatever a database gives that has its repositories. */
export async function extendAll(): Promise<void> {
  const db = connect("", { repositories: { users: Users, posts: Posts } });
  await db.transaction(async (tx) => {
    expectType<Users>()(tx.users);
    await tx.transaction(async (inner) => expectType<Users>()(inner.users));
    await tx.session(async (session) => expectType<Users>()(session.users));
  });
  await db.session(async (session) => {
    expectType<Users>()(session.users);
    expectType<Session>()(session);
    await session.transaction(async (part) => expectType<Users>()(part.users));
    // @ts-expect-error what a repository keeps to itself
    await session.users.session?.flush();
  });
  expectType<Users>()(db.detached.users);
  await using session = db.openSession();
  expectType<Users>()(session.users);
  expectType<OpenSession>()(session);
  await session.commit();
}

class Posts extends PostRepository {
  /** With the repositories and the session that it stands in. */
  async writeAs(email: string, title: string): Promise<Post | undefined> {
    expectType<{ id: number; posts: Post[] }[]>()(await this.repository(Users).findActive());
    const author = await this.repository(UserRepository).getByEmail(email);
    // @ts-expect-error no repository
    this.repository({});
    // @ts-expect-error there may be none
    await this.session.flush();
    return this.session?.add(new Post({ title, content: "", ...(author && { authorId: author.id }) }));
  }
}

/** Of any model, which the call names by its types. */
export async function generic(): Promise<void> {
  const db = connect("");
  expectType<User[]>()(await pageOf<UserTypes>(db.users, 2));
  expectType<Post>()((await pageOf<PostTypes>(db.posts, 2))[0]!);
  // @ts-expect-error of another model
  pageOf<UserTypes>(db.posts, 2);
}

function pageOf<T extends ModelTypes>(repository: Repository<T>, page: number) {
  return repository.getAll({ skip: page * 20, limit: 20 });
}
