import { createTestDatabase, dialectNames, type TestDatabase } from "@joinery/conformance";
import fc from "fast-check";
import { Author, Book, Chapter, Note, openLibrary, Publisher, Tag, type Library } from "./library.js";
import type { Thing } from "./open-things.js";

/** What a program does to a graph of objects. Numbers choose among those that are there. */
type Edit =
  | { kind: "rename"; book: number; title: string }
  | { kind: "add"; author: number; title: string }
  | { kind: "move"; book: number; author: number }
  | { kind: "assign"; book: number; author: number | null }
  | { kind: "publish"; book: number; publisher: number | null }
  | { kind: "drop"; book: number }
  | { kind: "write"; book: number; title: string }
  | { kind: "tag"; book: number; tag: number }
  | { kind: "untag"; book: number }
  | { kind: "note"; author: number; from: number }
  | { kind: "kill"; author: number }
  | { kind: "flush" };

const place = fc.nat(50);
const title = fc.constantFrom("a", "b", "c", "d");
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("rename" as const), book: place, title }),
    fc.record({ kind: fc.constant("add" as const), author: place, title }),
    fc.record({ kind: fc.constant("move" as const), book: place, author: place }),
    fc.record({ kind: fc.constant("assign" as const), book: place, author: fc.option(place) }),
    fc.record({ kind: fc.constant("publish" as const), book: place, publisher: fc.option(place) }),
    fc.record({ kind: fc.constant("drop" as const), book: place }),
    fc.record({ kind: fc.constant("write" as const), book: place, title }),
    fc.record({ kind: fc.constant("tag" as const), book: place, tag: place }),
    fc.record({ kind: fc.constant("untag" as const), book: place }),
    fc.record({ kind: fc.constant("note" as const), author: place, from: place }),
    fc.record({ kind: fc.constant("kill" as const), author: place }),
    fc.constant({ kind: "flush" as const }),
  ),
  { maxLength: 14 },
);

const include = { books: { include: { chapters: true, tags: true, author: true, publisher: true } }, notes: true };

/** The graph as text in which nothing depends on keys or order. */
function print(authors: readonly Thing[], publishers: readonly Thing[]): string {
  const sorted = (texts: readonly string[]) => [...texts].sort();
  const printBook = (book: Thing): unknown => [
    book.title,
    sorted(book.chapters.map((chapter: Thing) => chapter.title as string)),
    sorted(book.tags.map((tag: Thing) => tag.name as string)),
    book.author?.name ?? null,
    book.publisher?.name ?? null,
  ];
  const printAll = (holder: Thing) => sorted(holder.books.map((book: Thing) => JSON.stringify(printBook(book))));
  return JSON.stringify([
    authors.map((author) => [
      author.name,
      printAll(author),
      sorted(author.notes.map((note: Thing) => note.text as string)),
    ]),
    publishers.map((publisher) => [publisher.name, printAll(publisher)]),
  ]);
}

async function read(db: Pick<Library, "authors" | "publishers">) {
  const orderBy = { name: "asc" };
  const authors = await db.authors.findMany({ include, orderBy });
  const publishers = await db.publishers.findMany({ include: { books: include.books }, orderBy });
  return { authors, publishers };
}

async function seed(db: Library): Promise<void> {
  for (const things of [db.chapters, db.notes, db.books, db.tags, db.authors, db.publishers]) {
    await things.deleteMany({ all: true });
  }
  await db.session(async (session) => {
    const tags = ["x", "y"].map((name) => new Tag({ name }));
    const publishers = ["P", "Q"].map((name) => new Publisher({ name, books: [] }));
    for (const name of ["A", "B", "C"]) {
      const books = [0, 1].map(
        (row) =>
          new Book({
            title: `${name}${row}`,
            chapters: [new Chapter({ title: "one" })],
            tags: row === 0 ? [...tags] : [],
          }),
      );
      publishers[0]!.books.push(books[0]);
      session.add(new Author({ name, books, notes: [new Note({ text: name })] }));
    }
    session.addAll([...tags, ...publishers]);
  });
}

/** Edits objects alone, and gives what the database must be then. */
async function edit(db: Library, program: readonly Edit[]): Promise<string> {
  return db.session(async (session) => {
    const { authors, publishers } = await read(session);
    const tags = await session.tags.findMany({ orderBy: { name: "asc" } });
    const pick = (things: readonly Thing[], at: number): Thing | undefined => things[at % Math.max(1, things.length)];
    const takeOut = (list: Thing[], thing: Thing) => list.splice(list.indexOf(thing), 1);
    for (const each of program) {
      const books = [...new Set([...authors, ...publishers].flatMap((holder) => holder.books as Thing[]))];
      const book = "book" in each ? pick(books, each.book) : undefined;
      const author = "author" in each && each.author !== null ? pick(authors, each.author) : undefined;
      if ("book" in each && book === undefined) continue;
      // What a new object is given by two hands must agree: once it is written, the last of them counts.
      if ((each.kind === "move" || each.kind === "assign") && book!.id === undefined) await session.flush();
      switch (each.kind) {
        case "rename":
          book!.title = each.title;
          break;
        case "add":
          author?.books.push(new Book({ title: each.title, chapters: [], tags: [], author, publisher: null }));
          break;
        case "move":
          if (author === undefined || author.books.includes(book)) break;
          for (const other of authors) if (other.books.includes(book)) takeOut(other.books, book!);
          author.books.push(book);
          await session.flush();
          break;
        case "assign":
          if (each.author !== null && author === undefined) break;
          book!.author = author ?? null;
          await session.flush();
          break;
        case "publish":
          book!.publisher = each.publisher === null ? null : (pick(publishers, each.publisher) ?? null);
          await session.flush();
          break;
        case "drop":
          for (const holder of [...authors, ...publishers])
            if (holder.books.includes(book)) takeOut(holder.books, book!);
          await session.flush();
          break;
        case "write":
          book!.chapters = [...book!.chapters.slice(1), new Chapter({ title: each.title })];
          break;
        case "tag": {
          const tag = pick(tags, each.tag);
          if (!book!.tags.includes(tag)) book!.tags.push(tag);
          break;
        }
        case "untag":
          book!.tags.shift();
          break;
        case "note": {
          const from = pick(authors, each.from);
          const [note] = from?.notes.splice(0, 1) ?? [];
          if (note !== undefined) author?.notes.push(note);
          break;
        }
        case "kill":
          if (author === undefined) break;
          session.delete(author);
          authors.splice(authors.indexOf(author), 1);
          await session.flush();
          break;
        case "flush":
          await session.flush();
      }
    }
    await session.flush();
    return print(authors, publishers);
  });
}

describe("random edits", () => {
  const databases: TestDatabase[] = [];
  const clients: Library[] = [];

  beforeAll(async () => {
    for (const dialect of dialectNames) {
      const database = await createTestDatabase(dialect);
      databases.push(database);
      clients.push(await openLibrary(database.url));
    }
  });
  afterAll(async () => {
    for (const client of clients) await client.dispose();
    for (const database of databases) await database.drop();
  });

  it("leave the database with what the objects are, and both databases with the same", async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (program) => {
        const answers: string[] = [];
        for (const db of clients) {
          await seed(db);
          const expected = await edit(db, program);
          const { authors, publishers } = await read(db);
          expect(print(authors, publishers)).toBe(expected);
          answers.push(expected);
        }
        expect(new Set(answers).size).toBe(1);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
