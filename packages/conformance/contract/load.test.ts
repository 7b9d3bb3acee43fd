import { format, inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { onEveryDialect } from "@joinery/conformance";
import { InvalidArgument, RelationNotLoadedError, TransactionEnded } from "@joinery/runtime";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { Post } from "@joinery/generated/blog/models/post.js";
import { User } from "@joinery/generated/blog/models/user.js";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

const users = 100;
const byId = { orderBy: { id: "asc" } } as const;

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    await db.users.createMany({
      data: numbers(users).map((id) => ({
        id,
        email: `user${id}@example.com`,
        hashedPassword: "x",
        managerId: id === 1 ? null : Math.floor(id / 2),
      })),
    });
    await db.posts.createMany({
      data: numbers(users * 2).map((id) => ({
        id,
        title: `post ${id}`,
        content: "…",
        // The last user has no posts.
        authorId: (id % (users - 1)) + 1,
      })),
    });
    await db.comments.createMany({
      data: numbers(users * 6).map((id) => ({ id, text: `comment ${id}`, postId: (id % (users * 2)) + 1 })),
    });
  });
  afterAll(() => db.dispose());

  it.each([1, users])("loads for all siblings by one statement, one after the other (of %d)", async (limit) => {
    const found = await db.users.findMany({ ...byId, limit });
    const { statements } = await countStatements(db, async () => {
      for (const user of found) {
        const { posts } = await user.load({ posts: byId });
        for (const post of posts) await post.load({ comments: byId });
      }
    });
    expect(statements).toBe(2);
    const expected = await db.users.findMany({
      ...byId,
      limit,
      include: { posts: { ...byId, include: { comments: byId } } },
    });
    expect(found).toEqual(expected);
  });

  it("loads for all siblings by one statement, all at once", async () => {
    const found = await db.users.findMany(byId);
    const { statements, result } = await countStatements(db, () =>
      Promise.all(found.map((user) => user.load({ posts: true, manager: true }))),
    );
    expect(statements).toBe(2);
    expect(result).toEqual(found);
    expect(result[0]).toBe(found[0]);
    expect(result[0]!.posts[0]).toBeInstanceOf(Post);
    expect(result[1]!.manager).toBeInstanceOf(User);
    expect(result[0]!.manager).toBeNull();
    expect(result[users - 1]!.posts).toEqual([]);
  });

  it("is typed by what it loads", async () => {
    const user = await db.users.getById(2);
    const loaded = await user.load({ posts: { include: { comments: true } }, manager: true });
    const texts: string[] = loaded.posts.flatMap((post) => post.comments.map((comment) => comment.text));
    expect(texts).toHaveLength(9);
    const email: string | undefined = loaded.manager?.email;
    expect(email).toBe("user1@example.com");
    // @ts-expect-error -- nothing has loaded it
    expect(() => loaded.comments).toThrow(RelationNotLoadedError);
    // @ts-expect-error -- there is no such relation
    await expect(loaded.load({ postz: true })).rejects.toThrow('Did you mean "posts"?');
    // @ts-expect-error -- nor such a field
    await expect(loaded.load({ posts: { where: { titel: "x" } } })).rejects.toThrow(
      'posts.where.titel: Post has no "titel". Did you mean "title"?',
    );
  });

  it("loads again only by other arguments", async () => {
    const found = await db.users.findMany({ ...byId, include: { posts: byId } });
    const [first, second] = found as [User & { posts: Post[] }, User & { posts: Post[] }];
    const count = async (work: () => PromiseLike<unknown>) => (await countStatements(db, work)).statements;
    expect(await count(() => first.load({ posts: byId }))).toBe(0);
    const all = first.posts;
    expect(await count(() => first.load({ posts: { ...byId, limit: 1 } }))).toBe(1);
    expect(first.posts).toHaveLength(1);
    expect(second.posts).toHaveLength(3);
    expect(await count(() => second.load({ posts: { ...byId, limit: 1 } }))).toBe(0);
    expect(second.posts).toHaveLength(1);
    expect(await count(() => second.load({ posts: { ...byId, limit: 9 } }))).toBe(1);
    expect(await count(() => first.load({ posts: { ...byId, limit: 9 } }))).toBe(0);
    expect(first.posts).toEqual(all);
  });

  it("names the calls that would have loaded what is touched", async () => {
    const messageOf = (touch: () => unknown) => {
      try {
        touch();
      } catch (error) {
        return (error as Error).message;
      }
      throw new Error("It was loaded");
    };
    const [user] = await db.users.findMany({ limit: 1, include: { posts: true } });
    const post = user!.posts[0] as Post & { comments: unknown };
    expect(messageOf(() => post.comments)).toBe(
      '"comments" of this Post was not loaded. Load it with the rows: db.users.findMany({ include: { posts: { include: { ' +
        "comments: true } } } }); or now, for all that came together: await post.load({ comments: true }).",
    );
    const named = (await db.users.getByEmail("user1@example.com")) as User & { posts: unknown };
    expect(messageOf(() => named.posts)).toContain("db.users.findUnique({ …, include: { posts: true } })");
    const { posts } = await db.users.getById(2).then((each) => each.load({ posts: true }));
    expect(messageOf(() => (posts[0] as Post & { author: unknown }).author)).toContain(
      "user.load({ posts: { include: { author: true } } })",
    );
  });

  it("throws only when it is touched: not when it is shown, copied, compared", async () => {
    const [first, second] = await db.users.findMany({ ...byId, limit: 2 });
    expect(inspect(first, { showHidden: true, getters: true })).toContain("user1@example.com");
    expect(format("%o", first)).toContain("user1@example.com");
    expect(JSON.parse(JSON.stringify(first)) as unknown).not.toHaveProperty("posts");
    expect(structuredClone(first)).toMatchObject({ id: 1 });
    expect(Object.entries(first!)).toEqual(Object.entries(structuredClone(first)!));
    expect(first).toEqual(structuredClone(first));
    expect(first).not.toEqual(second);
    expect(() => expect(first).toEqual(second)).toThrow("user2@example.com");
    expect(() => expect({ first }).toStrictEqual({ first: second })).toThrow("user2@example.com");
    expect(() => expect(first).toMatchObject({ id: 2 })).toThrow("toMatchObject");
  });

  it("takes no filter for another, though both calls have one plan", async () => {
    const reports = (isActive: boolean) => ({ reports: { where: { isActive } } });
    const [first] = await db.users.findMany({ ...byId, limit: 1, include: reports(true) });
    const [second] = await db.users.findMany({ ...byId, limit: 1, include: reports(false) });
    expect([first!.reports.length, second!.reports.length]).toEqual([2, 0]);
    expect((await second!.load(reports(true))).reports).toHaveLength(2);
    expect((await second!.load(reports(false))).reports).toHaveLength(0);
    expect((await first!.load(reports(false))).reports).toHaveLength(0);
  });

  it("leaves rows to the collector that the program has dropped, with all that was loaded for them", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const read = async () => {
      const found = await db.users.findMany({ ...byId, limit: 10 });
      const loaded = await Promise.all(found.map((user) => user.load({ posts: { limit: 2 } })));
      return loaded.flatMap((user) => [user, ...user.posts]).map((row) => new WeakRef(row));
    };
    const references = await read();
    // Rounds, and not a time: a reference lives at least until the job is done that made it.
    for (let round = 0; round < 20 && references.some((each) => each.deref() !== undefined); round++) {
      await new Promise(setImmediate);
      collect();
    }
    expect(references.filter((each) => each.deref() !== undefined)).toHaveLength(0);
  });

  it("refuses a row that was not read", async () => {
    const user = new User({ email: "new@example.com", hashedPassword: "x" });
    const refused: unknown = await user.load({ posts: true }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidArgument);
    expect((refused as Error).message).toMatch(/This User was not read .* Insert it with create/);
  });

  it("loads in the transaction, after it outside, and never after it was rolled back", async () => {
    const [first, second] = await db.transaction(async (transaction) => {
      const found = await transaction.users.findMany({ ...byId, limit: 2 });
      await transaction.posts.create({ data: { id: 1000, title: "new", content: "…", authorId: 1 } });
      const loaded = await found[0]!.load({ posts: { where: { title: "new" } } });
      expect(loaded.posts).toHaveLength(1);
      return found;
    });
    expect((await second!.load({ manager: true })).manager).toMatchObject({ id: 1 });
    expect((await first!.load({ posts: { where: { title: { equals: "new" } } } })).posts).toHaveLength(1);
    let kept: User | undefined;
    await expect(
      db.transaction(async (transaction) => {
        kept = await transaction.users.getById(1);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await expect(kept!.load({ posts: true })).rejects.toThrow(TransactionEnded);
    await db.posts.deleteMany({ where: { title: "new" } });
  });
});
