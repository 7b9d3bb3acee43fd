import { onEveryDialect } from "@joinery/conformance";
import { createClient, JoineryError, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { compileModels, createTables } from "./create-tables.js";

const schema = compileModels(`
model Author {
  id    Int    @id
  name  String
  posts Post[]
}

model Post {
  id     Int     @id
  title  String
  author Author? @relation(onDelete: SetNull)
  tags   Tag[]
}

model Tag {
  id    Int    @id
  posts Post[]
}
`);

interface Rows {
  createMany(args: object): Query<number>;
  update(args: object): Query<object>;
  findMany(args: object): Query<object[]>;
  deleteMany(args: object): Query<number>;
}
type Blog = Client & Readonly<Record<"authors" | "posts" | "tags", Rows>>;

const authors = [1, 2];
const picks = fc.array(fc.nat(), { maxLength: 2 });

/** What a call is made of: what is picked of what is there, and now and then of what is not. */
const draft = fc.record({
  author: fc.constantFrom(...authors),
  create: fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), { maxLength: 3 }),
  connect: picks,
  disconnect: picks,
  set: fc.option(picks, { nil: undefined, freq: 2 }),
  update: picks,
  updateTags: fc.option(picks, { nil: undefined }),
  delete: picks,
  mistake: fc.constantFrom(
    ...Array.from({ length: 9 }, () => undefined),
    "connect",
    "set",
    "update",
    "delete",
    "create",
  ),
});
type Draft = typeof draft extends fc.Arbitrary<infer Value> ? Value : never;

/** One call: what is said of the posts of an author, and of their tags. */
interface Call {
  readonly author: number;
  readonly create: readonly { readonly id: number; readonly tags: readonly number[] }[];
  readonly connect: readonly number[];
  readonly disconnect: readonly number[];
  readonly set: readonly number[] | undefined;
  readonly update: readonly { readonly id: number; readonly tags: readonly number[] | undefined }[];
  readonly delete: readonly number[];
}

const missing = 4711;

function makeCall(made: Draft, serial: number, { posts, tags }: World): Call {
  const { author, mistake } = made;
  const pick = (seeds: readonly number[], list: readonly number[], verb?: string) => [
    ...new Set([
      ...(list.length === 0 ? [] : seeds.map((seed) => list[seed % list.length]!)),
      ...(verb === mistake && verb ? [missing] : []),
    ]),
  ];
  const all = [...posts.keys()];
  const own = all.filter((post) => posts.get(post)!.author === author);
  const update = pick(made.update, own, "update");
  const updateTags = made.updateTags && pick(made.updateTags, [...tags]);
  const taken = mistake === "create" ? all.slice(0, 1) : [];
  return {
    author,
    create: made.create.map((wanted, place) => ({
      id: taken[place] ?? serial * 10 + place,
      tags: [...new Set(wanted)],
    })),
    connect: pick(made.connect, all, "connect"),
    disconnect: pick(made.disconnect, all),
    set: made.set && pick(made.set, all, "set"),
    update: update.map((post) => ({ id: post, tags: updateTags })),
    // What is changed below a row that goes would hold on to it.
    delete: pick(made.delete, own, "delete").filter((post) => !update.includes(post)),
  };
}

interface World {
  readonly posts: Map<number, { title: string; author: number | null; readonly tags: Set<number> }>;
  readonly tags: Set<number>;
}

const argumentsOf = (made: Call, serial: number) => ({
  where: { id: made.author },
  data: {
    posts: {
      create: made.create.map(({ id: post, tags }) => ({
        id: post,
        title: `new ${serial}`,
        tags: { connectOrCreate: tags.map((tag) => ({ where: { id: tag }, create: { id: tag } })) },
      })),
      connect: made.connect.map((post) => ({ id: post })),
      disconnect: made.disconnect.map((post) => ({ id: post })),
      ...(made.set && { set: made.set.map((post) => ({ id: post })) }),
      update: made.update.map(({ id: post, tags }) => ({
        where: { id: post },
        data: { title: `changed ${serial}`, ...(tags && { tags: { set: tags.map((tag) => ({ id: tag })) } }) },
      })),
      delete: made.delete.map((post) => ({ id: post })),
    },
  },
});

