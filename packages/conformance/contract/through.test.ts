import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

/** Pairs that are unique, pairs that repeat (with null at either end), a model with itself, and keys of two fields. */
const schema = compileModels(`
model Person {
  id         Int         @id
  courses    Course[]    @through(Enrolment)
  enrolments Enrolment[]
  following  Person[]    @through(Follow, from: follower, to: followee) @orderBy(id)
  followers  Person[]    @through(Follow, from: followee, to: follower) @orderBy(id)
  visited    Room[]      @through(Visit)
}

model Course {
  id         Int         @id
  students   Person[]    @through(Enrolment) @orderBy(id(sort: desc))
  enrolments Enrolment[]
}

model Enrolment {
  person Person
  course Course
  grade  Int
  @@id([person, course])
}

model Follow {
  follower Person
  followee Person
  @@id([follower, followee])
}

model Room {
  building String
  number   Int
  visitors Person[] @through(Visit)
  @@id([building, number])
}

model Visit {
  id     Int     @id
  person Person?
  room   Room?
}
`);

interface Row {
  readonly id: number;
  readonly number: number;
  readonly grade: number;
  readonly course: Row;
  readonly courses: readonly Row[];
  readonly students: readonly Row[];
  readonly following: readonly Row[];
  readonly followers: readonly Row[];
  readonly visited: readonly Row[];
  readonly visitors: readonly Row[];
  readonly enrolments: readonly Row[];
}

interface Repository {
  findMany(args: object): Query<Row[]>;
  getById(id: number | object, args: object): Query<Row>;
  count(args: object): Promise<number>;
  createMany(args: { data: readonly object[] }): Promise<number>;
}

type School = Client &
  Readonly<Record<"people" | "courses" | "enrolments" | "follows" | "rooms" | "visits", Repository>>;

const people = 100;
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const takes = (person: number, course: number) => (person + course) % 3 === 0;
const follows = (follower: number, followee: number) => follower !== followee && follower % followee === 0;
/** How often: never, or up to three times. */
const visits = (person: number, room: number) => ((person + room) % 4 < 2 ? ((person * room) % 3) + 1 : 0);
const idsOf = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);
const numbersOf = (rows: readonly { readonly number: number }[]) => rows.map(({ number }) => number);

