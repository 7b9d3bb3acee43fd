import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

/** Relations of every kind: owned and owning, through models, along inheritance, arcs, keys of two fields, hidden ones, and to rows that are deleted. */
const schema = compileModels(`
model Person {
  id        Int      @id
  name      String
  mentorId  Int?     @hidden
  mentor    Person?  @relation(inverse: students, fields: [mentorId], references: [id])
  students  Person[] @orderBy(id)
  rooms     Room[]   @through(Visit) @orderBy(number)
  notes     Note[]   @relation(inverse: subject) @orderBy(id)
  articles  Article[] @orderBy(id)
}

model Writer extends Person {
  penName String
}

model Room {
  building String
  number   Int
  visitors Person[] @through(Visit) @orderBy(id)
  notes    Note[]   @relation(inverse: subject) @orderBy(id)
  @@id([building, number])
}

model Visit {
  person Person
  room   Room
  @@id([person, room])
}

model Note {
  id      Int            @id
  subject Person | Room?
}

model Article {
  id        Int       @id
  author    Person
  removedAt DateTime?
  @@softDelete(removedAt)
}
`);

type Row = Record<string, unknown> & { load(include: object): Query<Row> };

interface Repository {
  findMany(args?: object): Query<Row[]>;
  createMany(args: { data: readonly object[] }): Query<number>;
  deleteMany(args: object): Query<number>;
}

type Database = Client & Record<"people" | "writers" | "rooms" | "visits" | "notes" | "articles", Repository>;

const people = 30;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Each relation, and how many statements load it: an arc may lead to each of its targets. */
const relations = [
  ["people", "mentor", 1],
  ["people", "students", 1],
  ["people", "rooms", 1],
  ["people", "notes", 1],
  ["people", "articles", 1],
  ["people", "writer", 1],
  ["writers", "mentor", 1],
  ["writers", "articles", 1],
  ["writers", "rooms", 1],
  ["rooms", "visitors", 1],
  ["rooms", "notes", 1],
  ["notes", "subject", 2],
  ["articles", "author", 1],
] as const;

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Database>({ url: fixture.url, schema, models: {} });
    const building = (number: number) => (number % 2 === 0 ? "north" : "south");
    const mentor = (id: number) => (id % 4 === 0 ? null : Math.ceil(id / 3));
    await db.people.createMany({ data: numbers(20).map((id) => ({ id, name: `${id}`, mentorId: null })) });
    await db.writers.createMany({
      data: numbers(10).map((id) => ({ id: id + 20, name: `${id}`, penName: "x", mentorId: mentor(id) })),
    });
    await db.rooms.createMany({ data: numbers(8).map((number) => ({ building: building(number), number })) });
    await db.visits.createMany({
      data: numbers(people).flatMap((id) =>
        numbers(id % 4).map((number) => ({ personId: id, roomBuilding: building(number), roomNumber: number })),
      ),
    });
    await db.notes.createMany({
      data: numbers(people).map((id) => ({
        id,
        ...(id % 3 === 0 ? { subjectPersonId: (id % 7) + 1 } : {}),
        ...(id % 3 === 1 ? { subjectRoomBuilding: building((id % 8) + 1), subjectRoomNumber: (id % 8) + 1 } : {}),
      })),
    });
    await db.articles.createMany({ data: numbers(people).map((id) => ({ id, authorId: (id % 25) + 1 })) });
    await db.articles.deleteMany({ where: { id: { in: [3, 6, 9] } } });
  });
  afterAll(() => db.dispose());

  /** A view of a row that shows what an include and a load must have in common. */
  const show = (rows: unknown) => JSON.parse(JSON.stringify(rows)) as unknown;

  it.each(relations)("loads of %s the %s as an include does, for 1 and for all", async (model, relation, most) => {
    const orderBy = Object.fromEntries(
      (model === "rooms" ? ["building", "number"] : ["id"]).map((key) => [key, "asc"]),
    );
    const order = Object.entries(orderBy).map(([key, direction]) => ({ [key]: direction }));
    for (const limit of [1, people]) {
      const expected = await db[model].findMany({ orderBy: order, limit, include: { [relation]: true } });
      const rows = await db[model].findMany({ orderBy: order, limit });
      const { statements } = await countStatements(db, async () => {
        for (const row of rows) expect(await row.load({ [relation]: true })).toBe(row);
      });
      expect(statements).toBeLessThanOrEqual(most);
      expect(show(rows)).toEqual(show(expected));
      const together = await db[model].findMany({ orderBy: order, limit });
      await Promise.all(together.map((row) => row.load({ [relation]: true })));
      expect(show(together)).toEqual(show(expected));
    }
  });

  it("loads by keys that the call left out, and that nobody sees", async () => {
    const [person] = await db.people.findMany({ where: { id: 22 }, omit: { id: true } });
    expect(Object.keys(person!)).toEqual(["name"]);
    const loaded = await person!.load({ mentor: true, articles: true });
    expect(show(loaded)).toEqual({
      name: "2",
      mentor: { id: 1, name: "1" },
      articles: [{ id: 21, authorId: 22 }].map((row) => ({ ...row, removedAt: null })),
    });
  });

  it("loads by the key that a row has now, and harms no sibling when that is none", async () => {
    const rows = await db.articles.findMany({ orderBy: { id: "asc" }, limit: 4 });
    const [changed, lost, wrong, good] = rows as [Row, Row, Row, Row];
    changed["authorId"] = 9;
    delete lost["authorId"];
    wrong["authorId"] = "x";
    const { author } = await good.load({ author: true });
    expect(author).toMatchObject({ id: 6 });
    expect((await changed.load({ author: true }))["author"]).toMatchObject({ id: 9 });
    for (const row of [lost, wrong]) {
      const refused: unknown = await row.load({ author: true }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(InvalidArgument);
      expect((refused as Error).message).toMatch(/^author: This is found by authorId of the Article/);
    }
  });

  it("sees deleted rows where it is told to, and says what is not wanted", async () => {
    const [person] = await db.people.findMany({ where: { id: 4 } });
    expect((await person!.load({ articles: true }))["articles"]).toHaveLength(1);
    expect((await person!.load({ articles: { withDeleted: true } }))["articles"]).toHaveLength(2);
    expect((await person!.load({ students: false }))["students"]).toBeUndefined();
    expect(Object.keys(person!)).not.toContain("students");
  });

  it("says before it is sent how it will be", async () => {
    const [person] = await db.people.findMany({ limit: 1 });
    const plan = person!.load({ rooms: { include: { notes: true } } }).plan();
    expect(plan).toMatchObject({ model: "Person", operation: "load", statements: 2 });
    const refused = person!.load({ rooms: { where: { number: undefined } } });
    await expect(refused).rejects.toThrow("rooms.where.number: This is undefined.");
  });

  it("tries again after a failure, which reaches all who waited", async () => {
    const rows = await db.people.findMany({ limit: 3 });
    const load = () => Promise.allSettled(rows.map((row) => row.load({ notes: { limit: 1.5 } })));
    for (const { status } of await load()) expect(status).toBe("rejected");
    const late = createClient<Database>({ url: fixture.url, schema, models: {} });
    const [row] = await late.people.findMany({ limit: 1 });
    await late.dispose();
    await expect(row!.load({ notes: true })).rejects.toThrow("disposed");
  });
});
