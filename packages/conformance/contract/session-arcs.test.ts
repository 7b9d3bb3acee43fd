import { onEveryDialect } from "@joinery/conformance";
import { InvalidObject, type Client } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels } from "./create-tables.js";
import { openThings, Thing, type Things } from "./open-things.js";

const schema = compileModels(`
model Post {
  id    Int    @id @default(autoincrement())
  title String
  notes Note[] @relation(inverse: subject) @cascade(all)
}

model Comment {
  id    Int    @id @default(autoincrement())
  title String
  notes Note[] @cascade(all)
}

model Note {
  id      Int            @id @default(autoincrement())
  text    String
  subject Post | Comment
}

model Pin {
  id    Int             @id @default(autoincrement())
  shows Post | Comment?
}

model Tag {
  id Int @id @default(autoincrement())
}
`);

const Post = class Post extends Thing {};
const Comment = class Comment extends Thing {};
const Note = class Note extends Thing {};
const Pin = class Pin extends Thing {};
const Tag = class Tag extends Thing {};

onEveryDialect((fixture) => {
  let db: Client & Readonly<Record<"posts" | "comments" | "notes" | "pins" | "tags", Things>>;

  beforeAll(async () => {
    db = await openThings(fixture.url, schema, [Post, Comment, Note, Pin, Tag]);
  });
  afterAll(() => db.dispose());

  /** A post with a note, and a comment. */
  const write = async () => {
    const post = new Post({ title: "post", notes: [new Note({ text: "note" })] });
    const comment = new Comment({ title: "comment", notes: [] });
    await db.session(async (session) => session.addAll([post, comment]));
    return { postId: post.id as number, commentId: comment.id as number, noteId: post.notes[0].id as number };
  };
  const keysOf = async (noteId: number) => {
    const { subjectPostId, subjectCommentId } = await db.notes.getById(noteId);
    return [subjectPostId, subjectCommentId] as unknown[];
  };

  it("inserts what a new object leads to, in one statement for each table", async () => {
    const notes = [
      new Note({ text: "a", subject: new Post({ title: "new" }) }),
      new Note({ text: "b", subject: new Comment({ title: "new" }) }),
    ];
    const { statements } = await countStatements(db, () => db.session(async (session) => session.addAll(notes)));
    expect(statements).toBe(3);
    const [a, b] = notes as [Thing, Thing];
    expect([a.subjectPostId, a.subjectCommentId]).toEqual([a.subject.id, null]);
    expect([b.subjectPostId, b.subjectCommentId]).toEqual([null, b.subject.id]);
    expect(await keysOf(b.id as number)).toEqual([null, b.subject.id]);
  });

  it("leads elsewhere where it is assigned, and both sides agree", async () => {
    const { postId, commentId, noteId } = await write();
    await db.session(async (session) => {
      const post = await session.posts.getById(postId, { include: { notes: { include: { subject: true } } } });
      const comment = await session.comments.getById(commentId, { include: { notes: true } });
      const [note] = post.notes as [Thing];
      expect(note.subject).toBe(post);
      note.subject = comment;
      const { statements } = await countStatements(db, () => session.flush());
      expect(statements).toBe(1);
      expect([post.notes, comment.notes]).toEqual([[], [note]]);
      expect([note.subjectPostId, note.subjectCommentId]).toEqual([null, commentId]);
      await session.flush();
    });
    expect(await keysOf(noteId)).toEqual([null, commentId]);
  });

  it.each(["list", "relation", "key"])("is led elsewhere by a change of a %s", async (way) => {
    const { postId, commentId, noteId } = await write();
    await db.session(async (session) => {
      const post = await session.posts.getById(postId, { include: { notes: { include: { subject: true } } } });
      const comment = await session.comments.getById(commentId, { include: { notes: true } });
      const [note] = post.notes as [Thing];
      if (way === "list") comment.notes.push(post.notes.pop());
      else if (way === "relation") [note.subjectComment, note.subjectPost] = [comment, null];
      else [note.subjectCommentId, note.subjectPostId] = [commentId, null];
      await session.flush();
      expect(note.subject).toBe(comment);
      expect([post.notes, comment.notes]).toEqual([[], [note]]);
    });
    expect(await keysOf(noteId)).toEqual([null, commentId]);
  });

  it("leads nowhere where it may, and refuses what it cannot lead to", async () => {
    const { postId, noteId } = await write();
    const pin = new Pin({ shows: await db.posts.getById(postId) });
    await db.session(async (session) => void session.add(pin));
    expect(await db.pins.getById(pin.id)).toMatchObject({ showsPostId: postId });
    await db.session(async (session) => {
      const found = await session.pins.getById(pin.id, { include: { shows: true } });
      found.shows = null;
    });
    expect(await db.pins.getById(pin.id)).toMatchObject({ showsPostId: null, showsCommentId: null });
    const failures: [unknown, string][] = [
      [null, "Note.subject: It must lead to something."],
      [new Tag({}), "Note.subject: Expected an object of one of Post, Comment, or null; got one of Tag."],
      [7, "Note.subject: Expected an object of one of Post, Comment, or null; got a number."],
    ];
    for (const [subject, message] of failures) {
      const failure: unknown = await db
        .session(async (session) => {
          const note = await session.notes.getById(noteId, { include: { subject: true } });
          note.subject = subject;
        })
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidObject);
      expect((failure as Error).message).toBe(message);
    }
    expect(await keysOf(noteId)).toEqual([postId, null]);
  });

  it("is read again, merged and undone with its object", async () => {
    const { postId, commentId, noteId } = await write();
    const given = await db.notes.getById(noteId, { include: { subject: true } });
    given.subject = await db.comments.getById(commentId);
    await using session = db.openSession();
    const note = await session.notes.getById(noteId, { include: { subject: true } });
    const { subject } = note;
    expect(await session.merge(given)).toBe(note);
    expect(note.subject.id).toBe(commentId);
    expect(note.subject).toBeInstanceOf(Comment);
    await session.flush();
    await session.rollback();
    expect(note.subject).toBe(subject);
    expect([note.subjectPostId, note.subjectCommentId]).toEqual([postId, null]);
    await session.notes.updateMany({
      where: { id: noteId },
      data: { subjectPostId: null, subjectCommentId: commentId },
    });
    await session.refresh(note);
    expect(note.subject).toBe(await session.comments.getById(commentId));
    await session.commit();
    expect(await keysOf(noteId)).toEqual([null, commentId]);
  });

  it("deletes an orphan that leads nowhere", async () => {
    const { postId, noteId } = await write();
    await db.session(async (session) => {
      const post = await session.posts.getById(postId, { include: { notes: true } });
      post.notes = [];
    });
    expect(await db.notes.count({ where: { id: noteId } })).toBe(0);
  });
});
