import { onEveryDialect } from "@joinery/conformance";
import { connect } from "@joinery/generated/blog/client.js";
import { Post, PostRepository } from "@joinery/generated/blog/models/post.js";
import { UserRepository, type User, type UserTypes } from "@joinery/generated/blog/models/user.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { InvalidArgument, type ModelTypes, type Repository } from "@joinery/runtime";
import { createTables } from "./create-tables.js";

class Users extends UserRepository {
  /** As the generated one, but for how an email is written. */
  override create = ((args) =>
    super.create({
      ...args,
      data: { ...args.data, email: args.data.email.toLowerCase() },
    })) as UserRepository["create"];

  findActive() {
    return this.findMany({ where: { isActive: true }, orderBy: { id: "asc" } });
  }

  /** Writes in another repository, too. */
  async welcome(id: number): Promise<User> {
    const user = await this.getById(id);
    await this.repository(PostRepository).create({ data: { title: "Welcome", content: "", authorId: id } });
    return user;
  }

  stranger() {
    return this.repository(Strangers);
  }

  nothing() {
    return this.repository(undefined as never);
  }
}

class Posts extends PostRepository {
  /** A unit of work in a session; written at once where there is none. */
  async write(authorId: number, title: string): Promise<Post> {
    const values = { title, content: "", authorId };
    return this.session?.add(new Post(values)) ?? this.create({ data: values });
  }

  users() {
    return this.repository(Users);
  }
}

/** Not given to the database. */
class Strangers extends UserRepository {}

const openBlog = (url: string) => connect(url, { repositories: { users: Users, posts: Posts } });
type Blog = ReturnType<typeof openBlog>;

/** Of any model: the first rows, and the first of them again by its key. */
async function firstTwice<T extends ModelTypes & { entity: { id: T["key"] } }>(repository: Repository<T>) {
  const [first] = await repository.getAll({ limit: 1 });
  const { id } = first as unknown as T["entity"];
  return [first, await repository.getById(id)];
}

onEveryDialect((fixture) => {
  let db: Blog;
  let serial = 0;
  const signUp = (from: Pick<Blog, "users"> = db) =>
    from.users.create({ data: { email: `READER${++serial}@example.com`, hashedPassword: "x" } });
  const failed = new Error("no");

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = openBlog(fixture.url);
  });
  afterAll(() => db.dispose());

  describe("repositories of one's own", () => {
    it("stand in the place of the generated ones, in whatever has them", async () => {
      const places: Blog[] = [db, db.detached];
      await db.transaction(async (tx) => {
        places.push(tx, tx.detached);
        await tx.transaction(async (inner) => void places.push(inner));
      });
      await db.session(async (session) => {
        places.push(session);
        await session.transaction(async (part) => void places.push(part));
      });
      await using session = db.openSession();
      places.push(session);
      for (const { users, posts } of places) {
        expect([users, posts]).toEqual([expect.any(Users), expect.any(Posts)]);
        expect(posts.users()).toBe(users);
      }
      expect(new Set(places.map(({ users }) => users)).size).toBe(places.length - 2);
    });

    it("can override what is there", async () => {
      const { id } = await signUp();
      expect(await db.users.getById(id)).toMatchObject({ email: `reader${serial}@example.com` });
    });

    it("join the transaction that they are called in", async () => {
      const { id } = await signUp();
      const undone = db.transaction(async () => {
        await db.users.welcome(id);
        expect(await db.posts.count({ where: { authorId: id } })).toBe(1);
        expect(await db.detached.posts.count({ where: { authorId: id } })).toBe(0);
        throw failed;
      });
      await expect(undone).rejects.toBe(failed);
      expect(await db.posts.count({ where: { authorId: id } })).toBe(0);
      await db.transaction((tx) => tx.users.welcome(id));
      expect(await db.posts.count({ where: { authorId: id } })).toBe(1);
    });

    it("give the objects of their session, which are written at its end", async () => {
      const { id } = await signUp();
      await db.session(async (session) => {
        const user = await session.users.welcome(id);
        expect((await session.users.findActive()).find((each) => each.id === id)).toBe(user);
        const [post] = await session.posts.findMany({ where: { authorId: id }, include: { author: true } });
        expect(post!.author).toBe(user);
        const added = await session.posts.write(id, "Added");
        expect(session.contains(added)).toBe(true);
        expect(await session.posts.count({ where: { title: "Added", authorId: id } })).toBe(0);
        user.fullName = "Changed";
      });
      const changed = await db.users.getById(id, { include: { posts: { orderBy: { title: "asc" } } } });
      expect(changed).toMatchObject({ fullName: "Changed", posts: [{ title: "Added" }, { title: "Welcome" }] });
    });

    it("leave nothing behind where their session fails", async () => {
      let made: User | undefined;
      const undone = db.session(async (session) => {
        made = await signUp(session);
        await session.posts.write(made.id, "Lost");
        await session.flush();
        expect(await session.posts.count({ where: { title: "Lost" } })).toBe(1);
        throw failed;
      });
      await expect(undone).rejects.toBe(failed);
      expect(await db.users.findUnique({ where: { id: made!.id } })).toBeNull();
      expect(await db.posts.count({ where: { title: "Lost" } })).toBe(0);
    });

    it("write at once where there is no session", async () => {
      const { id } = await signUp();
      const post = await db.posts.write(id, "Now");
      expect(await db.posts.getById(post.id)).toMatchObject({ title: "Now", authorId: id });
    });

    it("find no class that the database was not given", () => {
      expect(() => db.users.stranger()).toThrow(InvalidArgument);
      expect(() => db.users.stranger()).toThrow(/no repository of this class.*connect/);
      expect(() => db.users.nothing()).toThrow(InvalidArgument);
    });
  });

  it("can be used without knowing the model", async () => {
    const { id } = await signUp();
    await db.users.welcome(id);
    for (const repository of [db.users, db.posts] as Repository<UserTypes>[]) {
      const [first, again] = await firstTwice(repository);
      expect(first).toEqual(again);
    }
    await db.session(async (session) => {
      const [first, again] = await firstTwice<UserTypes>(session.users);
      expect(first).toBe(again);
    });
  });

  it("creates, reads, changes and deletes by the methods that every repository has", async () => {
    const tag = await db.tags.create({ data: { name: "new" } });
    expect(await db.tags.getById(tag.id)).toEqual(tag);
    expect(await db.tags.getAll({ skip: 0, limit: 10 })).toEqual([tag]);
    expect(await db.tags.update({ where: { id: tag.id }, data: { name: "old" } })).toMatchObject({ name: "old" });
    expect(await db.tags.delete({ where: { id: tag.id } })).toMatchObject({ name: "old" });
    await expect(db.tags.getById(tag.id)).rejects.toMatchObject({ code: "query/record-not-found" });
  });
});
