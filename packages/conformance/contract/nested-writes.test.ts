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

model Tour {
  name  String @id
  rooms Room[] @through(Stop)
}

model Stop {
  id   Uuid  @id @default(uuid())
  tour Tour? @relation(onDelete: Cascade)
  room Room? @relation(onDelete: Cascade)
}

model Room {
  tours    Tour[]   @through(Stop)
  building String
  number   Int
  doors    Door[]
  @@id([building, number])
}

model Door {
  id   Int   @id
  room Room? @relation(onDelete: SetNull, onUpdate: Cascade)
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
  "tours",
  "stops",
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
      "tours",
      "stops",
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

  describe("update", () => {
    const titlesOf = async (where: object) =>
      (await db.posts.findMany({ where, orderBy: { title: "asc" } })).map(({ title }) => title);

    beforeEach(async () => {
      await db.users.create({
        data: { id: 1, email: "ada", posts: { create: ["a", "b", "c"].map((title) => ({ title })) } },
      });
      await db.users.create({ data: { id: 2, email: "bob", posts: { create: { title: "d" } } } });
    });

    const update = (data: object, include?: object) =>
      db.users.update({ where: { id: 1 }, data, ...(include && { include }) });

    test("creates, connects, updates and deletes rows that belong to it", async () => {
      const { result, statements } = await countStatements(db, () =>
        update(
          {
            name: "Ada",
            posts: {
              create: { title: "e" },
              connect: { title: "d" },
              update: { where: { title: "a" }, data: { views: 7, tags: { create: { name: "x" } } } },
              updateMany: { where: { title: { in: ["b", "c"] } }, data: { views: 3 } },
              upsert: [
                { where: { title: "b" }, create: { title: "no" }, update: { views: 9 } },
                { where: { title: "f" }, create: { title: "f" }, update: { views: 1 } },
              ],
              delete: { title: "c" },
            },
          },
          { posts: { orderBy: { title: "asc" }, include: { tags: true } } },
        ),
      );
      expect(result).toMatchObject({
        name: "Ada",
        posts: [
          { title: "a", views: 7, tags: [{ name: "x" }] },
          { title: "b", views: 3 },
          { title: "d" },
          { title: "e" },
          { title: "f", views: 0 },
        ],
      });
      // It is found, changed and read with two levels; its posts are found twice, removed, changed with a tag and a link, found by a filter,
      // changed, inserted and tied.
      expect(statements).toBe(fixture.pick({ postgresql: 15, sqlite: 15 }));
    });

    test("unties, and leaves in a set what it names", async () => {
      await update({ reviews: { connect: [{ title: "a" }, { title: "b" }, { title: "d" }] } });
      await update({ reviews: { disconnect: [{ title: "a" }, { title: "c" }] } });
      expect(await titlesOf({ reviewerId: 1 })).toEqual(["b", "d"]);
      await update({ reviews: { set: [{ title: "d" }, { title: "c" }] } });
      expect(await titlesOf({ reviewerId: 1 })).toEqual(["c", "d"]);
      await update({ reviews: { set: [] } });
      expect(await titlesOf({ reviewerId: 1 })).toEqual([]);
      await update({ posts: { deleteMany: { title: { not: "a" } } } });
      expect(await titlesOf({})).toEqual(["a", "d"]);
    });

    test("links many to many, through a table of its own or one that is a model", async () => {
      const tags = async () =>
        (
          (await db.posts.findUnique({
            where: { title: "a" },
            include: { tags: { orderBy: { name: "asc" } } },
          })) as unknown as {
            tags: { name: string }[];
          }
        ).tags.map(({ name }) => name);
      const post = (data: object) => db.posts.update({ where: { title: "a" }, data });
      await post({
        tags: {
          create: [{ name: "x" }, { name: "y" }],
          connectOrCreate: { where: { name: "z" }, create: { name: "z" } },
        },
      });
      expect(await tags()).toEqual(["x", "y", "z"]);
      await post({
        tags: {
          connect: { name: "x" },
          disconnect: { name: "y" },
          update: { where: { name: "z" }, data: { name: "zz" } },
        },
      });
      expect(await tags()).toEqual(["x", "zz"]);
      await post({ tags: { set: [{ name: "y" }, { name: "x" }] } });
      expect(await tags()).toEqual(["x", "y"]);
      await post({
        tags: { delete: { name: "x" }, upsert: { where: { name: "zz" }, create: { name: "new" }, update: {} } },
      });
      expect(await tags()).toEqual(["new", "y"]);
      expect(await db.tags.count()).toBe(3);
      await post({ tags: { deleteMany: {} } });
      expect(await db.tags.count()).toBe(1);
      await update({ skills: { create: [{ name: "sql" }, { name: "ts" }] } });
      await update({ skills: { disconnect: { name: "sql" }, connect: { name: "ts" } } });
      expect(await db.masteries.findMany()).toMatchObject([{ userId: 1, skillName: "ts", level: 1 }]);
      await update({ skills: { delete: { name: "ts" } } });
      expect(await db.skills.count()).toBe(1);
    });

    test("writes a relation to one on either side", async () => {
      await update({ badge: { create: { code: "one" } }, profile: { create: { bio: "x" } } });
      await update({ badge: { create: { code: "two" } }, profile: { update: { bio: "y" } } });
      expect(await db.badges.findMany({ orderBy: { code: "asc" } })).toMatchObject([
        { holderId: null },
        { holderId: 1 },
      ]);
      expect(await db.profiles.findMany()).toMatchObject([{ bio: "y" }]);
      await update({
        badge: { connect: { code: "one" } },
        profile: { upsert: { create: { bio: "no" }, update: { bio: "z" } } },
      });
      expect(await db.badges.findMany({ orderBy: { code: "asc" } })).toMatchObject([
        { holderId: 1 },
        { holderId: null },
      ]);
      await update({ badge: { disconnect: true }, profile: { delete: true } });
      expect(await db.badges.count({ where: { holderId: null } })).toBe(2);
      expect(await db.profiles.count()).toBe(0);
      await update({ manager: { create: { email: "boss", manager: { connect: { id: 2 } } } } });
      const boss = await update({ manager: { update: { name: "B" } } }, { manager: true });
      expect(boss).toMatchObject({ manager: { email: "boss", name: "B", managerId: 2 } });
      await update({ manager: { upsert: { create: { email: "no" }, update: { name: "C" } } } });
      const gone = await update({ manager: { delete: true }, name: "free" }, { manager: true });
      expect(gone).toMatchObject({ manager: null, name: "free" });
      expect(await db.users.findMany({ orderBy: { id: "asc" } })).toMatchObject([{ id: 1 }, { id: 2 }]);
      expect(
        await update({ manager: { upsert: { create: { email: "new" }, update: {} } } }, { manager: true }),
      ).toMatchObject({
        manager: { email: "new" },
      });
    });

    test("fails where the row is not there, or what it names is not its own; then nothing is written", async () => {
      const call = (args: object) => Promise.resolve(db.users.update(args)).catch((error: unknown) => error);
      expect(await call({ where: { id: 3 }, data: { posts: { create: { title: "z" } } } })).toBeInstanceOf(
        RecordNotFound,
      );
      for (const verb of ["update", "delete"]) {
        const said = verb === "update" ? { where: { title: "d" }, data: { views: 1 } } : { title: "d" };
        const data = { posts: { create: { title: "z" }, [verb]: [said] } };
        expect(await call({ where: { id: 1 }, data })).toMatchObject({ path: `data.posts.${verb}[0]`, model: "Post" });
      }
      expect(await call({ where: { id: 1 }, data: { badge: { delete: true } } })).toMatchObject({
        path: "data.badge.delete",
      });
      expect(await titlesOf({})).toEqual(["a", "b", "c", "d"]);
    });

    test("goes to any depth, from rows that are there to rows that are new", async () => {
      const data = {
        posts: {
          update: ["a", "b"].map((title) => ({
            where: { title },
            data: {
              comments: {
                create: { text: title, replies: { create: [{ text: `re ${title}`, post: { connect: { title } } }] } },
              },
            },
          })),
        },
      };
      await update(data);
      const [first] = await db.comments.findMany({ where: { text: "a" } });
      const { id } = first as unknown as { id: bigint };
      const replies = { updateMany: { data: { text: "all" } } };
      const comments = { comments: { update: { where: { id }, data: { replies } } } };
      await update({ posts: { update: { where: { title: "a" }, data: comments } } });
      expect((await db.comments.findMany({ orderBy: { text: "asc" } })).map(({ text }) => text)).toEqual([
        "a",
        "all",
        "b",
        "re b",
      ]);
    });
  });

  test("takes keys of two fields, and what an arc leads to", async () => {
    const key = { building: "A", number: 1 };
    await db.rooms.create({ data: { ...key, doors: { create: [{ id: 1 }, { id: 2 }] } } });
    await db.rooms.update({
      where: key,
      data: { number: 5, doors: { disconnect: { id: 1 }, connectOrCreate: { where: { id: 3 }, create: { id: 3 } } } },
    });
    expect(await db.doors.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { roomNumber: null },
      { roomBuilding: "A", roomNumber: 5 },
      { roomNumber: 5 },
    ]);
    await db.doors.update({ where: { id: 1 }, data: { room: { connect: { building: "A", number: 5 } } } });
    expect(await db.doors.count({ where: { roomNumber: 5 } })).toBe(3);
    const like = (await db.likes.create({
      data: { subject: { room: { connect: { building: "A", number: 5 } } } },
      include: { subject: true },
    })) as unknown as { id: number };
    expect(like).toMatchObject({ subject: { number: 5 } });
    const post = { title: "t", author: { create: { email: "e" } } };
    const data = { subject: { post: { create: post } } };
    expect(await db.likes.update({ where: { id: like.id }, data, include: { subject: true } })).toMatchObject({
      subject: { title: "t" },
      subjectRoomNumber: null,
    });
  });

  test("ties nothing twice, where no key of a join table sees to it", async () => {
    const rooms = [1, 2].map((number) => ({ building: "A", number }));
    await db.tours.create({ data: { name: "all", rooms: { create: rooms } } });
    await db.tours.update({ where: { name: "all" }, data: { rooms: { connect: [...rooms, ...rooms] } } });
    expect(await db.stops.count()).toBe(2);
    await db.tours.update({ where: { name: "all" }, data: { rooms: { set: rooms[0] } } });
    expect(await db.stops.findMany()).toMatchObject([{ tourName: "all", roomNumber: 1 }]);
  });

  test("refuses two changes of one row, and undoes what was done before it knew", async () => {
    await db.users.create({ data: { id: 1, email: "ada", posts: { create: { id: 1, title: "a" } } } });
    const changes = [{ id: 1 }, { title: "a" }].map((where) => ({ where, data: { views: 1 } }));
    const data = { manager: { create: { email: "boss" } }, posts: { update: changes } };
    await expect(db.users.update({ where: { id: 1 }, data })).rejects.toMatchObject({ path: "data.posts.update[1]" });
    expect(await db.users.count()).toBe(1);
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

  test("tells in its plan that rows of relations are written, and how the row is read", () => {
    const { steps } = db.users
      .create({ data: { email: "ada", posts: { create: [] } }, include: { posts: true } })
      .plan();
    expect(steps.map(({ strategy, model }) => [strategy, model])).toEqual([
      ["write", "User"],
      ["root", "User"],
    ]);
  });

  test.each([
    [{ posts: { create: [{ title: "a" }, { titel: "b" }] } }, "data.posts.create[1].titel"],
    [{ posts: { create: { title: 1 } } }, "data.posts.create.title"],
    [{ posts: { create: { title: undefined } } }, "data.posts.create.title"],
    [{ posts: { create: {} } }, "data.posts.create.title"],
    [{ posts: { create: { title: "a", authorId: 1 } } }, "data.posts.create.authorId"],
    [{ posts: { create: { title: "a", author: { connect: { id: 1 } } } } }, "data.posts.create.author"],
    [{ posts: { crate: {} } }, "data.posts.crate"],
    [{ posts: { connect: { views: 1 } } }, "data.posts.connect"],
    [{ posts: { connect: [{ id: 1 }, { id: null }] } }, "data.posts.connect[1].id"],
    [{ posts: { connect: { id: 1, views: 1 } } }, "data.posts.connect"],
    [{ posts: { update: [] } }, "data.posts.update"],
    [{ posts: { createMany: { data: [{ title: "a", tags: {} }] } } }, "data.posts.createMany.data[0].tags"],
    [{ manager: { connect: { id: 1 } }, managerId: 1 }, "data.manager"],
    [{ manager: {} }, "data.manager"],
    [{ manager: { connect: { id: 1 }, create: { email: "b" } } }, "data.manager"],
    [{ manager: { connectOrCreate: { where: { id: 1 } } } }, "data.manager.connectOrCreate.create"],
    [{ skills: { createMany: { data: [], skipDuplicates: true } } }, "data.skills.createMany.skipDuplicates"],
  ])("refuses a mistake before anything is sent: %j", async (data, path) => {
    expect(await refusalOf(db, () => db.users.create({ data: { email: "ada", ...data } }))).toMatchObject({ path });
  });

  test.each([
    [{ posts: { disconnect: { id: 1 } } }, "data.posts.disconnect"],
    [{ posts: { set: [] } }, "data.posts.set"],
    [{ posts: { update: { where: { id: 1 }, data: { views: "x" } } } }, "data.posts.update.data.views"],
    [{ posts: { updateMany: { data: { tags: { set: [] } } } } }, "data.posts.updateMany.data.tags"],
    [{ posts: { deleteMany: { views: { gt: "x", titel: 1 } } } }, "data.posts.deleteMany.views.titel"],
    [{ posts: { deleteMany: [{}, { views: { gt: "x" } }] } }, "data.posts.deleteMany[1].views.gt"],
    [{ posts: { updateMany: { where: { id: "x" }, data: {} } } }, "data.posts.updateMany.where.id"],
    [{ posts: { updateMany: { where: undefined, data: {} } } }, "data.posts.updateMany.where"],
    [{ profile: { disconnect: true } }, "data.profile.disconnect"],
    [{ profile: { delete: { id: 1 } } }, "data.profile.delete"],
  ])("refuses a mistake in a change before anything is sent: %j", async (data, path) => {
    expect(await refusalOf(db, () => db.users.update({ where: { id: 1 }, data }))).toMatchObject({ path });
  });

  test("refuses every mistake before anything is sent", async () => {
    const refusal = await refusalOf(db, () =>
      db.users.create({ data: { email: "ada", posts: { create: [{ title: "a" }, { titel: "b" }] } } }),
    );
    expect(refusal).toMatchObject({ path: "data.posts.create[1].titel", suggestion: "title" });
  });
});
