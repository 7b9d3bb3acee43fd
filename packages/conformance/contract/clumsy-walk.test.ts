import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

/** A graph of five levels below its roots: managers of managers, their posts, the comments on those, and who wrote them. */
const roots = 5;
const fan = 3;

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    const reports = roots * fan;
    const people = roots + reports + reports * fan;
    await db.users.createMany({
      data: numbers(people).map((id) => ({
        id,
        email: `user${id}@example.com`,
        hashedPassword: "x",
        managerId: id <= roots ? null : Math.ceil((id - roots) / fan),
      })),
    });
    const posts = people * fan;
    await db.posts.createMany({
      data: numbers(posts).map((id) => ({ id, title: `${id}`, content: "…", authorId: Math.ceil(id / fan) })),
    });
    await db.comments.createMany({
      data: numbers(posts * fan).map((id) => ({
        id,
        text: `${id}`,
        postId: Math.ceil(id / fan),
        authorId: (id % people) + 1,
      })),
    });
  });
  afterAll(() => db.dispose());

  it.each([1, roots])(
    "sends a statement for each level of nested loops that load one by one (from %d)",
    async (limit) => {
      const met: string[] = [];
      const { statements } = await countStatements(db, async () => {
        const users = await db.users.findMany({ where: { managerId: null }, orderBy: { id: "asc" }, limit });
        for (const user of users) {
          await user.load({ reports: true });
          for (const report of (await user.load({ reports: true })).reports) {
            for (const worker of (await report.load({ reports: true })).reports) {
              for (const post of (await worker.load({ posts: true })).posts) {
                for (const comment of (await post.load({ comments: true })).comments) {
                  const { author } = await comment.load({ author: true });
                  met.push(author!.email);
                }
              }
            }
          }
        }
      });
      expect(met).toHaveLength(limit * fan ** 4);
      expect(statements).toBe(6);
    },
  );

  it.each([1, roots])("sends a statement for each level of calls by key, all at once (from %d)", async (limit) => {
    const walk = async (id: number): Promise<string[]> => {
      const user = await db.users.findUniqueOrThrow({ where: { id } });
      const { reports } = await user.load({ reports: true });
      const emails = await Promise.all(
        reports.map(async (report) => {
          const { posts } = await db.users.getById(report.id, { include: { posts: true } });
          const comments = await Promise.all(posts.map((post) => post.load({ comments: true })));
          const all = comments.flatMap((post) => post.comments);
          return await Promise.all(all.map(async (each) => (await db.users.getById(each.authorId!)).email));
        }),
      );
      return emails.flat();
    };
    const ids = Array.from({ length: limit }, (_, index) => index + 1);
    const { statements, result } = await countStatements(db, () => Promise.all(ids.map(walk)));
    expect(result.flat()).toHaveLength(limit * fan ** 3);
    // The rows by key, those below them, two for what each includes, and so on down.
    expect(statements).toBe(6);
  });
});
