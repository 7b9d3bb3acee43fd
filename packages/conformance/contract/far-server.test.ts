import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";
import { openFarServer, type FarServer } from "./open-far-server.js";

const ids = Array.from({ length: 60 }, (_, index) => index + 1);
const trip = 4;

onEveryDialect((fixture) => {
  if (fixture.dialect !== "postgresql") {
    it("has no trips", async () => {
      await createTables(fixture.url, schema);
      await using db = connect(fixture.url);
      await db.users.findMany({ limit: 1 });
      const { steps } = db.users.findMany({ limit: 9, include: { posts: true } }).plan();
      expect(steps[0]!.steps[0]!.strategy).toBe("batch");
    });
    return;
  }

  let near: Database;
  let server: FarServer;
  let far: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    near = connect(fixture.url);
    await near.users.createMany({ data: ids.map((id) => ({ id, email: `${id}@example.com`, hashedPassword: "x" })) });
    const posts = [...ids, ...ids, ...ids].map((authorId, index) => ({ id: index + 1, authorId }));
    await near.posts.createMany({
      data: posts.map((post) => ({ ...post, title: `${post.id}`, content: `${post.id % 2}` })),
    });
    const comments = [...posts, ...posts, ...posts, ...posts].map(({ id }, index) => ({
      id: index + 1,
      postId: id,
      text: "…",
    }));
    await near.comments.createMany({ data: comments });
    server = await openFarServer(fixture.url, trip);
    far = connect(server.url);
    // The quickest of many answers tells the way, also on a busy machine.
    for (let run = 0; run < 40; run++) await Promise.all([near.users.count(), far.users.count()]);
  });
  afterAll(async () => {
    await far.dispose();
    await server.close();
    await near.dispose();
  });

  const page = (db: Database, limit = 5) =>
    db.users.findMany({ orderBy: { id: "asc" }, limit, include: { posts: { orderBy: { content: "desc" } } } });
  const all = (db: Database) =>
    db.users.findMany({ orderBy: { id: "asc" }, include: { posts: { include: { comments: true } } } });
  const one = (db: Database) => db.users.getById(7, { include: { posts: { include: { comments: true } } } });
  const listOf = (query: { plan(): ReturnType<ReturnType<typeof page>["plan"]> }) => query.plan().steps[0]!.steps[0]!;

  it("begins with one trip for a page", async () => {
    expect(listOf(page(near)).strategy).toBe("batch");
    const planned = listOf(page(far));
    expect(planned.strategy).toBe("json");
    expect(planned.reason).toMatch(/^not many parents, and a trip to the database takes \d+\.\d ms$/);
    const { result, statements } = await countStatements(far, () => page(far));
    expect(statements).toBe(1);
    expect(result).toEqual(await page(near));
  });

  it("takes more rows into one trip than a server nearby, lists in lists among them", async () => {
    for (let run = 0; run < 5; run++) {
      for (const db of [near, far]) expect(await all(db)).toHaveLength(ids.length);
    }
    // Each of the sixty has three posts, and each of those four comments: 900 rows, more than are quicker as JSON where there is no way to go.
    expect(listOf(all(near)).strategy).toBe("batch");
    const planned = listOf(all(far));
    expect(planned).toMatchObject({ strategy: "json", steps: [{ strategy: "json" }] });
    expect(planned.reason).toMatch(
      /^about 900 rows expected \(15 a parent, seen in 5 earlier runs\): up to \d+, JSON in their parents' statement is quicker, for a trip to the database takes \d+\.\d ms$/,
    );
    const { result, statements } = await countStatements(far, () => all(far));
    expect(statements).toBe(1);
    expect(result).toEqual(await all(near));
  });

  it("saves the trips below a row by its key, and no others", async () => {
    expect(listOf(far.users.getById(7, { include: { posts: true } })).strategy).toBe("batch");
    expect(listOf(one(far)).strategy).toBe("json");
    const { result, statements } = await countStatements(far, () => one(far));
    expect(statements).toBe(1);
    expect(result).toEqual(await one(near));
  });
});
