import { onEveryDialect } from "@joinery/conformance";
import {
  CheckViolation,
  createClient,
  Entity,
  ForeignKeyViolation,
  RelationNotLoadedError,
  Repository,
  type Client,
  type Query,
} from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { generateClient } from "./generate-client.js";

/** An arc with keys of one field and of two, one that may lead nowhere, lists and single fields on the other sides. */
const models = `
model User {
  id    Int    @id
  posts Post[] @orderBy(id)
  seen  Note[] @relation(inverse: context) @orderBy(id)
}

model Post {
  id     Int     @id
  author User
  notes  Note[]  @relation(inverse: subject) @orderBy(id)
  cover  Cover?
}

model Comment {
  id     Int    @id
  author User
  notes  Note[] @orderBy(id)
}

model Page {
  site  String
  path  String
  notes Note[] @relation(inverse: subject) @orderBy(id)
  @@id([site, path])
}

model Note {
  id      Int                   @id
  subject Post | Comment | Page @relation(onDelete: Cascade)
  context User | Post?          @relation(onDelete: SetNull)
}

model Cover {
  id    Int         @id
  shows Post | Page
}

model Photo {
  id        Int       @id
  removedAt DateTime?
  @@softDelete(removedAt)
}

model Frame {
  id    Int           @id
  holds Photo | Post
  back  Photo | Post?
}
`;

const schema = compileModels(models);

class Post extends Entity {}
class Comment extends Entity {}
class Note extends Entity {}

const classes = Object.fromEntries(
  Object.entries({ Post, Comment, Note }).map(([name, entity]) => [name, { entity, repository: Repository }]),
);

interface Row {
  readonly id: number;
  readonly site: string;
  readonly subject: Row | null;
  readonly context: Row | null;
  readonly shows: Row;
  readonly author: Row;
  readonly cover: Row | null;
  readonly notes: readonly Row[];
  readonly posts: readonly Row[];
  readonly seen: readonly Row[];
}

interface Rows {
  findMany(args: object): Query<Row[]>;
  getById(id: number | object, args?: object): Query<Row>;
  count(args: object): Promise<number>;
  create(args: object): Query<Row>;
  update(args: object): Query<Row>;
  delete(args: object): Query<Row>;
  createMany(args: { data: readonly object[] }): Promise<number>;
}

type Notes = Client &
  Readonly<Record<"users" | "posts" | "comments" | "pages" | "notes" | "covers" | "photos" | "frames", Rows>>;

const count = 100;
const range = (length: number) => Array.from({ length }, (_, index) => index + 1);
const byId = { orderBy: { id: "asc" } } as const;

/** The keys of the row that a note is about, and what it then holds: in turn a post, a comment, a page. */
const subjects = [
  (id: number) => ({ key: { subjectPostId: id }, row: { id } }),
  (id: number) => ({ key: { subjectCommentId: id }, row: { id } }),
  (id: number) => ({
    key: { subjectPageSite: "it's", subjectPagePath: `/${id}` },
    row: { site: "it's", path: `/${id}` },
  }),
] as const;
const subjectOf = (note: number) => subjects[note % 3]!((note % 10) + 1);
const contextOf = (note: number) =>
  note % 4 === 0 ? {} : note % 4 === 1 ? { contextPostId: 1 } : { contextUserId: (note % 5) + 1 };

