/** What reading must give, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import { Role } from "@joinery/generated/blog/enums.js";
import type { Comment } from "@joinery/generated/blog/models/comment.js";
import type { Post } from "@joinery/generated/blog/models/post.js";
import type { User, UserFindManyArgs } from "@joinery/generated/blog/models/user.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");

export async function withoutShape(): Promise<void> {
  const users = await db.users.findMany();
  expectType<User[]>()(users);
  users[0]!.fullName?.toUpperCase();
  expectType<Role>()(users[0]!.role);
  // @ts-expect-error a hidden field
  touch(users[0]!.hashedPassword);
  // @ts-expect-error a relation that was not loaded
  touch(users[0]!.posts);
  expectType<User | null>()(await db.users.findFirst());
  expectType<User>()(await db.users.findFirstOrThrow({ where: { role: Role.ADMIN } }));
  expectType<User>()(await db.users.getById(1));
  expectType<User[]>()(await db.users.getAll({ skip: 10, limit: 10 }));
  expectType<number>()(await db.users.count({ where: { isActive: true } }));
  expectType<boolean>()(await db.users.exists({ where: { isActive: true } }));
}

export async function withInclude(): Promise<void> {
  const page = await db.users.findMany({
    where: { isActive: true, posts: { some: { title: { contains: "sql" } } } },
    include: { posts: { orderBy: { createdAt: "desc" }, limit: 5, include: { comments: true } } },
    orderBy: { createdAt: "desc" },
    limit: 20,
  });
  expectType<(User & { posts: (Post & { comments: Comment[] })[] })[]>()(page);
  expectType<number>()(page[0]!.posts[0]!.comments.length);
  page[0]!.toJSON();
  // @ts-expect-error a relation of a relation that was not loaded
  touch(page[0]!.posts[0]!.author);
  // @ts-expect-error a page may be empty
  touch(page[0].id);

  const comment = await db.comments.findUniqueOrThrow({
    where: { id: 1 },
    include: { author: { load: "batch" }, post: { load: "join" } },
  });
  expectType<User | null>()(comment.author);
  expectType<Post>()(comment.post);
  const boss = await db.users.getById(1, {
    include: { reports: { recursive: true, maxDepth: 5, select: { email: true, posts: true } } },
  });
  expectType<string>()(boss.reports[0]!.reports[0]!.reports[0]!.email);
  expectType<Post[]>()(boss.reports[0]!.reports[0]!.posts);
  // @ts-expect-error not selected, on any level
  touch(boss.reports[0]!.reports[0]!.id);
  const { parent: thread } = await db.comments.findUniqueOrThrow({
    where: { id: 1 },
    include: { parent: { recursive: true } },
  });
  expectType<string | undefined>()(thread?.parent?.parent?.text);
  // @ts-expect-error a chain may end
  touch(thread!.parent.text);
  const authors = await db.users.findMany({
    include: { profile: { load: "json" }, posts: { load: "json", include: { comments: { load: "batch" } } } },
  });
  expectType<Comment[]>()(authors[0]!.posts[0]!.comments);
  const { profile } = await db.users.getById(1, { include: { profile: { include: { user: true } } } });
  expectType<User | undefined>()(profile?.user);
  // @ts-expect-error the profile may be absent
  touch(profile.user);
}

export async function withSelect(): Promise<void> {
  const rows = await db.users.findMany({
    select: { id: true, hashedPassword: true, email: false, posts: { select: { title: true } }, manager: true },
  });
  expectType<{ id: number; hashedPassword: string; posts: { title: string }[]; manager: User | null }[]>()(rows);
  // @ts-expect-error a field that was not selected
  touch(rows[0]!.email);
  // @ts-expect-error a plain object has no methods
  rows[0]!.toJSON();
  expectType<{ title: string; author: User & { profile: object | null } }[]>()(
    await db.posts.findMany({ select: { title: true, author: { include: { profile: true } } } }),
  );
}

export async function byUniqueKey(): Promise<void> {
  expectType<User | null>()(await db.users.getByEmail("ada@example.com"));
  const found = await db.users.getByEmail("ada@example.com", { include: { posts: true } });
  expectType<Post[] | undefined>()(found?.posts);
  expectType<{ id: number } | null>()(await db.posts.getByAuthorIdAndTitle(1, "Notes", { select: { id: true } }));
  await db.posts.findUnique({ where: { authorId: 1, title: "Notes", publishedAt: { isNull: false } } });
  // @ts-expect-error no unique key
  await db.users.findUnique({ where: { isActive: true } });
  // @ts-expect-error half a unique key
  await db.posts.findUnique({ where: { authorId: 1 } });
  // @ts-expect-error a key is a value, not a filter
  await db.users.findUnique({ where: { id: { gt: 1 } } });
  // @ts-expect-error no where
  await db.users.findUnique({ include: { posts: true } });
  // @ts-expect-error the arguments of a finder are those of one row
  await db.users.getByEmail("ada@example.com", { limit: 1 });
  // @ts-expect-error the type of the key
  await db.users.getById("1");
  // @ts-expect-error a key of two fields
  await db.posts.getByAuthorIdAndTitle(1);
}

export async function withChoicesAtRunTime(isWanted: boolean): Promise<void> {
  const [user] = await db.users.findMany({ include: { posts: isWanted, profile: false, manager: true } });
  expectType<Post[] | undefined>()(user!.posts);
  expectType<User | null>()(user!.manager);
  // @ts-expect-error not included
  touch(user!.profile);
  const [row] = await db.users.findMany({ select: { id: true, email: isWanted } });
  expectType<string | undefined>()(row!.email);
  await db.users.findMany({ where: isWanted ? { isActive: true } : {}, orderBy: { id: isWanted ? "asc" : "desc" } });
}

export async function withVariables(wide: UserFindManyArgs): Promise<void> {
  const included = { include: { posts: true } } as const satisfies UserFindManyArgs;
  expectType<Post[]>()((await db.users.findFirstOrThrow(included)).posts);
  const widened = { include: { posts: true } };
  expectType<Post[] | undefined>()((await db.users.findFirstOrThrow(widened)).posts);
  const any = await db.users.findFirstOrThrow(wide);
  expectType<number | undefined>()(any.id);
  // @ts-expect-error it may have been left out
  expectType<number>()(any.id);
  const { where, orderBy } = wide;
  const shared = { ...(where && { where }), ...(orderBy && { orderBy }) };
  expectType<User>()(await db.users.findFirstOrThrow(shared));
  expectType<Post[]>()((await db.users.findFirstOrThrow({ ...shared, include: { posts: true } })).posts);
}

export async function unknownKeys(): Promise<void> {
  // @ts-expect-error at the top
  await db.users.findMany({ wher: {} });
  // @ts-expect-error beside others
  await db.users.findMany({ where: {}, take: 1 });
  // @ts-expect-error in where
  await db.users.findMany({ where: { emial: "ada@example.com" } });
  // @ts-expect-error in a filter
  await db.users.findMany({ where: { email: { contain: "ada" } } });
  // @ts-expect-error in the filter of a relation
  await db.users.findMany({ where: { posts: { some: { titel: "sql" } } } });
  // @ts-expect-error in an alternative
  await db.users.findMany({ where: { OR: [{ isActive: true }, { titel: "sql" }] } });
  // @ts-expect-error in orderBy
  await db.users.findMany({ orderBy: { emial: "asc" } });
  // @ts-expect-error in one of several orders
  await db.users.findMany({ orderBy: [{ id: "asc" }, { emial: "asc" }] });
  // @ts-expect-error in the order of a relation
  await db.posts.findMany({ orderBy: { author: { emial: "asc" } } });
  // @ts-expect-error in select
  await db.users.findMany({ select: { emial: true } });
  // @ts-expect-error in include
  await db.users.findMany({ include: { post: true } });
  // @ts-expect-error a field is not included
  await db.users.findMany({ include: { email: true } });
  // @ts-expect-error in an include's arguments
  await db.users.findMany({ include: { posts: { wher: {} } } });
  // @ts-expect-error in an include's where
  await db.users.findMany({ include: { posts: { where: { titel: "sql" } } } });
  // @ts-expect-error in a filter of an include's where
  await db.users.findMany({ include: { posts: { where: { title: { contain: "sql" } } } } });
  // @ts-expect-error in an include's order
  await db.users.findMany({ include: { posts: { orderBy: { titel: "asc" } } } });
  // @ts-expect-error in an include's include
  await db.users.findMany({ include: { posts: { include: { comments: { include: { autor: true } } } } } });
  // @ts-expect-error in an include's select
  await db.users.findMany({ include: { posts: { select: { titel: true } } } });
  // @ts-expect-error a relation to one is no list
  await db.posts.findMany({ include: { author: { limit: 1 } } });
  // @ts-expect-error a relation to many is never joined
  await db.users.findMany({ include: { posts: { load: "join" } } });
  // @ts-expect-error what it leads to has no such relation
  await db.users.findMany({ include: { posts: { recursive: true } } });
  // @ts-expect-error only what is recursive says so
  await db.users.findMany({ include: { reports: { recursive: false } } });
  // @ts-expect-error on every level
  await db.users.findMany({ include: { reports: { recursive: true, select: { emial: true } } } });
  // @ts-expect-error there is no such strategy
  await db.users.findMany({ include: { posts: { load: "jsonb" } } });
  // @ts-expect-error how the rows themselves are loaded is no question
  await db.users.findMany({ load: "batch" });
  // @ts-expect-error in findUnique
  await db.users.findUnique({ where: { id: 1, emial: "a" } });
  // @ts-expect-error beside findUnique's where
  await db.users.findUnique({ where: { id: 1 }, limit: 1 });
  // @ts-expect-error in a finder's arguments
  await db.users.getByEmail("ada@example.com", { include: { post: true } });
  // @ts-expect-error in count
  await db.users.count({ where: { emial: "a" } });
  // @ts-expect-error select and include together
  await db.users.findMany({ select: { id: true }, include: { posts: true } });
  // @ts-expect-error select and include together, further in
  await db.users.findMany({ include: { posts: { select: { id: true }, include: { author: true } } } });
}