onEveryDialect((fixture) => {
  let db: School;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<School>({ url: fixture.url, schema, models: {} });
    await db.people.createMany({ data: range(people).map((id) => ({ id })) });
    await db.courses.createMany({ data: range(5).map((id) => ({ id })) });
    await db.rooms.createMany({ data: range(4).map((number) => ({ building: "it's", number })) });
    await db.enrolments.createMany({
      data: range(people).flatMap((personId) =>
        range(5)
          .filter((courseId) => takes(personId, courseId))
          .map((courseId) => ({ personId, courseId, grade: personId * 10 + courseId })),
      ),
    });
    await db.follows.createMany({
      data: range(people).flatMap((followerId) =>
        range(people)
          .filter((followeeId) => follows(followerId, followeeId))
          .map((followeeId) => ({ followerId, followeeId })),
      ),
    });
    const visited = range(people).flatMap((personId) =>
      range(4).flatMap((roomNumber) =>
        range(visits(personId, roomNumber)).map(() => ({ personId, roomBuilding: "it's", roomNumber })),
      ),
    );
    await db.visits.createMany({
      data: [
        ...visited,
        { personId: null, roomBuilding: "it's", roomNumber: 1 },
        { personId: 1, roomBuilding: null, roomNumber: null },
        { personId: null, roomBuilding: null, roomNumber: null },
      ].map((row, index) => ({ id: index + 1, ...row })),
    });
  });
  afterAll(() => db.dispose());

  async function expectStatements(statements: number, find: (limit: number) => Query<Row[]>): Promise<Row[]> {
    expect(find(1).plan().statements).toBe(statements);
    expect((await countStatements(db, () => find(1))).statements).toBe(statements);
    const all = await countStatements(db, () => find(people));
    expect(all.statements).toBe(statements);
    return all.result;
  }

  const byId = { orderBy: { id: "asc" } } as const;

  it("loads the targets, from both sides, in one more statement", async () => {
    const found = await expectStatements(2, (limit) =>
      db.people.findMany({ ...byId, limit, include: { courses: byId } }),
    );
    expect(found.map(({ courses }) => idsOf(courses))).toEqual(
      found.map(({ id }) => range(5).filter((course) => takes(id, course))),
    );
    const courses = await db.courses.findMany({ ...byId, include: { students: { limit: 3, offset: 1 } } });
    const students = (course: number) =>
      range(people)
        .filter((person) => takes(person, course))
        .reverse();
    expect(courses.map((course) => idsOf(course.students))).toEqual(courses.map(({ id }) => students(id).slice(1, 4)));
  });

  it("reads the columns of the model between by its own relations", async () => {
    const [person] = await expectStatements(2, (limit) =>
      db.people.findMany({
        ...byId,
        limit,
        include: { enrolments: { orderBy: { courseId: "asc" }, include: { course: true } } },
      }),
    );
    expect(person!.enrolments).toMatchObject([
      { grade: 12, course: { id: 2 } },
      { grade: 15, course: { id: 5 } },
    ]);
  });

  it("leads from a model to itself, in the direction that is said", async () => {
    const found = await expectStatements(3, (limit) =>
      db.people.findMany({ ...byId, limit, include: { following: true, followers: true } }),
    );
    for (const { id, following, followers } of found) {
      expect(idsOf(following)).toEqual(range(people).filter((other) => follows(id, other)));
      expect(idsOf(followers)).toEqual(range(people).filter((other) => follows(other, id)));
    }
  });

  it("gives a target once, however often the pair is there", async () => {
    const order = { orderBy: { number: "asc" } } as const;
    const roomsOf = (person: number) => range(4).filter((room) => visits(person, room) > 0);
    const found = await expectStatements(2, (limit) =>
      db.people.findMany({ ...byId, limit, include: { visited: order } }),
    );
    expect(found.map(({ visited }) => numbersOf(visited))).toEqual(found.map(({ id }) => roomsOf(id)));
    // A page counts targets, for each parent and for the only one, filtered and not.
    const page = { ...order, offset: 1, limit: 1 };
    const paged = await db.people.findMany({ ...byId, include: { visited: page } });
    expect(paged.map(({ visited }) => numbersOf(visited))).toEqual(paged.map(({ id }) => roomsOf(id).slice(1, 2)));
    expect(numbersOf((await db.people.getById(3, { include: { visited: page } })).visited)).toEqual(
      roomsOf(3).slice(1, 2),
    );
    const where = { number: { gt: 2 }, visitors: { some: { id: { lt: 50 } } } };
    const filtered = await db.people.findMany({ ...byId, include: { visited: { where, limit: 1, ...order } } });
    expect(filtered.map(({ visited }) => numbersOf(visited))).toEqual(
      filtered.map(({ id }) =>
        roomsOf(id)
          .filter((room) => room > 2)
          .slice(0, 1),
      ),
    );
  });

  it("goes the way back with keys of two fields", async () => {
    const visitorsOf = (room: number) => range(people).filter((person) => visits(person, room) > 0);
    const rooms = await expectStatements(2, (limit) =>
      db.rooms.findMany({ orderBy: { number: "asc" }, limit, include: { visitors: byId } }),
    );
    expect(rooms.map(({ visitors }) => idsOf(visitors))).toEqual(rooms.map(({ number }) => visitorsOf(number)));
    const id = { building: "it's", number: 2 };
    const { visitors } = await db.rooms.getById(id, { include: { visitors: { ...byId, limit: 2 } } });
    expect(idsOf(visitors)).toEqual(visitorsOf(2).slice(0, 2));
  });

  it("filters by what is at the other end, null in between being nobody", async () => {
    const rooms = (person: number) => range(4).filter((room) => visits(person, room) > 0);
    const count = (fits: (person: number) => boolean) => range(people).filter(fits).length;
    const second = { number: 2 };
    expect(await db.people.count({ where: { visited: { some: second } } })).toBe(count((id) => rooms(id).includes(2)));
    expect(await db.people.count({ where: { visited: { none: second } } })).toBe(count((id) => !rooms(id).includes(2)));
    expect(await db.people.count({ where: { visited: { every: second } } })).toBe(
      count((id) => rooms(id).every((room) => room === 2)),
    );
    expect(await db.people.count({ where: { NOT: { visited: { some: {} } } } })).toBe(
      count((id) => rooms(id).length === 0),
    );
    expect(await db.courses.count({ where: { students: { some: { id: 1 } } } })).toBe(2);
  });
});
