import { onEveryDialect } from "@joinery/conformance";
import { createClient, RecordNotFound, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

/** Every kind of relation, each once: with keys that the database, the client and the caller make, of one field and of two. */
const schema = compileModels(`
model User {
  id       Int      @id @default(autoincrement())
  email    String   @unique
  name     String?
  profile  Profile?
  badge    Badge?
  posts    Post[]   @relation(inverse: author)
  reviews  Post[]   @relation(inverse: reviewer)
  manager  User?    @relation(onDelete: SetNull)
  reports  User[]   @relation(inverse: manager)
  skills   Skill[]  @through(Mastery)
}

model Profile {
  user User   @id @relation(onDelete: Cascade)
  bio  String
}

model Badge {
  id     Uuid   @id @default(uuid())
  code   String @unique
  holder User?  @unique @relation(onDelete: SetNull)
}

model Post {
  id       Int       @id @default(autoincrement())
  title    String    @unique
  views    Int       @default(0)
  author   User      @relation(onDelete: Cascade)
  reviewer User?     @relation(onDelete: SetNull)
  tags     Tag[]
  comments Comment[]
}

model Comment {
  id      BigInt    @id @default(autoincrement())
  text    String
  post    Post      @relation(onDelete: Cascade)
  parent  Comment?  @relation(onDelete: Cascade)
  replies Comment[]
}

model Tag {
  id    Uuid   @id @default(uuid())
  name  String @unique
  posts Post[]
}

model Skill {
  name  String @id
  users User[] @through(Mastery)
}

model Mastery {
  user  User   @relation(onDelete: Cascade)
  skill Skill
  level Int    @default(1)
  @@id([user, skill])
}

model Room {
  building String
  number   Int
  doors    Door[]
  @@id([building, number])
}

model Door {
  id   Int   @id
  room Room? @relation(onDelete: SetNull)
}

model Like {
  id      Int         @id @default(autoincrement())
  subject Post | Room
}
`);

interface Rows {
  create(args: object): Query<Record<string, never>>;
  createMany(args: object): Query<number>;
  update(args: object): Query<Record<string, never>>;
  findMany(args?: object): Query<Record<string, never>[]>;
  findUnique(args: object): Query<Record<string, never> | null>;
  count(args?: object): Query<number>;
  deleteMany(args: object): Query<number>;
}

const names = [
  "users",
  "profiles",
  "badges",
  "posts",
  "comments",
  "tags",
  "skills",
  "masteries",
  "rooms",
  "doors",
  "likes",
] as const;
type World = Client & Readonly<Record<(typeof names)[number], Rows>>;

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

onEveryDialect((fixture) => {
  let db: World;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<World>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());
  beforeEach(async () => {
    for (const name of [
      "likes",
      "doors",
      "rooms",
      "masteries",
      "skills",
      "tags",
      "posts",
      "badges",
      "users",
    ] as const) {
      await db[name].deleteMany({ all: true });
    }
  });

  describe("create", () => {
    test("writes whatever a row depends on, the row, and what depends on it", async () => {
      const post = await db.posts.create({
        data: {
          title: "Notes",
          author: { create: { email: "ada", profile: { create: { bio: "…" } }, badge: { create: { code: "A1" } } } },
          reviewer: { connectOrCreate: { where: { email: "bob" }, create: { email: "bob" } } },
          tags: { create: [{ name: "sql" }, { name: "ts" }] },
          comments: {
            create: [{ text: "one", replies: { create: [{ text: "two", post: { connect: { title: "Notes" } } }] } }],
          },
        },
        include: {
          author: { include: { profile: true, badge: true } },
          reviewer: true,
          tags: { orderBy: { name: "asc" } },
          comments: { orderBy: { id: "asc" }, include: { replies: true } },
        },
      });
      expect(post).toMatchObject({
        title: "Notes",
        author: { email: "ada", profile: { bio: "…" }, badge: { code: "A1" } },
        reviewer: { email: "bob" },
        tags: [{ name: "sql" }, { name: "ts" }],
        comments: [{ text: "one", replies: [{ text: "two" }] }, { text: "two" }],
      });
    });

    test.each([1, 100])("sends as many statements for %d children", async (count) => {
      await db.tags.createMany({ data: range(count).map((n) => ({ name: `old ${n}` })) });
      const data = {
        email: "ada",
        posts: {
          create: range(count).map((n) => ({
            title: `post ${n}`,
            tags: { create: { name: `tag ${n}` }, connect: { name: `old ${n}` } },
            comments: { create: range(3).map((c) => ({ text: `${n}.${c}` })) },
          })),
        },
      };
      const include = {
        posts: { orderBy: { id: "asc" }, include: { tags: true, comments: { orderBy: { id: "asc" } } } },
      };
      const { result, statements } = await countStatements(db, () => db.users.create({ data, include }));
      // The user, posts, found tags, new tags, links and comments; then the user, posts, tags and comments. Chunks are more, and small.
      expect(statements).toBe(fixture.pick({ postgresql: 10, sqlite: count === 1 ? 11 : 13 }));
      const posts = (result as unknown as { posts: { title: string; tags: object[]; comments: { text: string }[] }[] })
        .posts;
      expect(posts.map(({ title }) => title)).toEqual(range(count).map((n) => `post ${n}`));
      expect(posts.every(({ tags }) => tags.length === 2)).toBe(true);
      expect(posts.flatMap(({ comments }) => comments.map(({ text }) => text))).toEqual(
        range(count).flatMap((n) => range(3).map((c) => `${n}.${c}`)),
      );
    });
  });

  test("says what is not there, with its path, and writes nothing", async () => {
    const failure = await db.users
      .create({
        data: { email: "ada", skills: { create: { name: "sql" }, connect: [{ name: "sql" }, { name: "no" }] } },
      })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecordNotFound);
    expect(failure).toMatchObject({ model: "Skill", path: "data.skills.connect[0]" });
    expect(await db.users.count()).toBe(0);
  });

  test("refuses every mistake before anything is sent", async () => {
    const refusal = await refusalOf(db, () =>
      db.users.create({ data: { email: "ada", posts: { create: [{ title: "a" }, { titel: "b" }] } } }),
    );
    expect(refusal).toMatchObject({ path: "data.posts.create[1].titel", suggestion: "title" });
  });
});
