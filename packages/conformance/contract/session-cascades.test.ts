import { onEveryDialect } from "@joinery/conformance";
import { InvalidObject } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { Account, Author, Book, Chapter, Desk, Note, openLibrary, Publisher, Tag, type Library } from "./library.js";
import type { Thing } from "./open-things.js";

onEveryDialect((fixture) => {
  let db: Library;

  beforeAll(async () => {
    db = await openLibrary(fixture.url);
  });
  afterAll(() => db.dispose());

  /** An author with books of two chapters each. */
  const write = async (books = 2): Promise<number> => {
    const author = new Author({
      name: "Ada",
      books: Array.from({ length: books }, (_, row) => {
        const chapters = ["One", "Two"].map((title) => new Chapter({ title }));
        return new Book({ title: `Book ${row}`, chapters });
      }),
      account: new Account({ email: "ada@example.com" }),
      desk: new Desk({ room: "1" }),
      notes: [new Note({ text: "first" }), new Note({ text: "second" })],
    });
    await db.session(async (session) => void session.add(author));
    return author.id as number;
  };
  const all = {
    books: { include: { chapters: true }, orderBy: { id: "asc" } },
    account: true,
    desk: true,
    notes: true,
  };
  const titles = async (id: number) => {
    const books = await db.books.findMany({ where: { authorId: id }, orderBy: { title: "asc" } });
    return books.map((book) => book.title as string);
  };

  it("saves what new objects hold, in one statement for each table", async () => {
    const author = new Author({ name: "Ada", books: [] });
    for (const title of ["A", "B", "C", "D"])
      author.books.push(new Book({ title, chapters: [new Chapter({ title })] }));
    const { statements } = await countStatements(db, () => db.session(async (session) => void session.add(author)));
    expect(statements).toBe(3);
    expect(await titles(author.id as number)).toEqual(["A", "B", "C", "D"]);
    expect(author.books[2].chapters[0].bookId).toBe(author.books[2].id);
  });

  it("deletes what was dropped from a replaced list, and what hangs on it", async () => {
    const id = await write(3);
    await db.session(async (session) => {
      const author = await session.authors.getById(id, { include: all });
      author.books = [author.books[1], new Book({ title: "New" })];
      const { statements } = await countStatements(db, () => session.flush());
      // The new one; the chapters of two; the two.
      expect(statements).toBe(3);
    });
    expect(await titles(id)).toEqual(["Book 1", "New"]);
    expect(await db.chapters.count({ where: { book: { is: { authorId: id } } } })).toBe(2);
  });

  it("does not insert what was removed before it was saved", async () => {
    const id = await write(1);
    const { statements } = await countStatements(db, () =>
      db.session(async (session) => {
        const author = await session.authors.getById(id, { include: { books: true } });
        author.books.push(new Book({ title: "Never" }));
        author.books.pop();
        const book = session.add(new Book({ title: "Never" }));
        session.delete(book);
      }),
    );
    expect(statements).toBe(2);
  });

  it("keeps what is moved from one parent to another", async () => {
    const [one, two] = [await write(2), await write(0)];
    await db.session(async (session) => {
      const [from, to] = await session.authors.findMany({
        where: { id: { in: [one, two] } },
        include: { books: true },
        orderBy: { id: "asc" },
      });
      const [moved] = from!.books.splice(0, 1);
      to!.books.push(moved);
      const { statements } = await countStatements(db, () => session.flush());
      expect(statements).toBe(1);
      expect(moved.authorId).toBe(two);
    });
    expect((await titles(two)).length).toBe(1);
  });

  it("moves what is assigned another parent, on both sides", async () => {
    const [one, two] = [await write(2), await write(1)];
    await db.session(async (session) => {
      const [from, to] = await session.authors.findMany({
        where: { id: { in: [one, two] } },
        include: { books: { include: { author: true } } },
        orderBy: { id: "asc" },
      });
      const [byObject, byKey] = from!.books as Thing[];
      byObject!.author = to;
      byKey!.authorId = two;
      await session.flush();
      expect([byObject!.authorId, byKey!.author]).toEqual([two, to]);
      expect([from!.books.length, to!.books.length]).toEqual([0, 3]);
    });
    expect((await titles(two)).length).toBe(3);
  });

  it("deletes through two levels, with what is loaded and what is not", async () => {
    for (const include of [undefined, { books: true }, all]) {
      const id = await write(3);
      await db.session(async (session) => {
        const author = await session.authors.getById(id, { include });
        session.delete(author);
      });
      expect(await db.authors.count({ where: { id } })).toBe(0);
      expect(await db.books.count({ where: { authorId: id } })).toBe(0);
      expect(await db.accounts.count({ where: { authorId: id } })).toBe(0);
    }
    // What is nobody's child any more is there without a parent.
    expect(await db.notes.count({ where: { authorId: null } })).toBe(6);
  });

  it("loads children that the database would not delete, in one statement for all parents", async () => {
    const ids = await Promise.all([write(1), write(1)]);
    await db.drafts.createMany({
      data: ids.flatMap((authorId) => [
        { text: "a", authorId },
        { text: "b", authorId },
      ]),
    });
    await db.session(async (session) => {
      const authors = await session.authors.findMany({ where: { id: { in: ids } } });
      for (const author of authors) session.delete(author);
      const { statements } = await countStatements(db, () => session.flush());
      // Loaded: books, accounts, desks, notes, drafts. Taken: chapters go with their books. Changed: desks, notes. Deleted: the others.
      expect(statements).toBeLessThanOrEqual(5 + 2 + 4);
    });
    expect(await db.drafts.count()).toBe(0);
  });

  it("takes a child with two possible parents for an orphan only when none is left", async () => {
    const id = await write(2);
    const publisher = new Publisher({ name: "Press", books: [] });
    await db.session(async (session) => {
      session.add(publisher);
      const author = await session.authors.getById(id, { include: { books: true } });
      publisher.books.push(author.books[0]);
      await session.flush();
      const [kept, lost] = author.books;
      author.books = [];
      await session.flush();
      expect(kept).toMatchObject({ authorId: null, publisherId: publisher.id });
      expect([session.contains(kept), session.contains(lost)]).toEqual([true, false]);
      publisher.books = [];
      await session.flush();
      expect(session.contains(kept)).toBe(false);
    });
    expect(await db.books.count({ where: { publisherId: publisher.id } })).toBe(0);
  });

  it("replaces the only child of a parent: the old row is deleted, or let go, before the new one is there", async () => {
    const id = await write(0);
    await db.session(async (session) => {
      const author = await session.authors.getById(id, { include: { account: true, desk: true } });
      author.account = new Account({ email: "new@example.com" });
      author.desk = new Desk({ room: "2" });
    });
    expect(await db.accounts.findMany({ where: { authorId: id } })).toMatchObject([{ email: "new@example.com" }]);
    expect(await db.desks.findMany({ where: { authorId: id } })).toMatchObject([{ room: "2" }]);
    expect(await db.desks.count({ where: { room: "1", authorId: null } })).toBeGreaterThan(0);
    await db.session(async (session) => {
      const author = await session.authors.getById(id, { include: { account: true } });
      author.account = null;
    });
    expect(await db.accounts.count({ where: { authorId: id } })).toBe(0);
  });

  it("unlinks what is taken out of a list without deleteOrphan", async () => {
    const id = await write(0);
    await db.session(async (session) => {
      const author = await session.authors.getById(id, { include: { notes: { include: { author: true } } } });
      const [note] = author.notes.splice(0, 1);
      await session.flush();
      expect(note).toMatchObject({ authorId: null, author: null });
    });
    expect(await db.notes.count({ where: { authorId: id } })).toBe(1);
  });

  it("refuses what no list can hold, and a child that cannot be without its parent", async () => {
    const id = await write(1);
    await db.drafts.createMany({ data: [{ text: "a", authorId: id }] });
    const change = (work: (author: Thing) => void) =>
      db.session(async (session) =>
        work(await session.authors.getById(id, { include: { books: true, drafts: true } })),
      );
    const failures: [(author: Thing) => void, string][] = [
      [(author) => author.books.push(null), "Author.books: Expected an object of Book at 1, got null."],
      [
        (author) => author.books.push({ title: "" }),
        "Author.books: Expected an object of Book, made by its class or read; got an object.",
      ],
      [
        (author) => author.books.push(new Tag({ name: "" })),
        "Author.books: Expected an object of Book, got one of Tag.",
      ],
      [(author) => (author.books = null), "Author.books: Expected a list of objects of Book, got null."],
      [(author) => (author.account = 3), "Author.account: Expected an object of Account or null, got a number."],
      [
        (author) => (author.notes = []),
        "Author.notes: It was assigned without having been loaded, so what it replaces is not known. Load it before.",
      ],
      [(author) => (author.name = undefined), "Author.name: This is undefined. Say null for no value."],
      [(author) => (author.name = 3), "Author.name: Expected a string."],
      [(author) => author.books.push(new Book({})), "Book.title: A new Book needs this value."],
      [
        (author) => (author.drafts = []),
        "Draft.author: It was taken out of the drafts of its Author, and cannot be without one. Give it to another, delete it, or have @cascade(deleteOrphan) on drafts.",
      ],
    ];
    for (const [work, message] of failures) {
      const failure: unknown = await change(work).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidObject);
      expect((failure as Error).message).toBe(message);
    }
    expect((await titles(id)).length).toBe(1);
  });

  it("ties and unties many to many on either side, once", async () => {
    const id = await write(2);
    const tags = ["x", "y"].map((name) => new Tag({ name: `${name} ${id}`, books: [] }));
    await db.session(async (session) => {
      const { books } = await session.authors.getById(id, {
        include: { books: { include: { tags: true }, orderBy: { id: "asc" } } },
      });
      books[0].tags.push(...tags);
      tags[0]!.books.push(books[0], books[1]);
      tags[1]!.books.push(books[1]);
      const { statements } = await countStatements(db, () => session.flush());
      expect(statements).toBe(2);
      expect(books[1].tags).toEqual(tags);
      tags[0]!.books.splice(0, 1);
      session.delete(tags[1]!);
      await session.flush();
      expect(books[0].tags).toEqual([]);
    });
    const books = await db.books.findMany({ where: { authorId: id }, include: { tags: true }, orderBy: { id: "asc" } });
    expect(books.map((book) => book.tags.map((tag: Thing) => tag.name as string))).toEqual([[], [`x ${id}`]]);
  });
});