/** The same without a database, one row after the other; undefined where it must fail as a whole. */
function apply(made: Call, serial: number, before: World): World | undefined {
  const posts = new Map([...before.posts].map(([key, post]) => [key, { ...post, tags: new Set(post.tags) }]));
  const tags = new Set(before.tags);
  const isOwn = (post: number) => before.posts.get(post)?.author === made.author;
  const named = [...made.connect, ...(made.set ?? [])];
  if (!named.every((post) => before.posts.has(post))) return undefined;
  if (![...made.update.map((each) => each.id), ...made.delete].every(isOwn)) return undefined;
  if (new Set(made.update.map((each) => each.id)).size < made.update.length) return undefined;
  if (made.set) for (const [key, post] of posts) if (isOwn(key) && !named.includes(key)) post.author = null;
  for (const post of made.disconnect) if (isOwn(post)) posts.get(post)!.author = null;
  for (const post of made.delete) posts.delete(post);
  for (const { id: post, tags: wanted } of made.update) {
    const row = posts.get(post)!;
    row.title = `changed ${serial}`;
    if (wanted === undefined) continue;
    if (!wanted.every((tag) => tags.has(tag))) return undefined;
    row.tags.clear();
    for (const tag of wanted) row.tags.add(tag);
  }
  for (const { id: post, tags: wanted } of made.create) {
    if (posts.has(post)) return undefined;
    posts.set(post, { title: `new ${serial}`, author: made.author, tags: new Set(wanted) });
    for (const tag of wanted) tags.add(tag);
  }
  for (const post of named) {
    // It was there when it was named; what was deleted meanwhile is not tied any more.
    const row = made.delete.includes(post) ? undefined : posts.get(post);
    if (row !== undefined) row.author = made.author;
  }
  return { posts, tags };
}

onEveryDialect((fixture) => {
  let db: Blog;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Blog>({ url: fixture.url, schema, models: {} });
    await db.authors.createMany({ data: authors.map((author) => ({ id: author, name: "x" })) });
  });
  afterAll(() => db.dispose());

  const readWorld = async (): Promise<object> => {
    const posts = await db.posts.findMany({ orderBy: { id: "asc" }, include: { tags: { orderBy: { id: "asc" } } } });
    const tags = await db.tags.findMany({ orderBy: { id: "asc" } });
    return JSON.parse(JSON.stringify({ posts, tags })) as object;
  };

  const printWorld = ({ posts, tags }: World): object => ({
    posts: [...posts]
      .sort(([a], [b]) => a - b)
      .map(([key, post]) => ({
        id: key,
        title: post.title,
        authorId: post.author,
        tags: [...post.tags].sort((a, b) => a - b).map((tag) => ({ id: tag })),
      })),
    tags: [...tags].sort((a, b) => a - b).map((tag) => ({ id: tag })),
  });

  test("leave what the same leaves that is done row by row, or nothing at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(draft, { minLength: 1, maxLength: 8 }), async (drafts) => {
        await db.posts.deleteMany({ all: true });
        await db.tags.deleteMany({ all: true });
        let world: World = { posts: new Map(), tags: new Set() };
        for (const [serial, each] of drafts.entries()) {
          const made = makeCall(each, serial, world);
          const failure = await db.authors.update(argumentsOf(made, serial)).then(
            () => undefined,
            (error: unknown) => error,
          );
          const after = apply(made, serial, world);
          if (after === undefined) expect(failure).toBeInstanceOf(JoineryError);
          else expect(failure).toBeUndefined();
          world = after ?? world;
          expect(await readWorld()).toEqual(printWorld(world));
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 40_000 },
    );
  });
});
