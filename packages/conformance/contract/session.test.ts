import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { Comment } from "@joinery/generated/blog/models/comment.js";
import { Post } from "@joinery/generated/blog/models/post.js";
import { Tag } from "@joinery/generated/blog/models/tag.js";
import { User } from "@joinery/generated/blog/models/user.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

onEveryDialect((fixture) => {
  let db: Database;
  let serial = 0;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
  });
  afterAll(() => db.dispose());

  const ada = async (posts = 2) => {
    const user = await db.users.create({ data: { email: `ada${++serial}@example.com`, hashedPassword: "secret" } });
    await db.posts.createMany({
      data: Array.from({ length: posts }, (_, row) => ({ title: `Post ${row}`, content: "…", authorId: user.id })),
    });
    return user.id;
  };

  it("writes what was changed and added", async () => {
    const id = await ada();
    const { statements } = await countStatements(db, () =>
      db.session(async (session) => {
        const user = await session.users.getById(id, { include: { posts: true } });
        user.fullName = "Ada Lovelace";
        user.posts.push(new Post({ title: "Notes", content: "…" }), new Post({ title: "Numbers", content: "…" }));
        user.posts[0]!.title = "First";
      }),
    );
    // Two to read; one for each table that changes, and one for the new rows.
    expect(statements).toBe(5);
    const { fullName, posts } = await db.users.getById(id, { include: { posts: { orderBy: { title: "asc" } } } });
    expect(fullName).toBe("Ada Lovelace");
    expect(posts.map(({ title }) => title)).toEqual(["First", "Notes", "Numbers", "Post 1"]);
  });

  it("sends nothing where nothing was changed", async () => {
    const id = await ada();
    const { statements } = await countStatements(db, () =>
      db.session(async (session) => {
        const user = await session.users.getById(id, { include: { posts: true } });
        user.fullName = "Ada";
        user.fullName = null;
        user.settings = { emails: true, theme: "light" };
        user.posts.push(user.posts.shift()!);
      }),
    );
    expect(statements).toBe(2);
  });

  it("gives one object for one row, across queries, includes and late loads", async () => {
    const id = await ada();
    await db.session(async (session) => {
      const user = await session.users.getById(id);
      const again = await session.users.findFirstOrThrow({ where: { id } });
      expect(again).toBe(user);
      const [post] = await session.posts.findMany({ where: { authorId: id }, include: { author: true } });
      expect(post!.author).toBe(user);
      const { posts } = await user.load({ posts: true });
      expect(posts.find((each) => each.id === post!.id)).toBe(post);
      expect((await session.users.getByEmail(user.email)) as User).toBe(user);
    });
  });

  it("reads back what the database makes, and knows new objects by it", async () => {
    const author = new User({ email: `new${++serial}@example.com`, hashedPassword: "secret" });
    const posts = ["A", "B"].map((title) => new Post({ title, content: "…", author }));
    const comment = new Comment({ text: "!", post: posts[1]!, author });
    await db.session(async (session) => {
      session.addAll([comment, posts[0]!]);
      const { statements } = await countStatements(db, () => session.flush());
      expect(statements).toBe(3);
      expect(await session.users.getById(author.id)).toBe(author);
      expect(await session.posts.getById(posts[0]!.id)).toBe(posts[0]);
    });
    expect(author).toMatchObject({ isActive: true, role: "READER", settings: { theme: "light", emails: true } });
    expect(author.createdAt).toBeInstanceOf(Date);
    expect(posts.map(({ authorId }) => authorId)).toEqual([author.id, author.id]);
    expect(comment).toMatchObject({ postId: posts[1]!.id, authorId: author.id, parentId: null });
    expect((await db.posts.findMany({ where: { authorId: author.id } })).length).toBe(2);
  });

  it("takes the objects that a new one is made with", async () => {
    const author = new User({ email: `made${++serial}@example.com`, hashedPassword: "secret" });
    const replies = [new Comment({ text: "?", author })];
    const post = new Post({ title: "A", content: "…", author, comments: [new Comment({ text: "!", replies })] });
    Object.assign(replies[0]!, { post });
    await db.session(async (session) => {
      session.add(post);
      const { statements } = await countStatements(db, () => session.flush());
      // One for each table, and one for the comment that needs the other's key.
      expect(statements).toBe(4);
    });
    const [read] = await db.posts.findMany({
      where: { authorId: author.id },
      include: { comments: { orderBy: { id: "asc" }, include: { replies: true } } },
    });
    expect(read!.comments.map(({ text }) => text)).toEqual(["!", "?"]);
    expect(read!.comments[0]!.replies).toMatchObject([{ text: "?", authorId: author.id, postId: post.id }]);
  });

  it("rolls back where anything throws, in the objects too", async () => {
    const id = await ada();
    const post = new Post({ title: "Lost", content: "…", authorId: id });
    const failure = db.session(async (session) => {
      session.add(post);
      await session.flush();
      expect(post.id).toBeGreaterThan(0);
      throw new Error("no");
    });
    await expect(failure).rejects.toThrow("no");
    expect(post.id).toBeUndefined();
    expect(await db.posts.count({ where: { title: "Lost" } })).toBe(0);
  });

  it("deletes by key, and ties and unties tags", async () => {
    const id = await ada(3);
    const tags = [1, 2].map(() => new Tag({ name: `tag ${++serial}` }));
    await db.session(async (session) => {
      const posts = await session.posts.findMany({
        where: { authorId: id },
        include: { tags: true },
        orderBy: { id: "asc" },
      });
      posts[0]!.tags.push(...tags);
      posts[1]!.tags.push(tags[0]!);
      session.delete(posts[2]!);
    });
    await db.session(async (session) => {
      const posts = await session.posts.findMany({
        where: { authorId: id },
        include: { tags: true },
        orderBy: { id: "asc" },
      });
      expect(posts.map((post) => post.tags.length)).toEqual([2, 1]);
      posts[0]!.tags = posts[0]!.tags.filter((tag) => tag.name !== tags[0]!.name);
      const { statements } = await countStatements(db, () => session.flush());
      expect(statements).toBe(1);
    });
    const names = await db.tags.findMany({
      where: { posts: { some: { authorId: id } } },
      orderBy: { id: "asc" },
      counts: { posts: true },
    } as object);
    expect(names).toMatchObject([{ name: tags[0]!.name }, { name: tags[1]!.name }]);
  });
});