onEveryDialect((fixture) => {
  let db: Notes;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Notes>({ url: fixture.url, schema, models: classes });
    await db.users.createMany({ data: range(5).map((id) => ({ id })) });
    await db.posts.createMany({ data: range(10).map((id) => ({ id, authorId: (id % 5) + 1 })) });
    await db.comments.createMany({ data: range(10).map((id) => ({ id, authorId: ((id + 1) % 5) + 1 })) });
    await db.pages.createMany({ data: range(10).map((id) => ({ site: "it's", path: `/${id}` })) });
    await db.notes.createMany({ data: range(count).map((id) => ({ id, ...subjectOf(id).key, ...contextOf(id) })) });
    await db.covers.createMany({ data: range(3).map((id) => ({ id, showsPostId: id })) });
  });
  afterAll(() => db.dispose());

  async function expectStatements(statements: number, find: (limit: number) => Query<Row[]>): Promise<Row[]> {
    expect(find(1).plan().statements).toBe(statements);
    expect((await countStatements(db, () => find(count))).statements).toBe(statements);
    // Of one note some lists have no owner: then nothing is sent for them.
    expect((await countStatements(db, () => find(1))).statements).toBeLessThanOrEqual(statements);
    return find(count);
  }

  it("joins whatever it leads to, under its own name and no other", async () => {
    const found = await expectStatements(1, (limit) =>
      db.notes.findMany({ ...byId, limit, include: { subject: true, context: true } }),
    );
    for (const { id, subject, context } of found) {
      expect(subject).toMatchObject(subjectOf(id).row);
      const { contextPostId, contextUserId } = contextOf(id);
      expect(context === null ? undefined : context.id).toBe(contextPostId ?? contextUserId);
    }
    expect(Object.keys(found[0]!).filter((name) => /^(subject|context)(?!.*(Id|Site|Path)$)/.test(name))).toEqual([
      "subject",
      "context",
    ]);
  });

  it("loads what is below one target for rows of that target alone", async () => {
    const found = await expectStatements(4, (limit) =>
      db.notes.findMany({
        ...byId,
        limit,
        include: {
          subject: {
            post: { include: { author: { include: { posts: true } }, cover: true } },
            comment: { select: { id: true, notes: { select: { id: true } }, author: { select: { posts: true } } } },
          },
        },
      }),
    );
    for (const { id, subject } of found) {
      const expected = subjectOf(id).row;
      if (id % 3 === 0) {
        const post = subject!;
        expect(post.author.id).toBe((post.id % 5) + 1);
        expect(post.author.posts.map((each) => (each.id % 5) + 1)).toEqual([post.author.id, post.author.id]);
        expect(post.cover?.id).toBe(post.id <= 3 ? post.id : undefined);
      } else if (id % 3 === 1) {
        const comment = subject!;
        expect(Object.keys(comment).sort()).toEqual(["author", "id", "notes"]);
        const about = range(count).filter((note) => note % 3 === 1 && (note % 10) + 1 === comment.id);
        expect(comment.notes).toEqual(about.map((note) => ({ id: note })));
        expect(comment.author.posts).toHaveLength(2);
      } else {
        expect(Object.keys(subject!).sort()).toEqual(["path", "site"]);
        expect(subject).toMatchObject(expected);
      }
    }
  });

  it("gives the same by either strategy, alone and mixed", async () => {
    const find = (post: object, comment: object, page: object) =>
      db.notes.findMany({
        ...byId,
        include: {
          subject: {
            post: { ...post, include: { notes: { limit: 2 }, author: true } },
            comment: { ...comment, include: { author: { include: { posts: true } } } },
            page: { ...page, include: { notes: true } },
          },
        },
      });
    const [join, batch] = [{ load: "join" }, { load: "batch" }];
    const joined = await countStatements(db, () => find(join, join, join));
    const batched = await countStatements(db, () => find(batch, batch, batch));
    expect([joined.statements, batched.statements]).toEqual([4, 7]);
    expect(batched.result).toStrictEqual(joined.result);
    expect(await find(batch, join, batch)).toStrictEqual(joined.result);
    expect(await find(join, batch, join)).toStrictEqual(joined.result);
  });

  it("is there from the other sides, below lists and in plain rows", async () => {
    const [post] = await db.posts.findMany({
      where: { id: 1 },
      include: { notes: { include: { subject: true, context: { user: { include: { seen: { limit: 1 } } } } } } },
    });
    expect(post!.notes.map(({ id }) => id)).toEqual(range(count).filter((id) => id % 30 === 0));
    expect(post!.notes.every(({ subject }) => subject?.id === 1)).toBe(true);
    const page = await db.pages.getById({ site: "it's", path: "/3" }, { include: { notes: true } });
    expect(page.notes.map(({ id }) => id)).toEqual(range(count).filter((id) => id % 30 === 2));
    const [plain] = await db.notes.findMany({
      where: { id: 2 },
      select: { id: true, subject: { page: { select: { path: true } } } },
    });
    expect(plain).toStrictEqual({ id: 2, subject: { path: "/3" } });
    const [nothing] = await db.notes.findMany({ where: { id: 4 }, select: { context: true } });
    expect(nothing).toStrictEqual({ context: null });
  });

  it("makes instances of the target's class, and throws where it was not loaded", async () => {
    const [post, comment] = await db.notes.findMany({
      ...byId,
      where: { id: { in: [3, 4] } },
      include: { subject: true },
    });
    expect(post!.subject).toBeInstanceOf(Post);
    expect(comment!.subject).toBeInstanceOf(Comment);
    expect(JSON.parse(JSON.stringify(post))).toMatchObject({ id: 3, subject: { id: 4, authorId: 5 } });
    expect(() => post!.context).toThrow(RelationNotLoadedError);
    const [without] = await db.notes.findMany({ where: { id: 3 }, include: { context: false } });
    expect(() => without!.subject).toThrow("include: { subject: true }");
    expect(without!.context).toBeUndefined();
  });

  it("filters, sorts and includes by the relations that it is made of", async () => {
    const about = await db.notes.findMany({
      where: { subjectPost: { is: { authorId: 2 } } },
      orderBy: [{ subjectPost: { id: "desc" } }, { id: "asc" }],
      include: { subjectPost: true },
    });
    expect(about.map(({ id }) => id)).toEqual(
      [6, 1].flatMap((post) => range(count).filter((id) => id % 3 === 0 && (id % 10) + 1 === post)),
    );
    expect(await db.notes.count({ where: { subjectComment: null } })).toBe(
      range(count).filter((id) => id % 3 !== 1).length,
    );
    expect(await db.posts.count({ where: { notes: { none: {} } } })).toBe(0);
  });

  const idsOf = async (where: object) => (await db.notes.findMany({ ...byId, where })).map(({ id }) => id);
  const notes = (isIt: (id: number) => boolean) => range(count).filter(isIt);
  const postOf = (id: number) => (id % 3 === 0 ? (id % 10) + 1 : undefined);
  const pageOf = (id: number) => (id % 3 === 2 ? `/${(id % 10) + 1}` : undefined);

  it("filters by what it leads to, whichever of its models that is", async () => {
    expect(await idsOf({ subject: { post: {} } })).toEqual(notes((id) => postOf(id) !== undefined));
    expect(await idsOf({ subject: { post: { authorId: 2 } } })).toEqual(
      notes((id) => postOf(id) === 1 || postOf(id) === 6),
    );
    const either = { post: { author: { is: { id: 2 } } }, page: { path: "/3", site: { not: "x" } } };
    const isEither = (id: number) => postOf(id) === 1 || postOf(id) === 6 || pageOf(id) === "/3";
    expect(await idsOf({ subject: either })).toEqual(notes(isEither));
    expect(await idsOf({ subject: { is: either } })).toEqual(notes(isEither));
    expect(await idsOf({ subject: { isNot: either } })).toEqual(notes((id) => !isEither(id)));
    expect(await idsOf({ NOT: { subject: either } })).toEqual(notes((id) => !isEither(id)));
    expect(await idsOf({ subject: { post: {}, isNot: either } })).toEqual(
      notes((id) => postOf(id) !== undefined && !isEither(id)),
    );
  });

  it("filters by whether it leads anywhere", async () => {
    const leads = (id: number) => Object.keys(contextOf(id)).length > 0;
    const nowhere = notes((id) => !leads(id));
    expect(await idsOf({ context: null })).toEqual(nowhere);
    expect(await idsOf({ context: { is: null } })).toEqual(nowhere);
    expect(await idsOf({ context: { isNot: null } })).toEqual(notes(leads));
    expect(await idsOf({ context: { isNot: { user: {} } } })).toEqual(
      notes((id) => !("contextUserId" in contextOf(id))),
    );
  });

  it("is asked through relations, of what is included and of what is counted", async () => {
    const find = (limit: number) =>
      db.users.findMany({
        ...byId,
        limit,
        where: { seen: { some: { subject: { comment: {} } } } },
        include: { seen: { where: { subject: { page: { path: "/7" } } } } },
      });
    expect((await countStatements(db, () => find(1))).statements).toBe(2);
    const users = await countStatements(db, () => find(count));
    expect(users.statements).toBe(2);
    expect(users.result.map(({ id, seen }) => [id, seen.map((note) => note.id)])).toEqual(
      range(5).map((user) => [user, notes((id) => pageOf(id) === "/7" && contextOf(id).contextUserId === user)]),
    );
    const { result, statements } = await countStatements(db, () =>
      db.notes.count({ where: { subject: { post: { notes: { some: { subject: { post: { id: 1 } } } } } } } }),
    );
    expect(statements).toBe(1);
    expect(result).toBe(notes((id) => postOf(id) === 1).length);
  });

  it("is asked by a query of the schema as by a call", async () => {
    const generated = await generateClient<Notes & { notes: { asked(args: object): Query<Row[]> } }>(`${models}
      query Note.asked($path: String, $user: Int) {
        where   { subject: { page: { path: $path }, isNot: { post: {} } }, context: { is: { user: { id: $user } } } }
        orderBy { id: asc }
      }`);
    const named = generated.connect(fixture.url);
    try {
      const [path, user] = ["/7", 2];
      const called = db.notes.findMany({
        ...byId,
        where: { subject: { page: { path }, isNot: { post: {} } }, context: { is: { user: { id: user } } } },
      });
      expect(named.notes.asked({ path, user }).toSQL()).toEqual(called.toSQL());
      const found = (await named.notes.asked({ path, user })).map(({ id }) => id);
      expect(found).toEqual((await called).map(({ id }) => id));
      expect(found.length).toBeGreaterThan(0);
    } finally {
      await named.dispose();
      generated.remove();
    }
  });

  it("leads to what is deleted where it must lead somewhere, as a relation does", async () => {
    await db.photos.createMany({ data: [{ id: 1 }, { id: 2, removedAt: new Date(0) }] });
    const hold = (id: number) => ({ id, holdsPhotoId: id, backPhotoId: id });
    await db.frames.createMany({ data: [hold(1), hold(2)] });
    for (const photo of [{}, { load: "batch" }]) {
      const include = { holds: { photo }, back: { photo } };
      const [there, deleted] = await db.frames.findMany({ ...byId, include });
      expect(there).toMatchObject({ holds: { id: 1 }, back: { id: 1 } });
      expect(deleted).toMatchObject({ holds: { id: 2 }, back: null });
    }
    const back = { photo: { withDeleted: true } };
    expect(await db.frames.getById(2, { include: { back } })).toMatchObject({ back: { id: 2 } });
    const framesOf = async (where: object) => (await db.frames.findMany({ ...byId, where })).map(({ id }) => id);
    expect(await framesOf({ holds: { photo: {} } })).toEqual([1, 2]);
    expect(await framesOf({ back: { photo: {} } })).toEqual([1]);
    expect(await framesOf({ back: null })).toEqual([2]);
  });

  it("says what is wrong with arguments", async () => {
    const refuse = async (args: object, message: string) => {
      await expect(Promise.resolve(db.notes.findMany(args))).rejects.toThrow(message);
    };
    await refuse({ include: { subject: { pots: true } } }, 'Did you mean "post"?');
    await refuse({ include: { subject: { post: false } } }, "include.subject.post: subject is loaded whatever it is");
    await refuse({ include: { subject: { post: { limit: 1 } } } }, "include.subject.post.limit");
    await refuse({ include: { subject: 1 } }, "include.subject: Expected true, or an object with post, comment, page");
    await refuse(
      { where: { subject: { pots: {} } } },
      'where.subject.pots: subject has no "pots". Did you mean "post"?',
    );
    await refuse({ where: { subject: { isnot: {} } } }, 'Did you mean "isNot"?');
    await refuse({ where: { subject: { is: { is: {} } } } }, 'where.subject.is.is: subject has no "is"');
    await refuse({ where: { subject: { post: { titel: 1 } } } }, 'where.subject.post.titel: Post has no "titel"');
    await refuse({ where: { subject: { post: null } } }, "where.subject.post: Expected an object of filters, got null");
    await refuse({ where: { subject: { post: undefined } } }, "where.subject.post: This is undefined");
    await refuse({ where: { subject: undefined } }, "where.subject: This is undefined");
    await refuse({ where: { subject: {} } }, "where.subject: Expected an object with post, comment, page, is, isNot.");
    await refuse({ where: { subject: { is: {} } } }, "where.subject.is: Expected an object with post, comment, page.");
    await refuse({ where: { subject: null } }, "where.subject: subject is never null.");
    await refuse({ where: { subject: { isNot: null } } }, "where.subject.isNot: subject is never null.");
    await refuse({ orderBy: { subject: "asc" } }, "Order by one of them");
    const data = { id: 1000, subject: 1 };
    await expect(Promise.resolve(db.notes.create({ data }))).rejects.toThrow(
      "data.subject: Expected an object with one of post, comment, page",
    );
  });

  it("takes one key and no other, whole, and one that is there", async () => {
    const create = (keys: object) => Promise.resolve(db.notes.create({ data: { id: 1000, ...keys } }));
    await expect(create({})).rejects.toThrow(CheckViolation);
    await expect(create({ subjectPostId: 1, subjectCommentId: 1 })).rejects.toThrow(CheckViolation);
    await expect(create({ subjectPageSite: "it's" })).rejects.toThrow(CheckViolation);
    await expect(create({ subjectPostId: 1, subjectPagePath: "/1" })).rejects.toThrow(CheckViolation);
    await expect(create({ subjectPostId: 1, contextUserId: 1, contextPostId: 1 })).rejects.toThrow(CheckViolation);
    await expect(create({ subjectPostId: 11 })).rejects.toThrow(ForeignKeyViolation);
  });

  it("is loaded with what was written, and goes with what it leads to", async () => {
    await db.posts.create({ data: { id: 50, authorId: 1 } });
    const data = { id: 2000, subjectPostId: 50, contextPostId: 50 };
    const created = await db.notes.create({
      data,
      include: { subject: { post: { include: { author: true } } }, context: true },
    });
    expect(created.subject).toMatchObject({ id: 50, author: { id: 1 } });
    expect(created.context).toMatchObject({ id: 50 });
    const change = { subjectPostId: null, subjectCommentId: 3 };
    const updated = await db.notes.update({ where: { id: 2000 }, data: change, include: { subject: true } });
    expect(updated.subject).toMatchObject({ id: 3, authorId: 5 });
    await db.posts.delete({ where: { id: 50 } });
    expect(await db.notes.getById(2000, { include: { context: true } })).toMatchObject({
      context: null,
      contextPostId: null,
    });
    const deleted = await db.notes.delete({ where: { id: 2000 }, include: { subject: true } });
    expect(deleted.subject).toMatchObject({ id: 3 });
  });
});
