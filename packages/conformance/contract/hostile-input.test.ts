import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { InvalidArgument } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

/** Text that would do harm if it ever became part of a statement. */
const attacks = [
  `' or 1=1 --`,
  `" or "1"="1`,
  `'; drop table "users"; --`,
  `"; drop table "users"; --`,
  `\`; drop table users; --`,
  `id"::text = '1' or "id`,
  `1); delete from "users"; --`,
  `$1`,
  `?`,
  `\\`,
  `%`,
  `*`,
  `{"$gt": ""}`,
  `\${7*7}`,
  `../../etc/passwd`,
];

/** Names that objects have without being asked. */
const inherited = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
];

/** What is a value of no field, or of a field of another type. */
class Money {
  readonly amount = 1;
}
const cyclic: Record<string, unknown> = {};
cyclic["AND"] = cyclic;
cyclic["self"] = cyclic;
const cyclicList: unknown[] = [];
cyclicList.push(cyclicList);

const strangers: readonly (readonly [name: string, make: () => unknown])[] = [
  ["undefined", () => undefined],
  ["a function", () => () => 1],
  ["a symbol", () => Symbol("x")],
  ["NaN", () => NaN],
  ["infinity", () => Infinity],
  ["a huge number", () => 1e308],
  ["a bigint", () => 2n ** 200n],
  ["true", () => true],
  ["a date that is none", () => new Date(NaN)],
  ["bytes", () => new Uint8Array([1])],
  ["an empty object", () => ({})],
  ["an object without a prototype", () => Object.create(null) as object],
  ["a list", () => [1]],
  ["an empty list", () => []],
  ["a list with holes", () => Array(3)],
  ["a cyclic object", () => cyclic],
  ["a cyclic list", () => cyclicList],
  ["a map", () => new Map([["id", 1]])],
  ["a set", () => new Set([1])],
  ["a promise", () => Promise.resolve(1)],
  ["a regular expression", () => /./],
  ["an error", () => new Error("x")],
  ["an instance", () => new Money()],
  ["a boxed string", () => Object("x") as object],
  ["a proxy of nothing", () => new Proxy({}, {})],
  ["a proxy with every property", () => new Proxy({}, { get: () => 1, has: () => true })],
  ["what says that it is a date", () => ({ toString: () => "1", [Symbol.toStringTag]: "Date" })],
  ["what converts itself", () => ({ valueOf: () => 1, toJSON: () => 1, [Symbol.toPrimitive]: () => 1 })],
];

type Call = (db: Database, hostile: unknown) => PromiseLike<unknown>;
const own = (name: string, value: unknown): never =>
  Object.defineProperty({}, name, { value, enumerable: true, configurable: true, writable: true }) as never;

/** Where a value can stand in a filter of a number, a text, a list of values, a relation. */
const valuePlaces: readonly (readonly [name: string, call: Call])[] = [
  ["a key", (db, value) => db.users.findUnique({ where: { id: value as never } })],
  ["an id", (db, value) => db.users.getById(value as never)],
  ["a finder", (db, value) => db.users.getByEmail(value as never)],
  ["a filter", (db, value) => db.users.findMany({ where: value as never })],
  ["a number", (db, value) => db.users.findMany({ where: { id: value as never } })],
  ["a text", (db, value) => db.users.findMany({ where: { email: value as never } })],
  ["an enum", (db, value) => db.users.findMany({ where: { role: value as never } })],
  ["equals", (db, value) => db.users.findMany({ where: { id: { equals: value as never } } })],
  ["not", (db, value) => db.users.findMany({ where: { email: { not: value as never } } })],
  ["an order", (db, value) => db.users.findMany({ where: { id: { gt: value as never } } })],
  ["between", (db, value) => db.users.findMany({ where: { id: { between: [value as never, 1] } } })],
  ["contains", (db, value) => db.users.findMany({ where: { email: { contains: value as never } } })],
  ["matches", (db, value) => db.users.findMany({ where: { email: { matches: value as never } } })],
  ["in", (db, value) => db.users.findMany({ where: { id: { in: [value as never] } } })],
  ["a mode", (db, value) => db.users.findMany({ where: { email: { equals: "x", mode: value as never } } })],
  ["AND", (db, value) => db.users.findMany({ where: { AND: [value as never, { id: -1 }] } })],
  ["OR", (db, value) => db.users.findMany({ where: { OR: [value as never] } })],
  ["a relation", (db, value) => db.users.findMany({ where: { posts: value as never } })],
  ["some", (db, value) => db.users.findMany({ where: { posts: { some: value as never } } })],
  ["is", (db, value) => db.posts.findMany({ where: { author: { is: value as never } } })],
  ["an include's filter", (db, value) => db.users.findMany({ include: { posts: { where: { id: value as never } } } })],
  ["a limit", (db, value) => db.users.findMany({ limit: value as never })],
  ["an offset", (db, value) => db.users.findMany({ offset: value as never })],
  ["a number that is counted", (db, value) => db.users.count({ where: { id: value as never } })],
  ["a change", (db, value) => db.users.updateMany({ where: { id: -1 }, data: { email: value as never } })],
  ["rows to change", (db, value) => db.users.updateMany({ where: value as never, data: { fullName: "hacked" } })],
  ["rows to delete", (db, value) => db.users.deleteMany({ where: value as never })],
  [
    "a value of a row",
    (db, value) => db.users.create({ data: { email: value as never, fullName: null, hashedPassword: "x" } }),
  ],
];

/** Where a name can stand. */
const namePlaces: readonly (readonly [name: string, call: (db: Database, name: string) => PromiseLike<unknown>])[] = [
  ["an argument", (db, name) => db.users.findMany(own(name, 1))],
  ["a filter", (db, name) => db.users.findMany({ where: own(name, 1) })],
  ["an operator", (db, name) => db.users.findMany({ where: { id: own(name, 1) } })],
  ["a quantifier", (db, name) => db.users.findMany({ where: { posts: own(name, {}) } })],
  ["a filter of a relation", (db, name) => db.users.findMany({ where: { posts: { some: own(name, 1) } } })],
  ["an include", (db, name) => db.users.findMany({ include: own(name, true) })],
  ["an include of an include", (db, name) => db.users.findMany({ include: { posts: { include: own(name, true) } } })],
  ["an argument of an include", (db, name) => db.users.findMany({ include: { posts: own(name, 1) } })],
  ["a selection", (db, name) => db.users.findMany({ select: own(name, true) })],
  ["what is left out", (db, name) => db.users.findMany({ omit: own(name, true) })],
  ["what is counted", (db, name) => db.users.findMany({ counts: own(name, true) })],
  ["an order", (db, name) => db.users.findMany({ orderBy: own(name, "asc") })],
  ["a direction", (db, name) => db.users.findMany({ orderBy: { id: name as never } })],
  [
    "where null goes",
    (db, name) => db.users.findMany({ orderBy: { fullName: { sort: "asc", nulls: name as never } } }),
  ],
  ["an order of a relation", (db, name) => db.posts.findMany({ orderBy: { author: own(name, "asc") } })],
  ["distinct", (db, name) => db.users.findMany({ distinct: [name as never] })],
  ["a strategy", (db, name) => db.posts.findMany({ include: { author: { load: name as never } } })],
  ["a group", (db, name) => db.users.groupBy({ by: [name as never], count: true })],
  ["a sum", (db, name) => db.users.aggregate({ sum: own(name, true) })],
  ["what a group has", (db, name) => db.users.groupBy({ by: ["role"], count: true, having: own(name, 1) })],
  ["a cursor", (db, name) => db.users.paginate({ orderBy: { id: "asc" }, limit: 2, after: name })],
  ["a value of a row", (db, name) => db.tags.create({ data: { name: "x", ...(own(name, 1) as object) } })],
  ["a value of a change", (db, name) => db.users.updateMany({ where: { id: 1 }, data: own(name, 1) })],
  ["a value of many rows", (db, name) => db.tags.createMany({ data: [own(name, 1)] })],
];

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    await db.users.createMany({
      data: ["ada", "bob", "cleo"].map((name) => ({
        email: `${name}@example.com`,
        fullName: name,
        hashedPassword: "x",
      })),
    });
  });
  afterAll(() => db.dispose());
  // Whatever was tried, all is as it was.
  afterEach(async () => {
    const users = await db.users.findMany({ orderBy: { id: "asc" } });
    expect(users.map(({ email, fullName }) => [email, fullName])).toEqual(
      ["ada", "bob", "cleo"].map((name) => [`${name}@example.com`, name]),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  const attempt = (work: () => PromiseLike<unknown>) =>
    countStatements(db, async () => {
      try {
        return { answer: await work() };
      } catch (error) {
        return { error };
      }
    });

  it.each(namePlaces)("takes no name for %s that there is not", async (_, call) => {
    for (const name of [...attacks, ...inherited]) {
      const { result, statements } = await attempt(() => call(db, name));
      expect([name, result.error]).toEqual([name, expect.any(InvalidArgument)]);
      expect(statements).toBe(0);
    }
  });

  it.each(valuePlaces)("takes no value for %s that is none, or reads nothing by it", async (place, call) => {
    for (const [name, make] of strangers) {
      const { result, statements } = await attempt(() => call(db, make()));
      if (result.error !== undefined) {
        expect([name, result.error]).toEqual([name, expect.any(InvalidArgument)]);
        expect(statements).toBe(0);
      } else if (!isHarmless(place, make())) {
        // It is a value after all, which no row has.
        expect([name, result.answer]).toEqual([name, expect.toSatisfyNothing()]);
      }
    }
  });

  it.each(valuePlaces.filter(([name]) => !/limit|offset|mode|an enum/.test(name)))(
    "takes text for %s for nothing but text",
    async (place, call) => {
      for (const text of [...attacks, "x".repeat(100_000)]) {
        if (place === "a value of a row") continue;
        const { result, statements } = await attempt(() => call(db, text));
        if (result.error !== undefined) {
          expect([text.slice(0, 50), result.error]).toEqual([text.slice(0, 50), expect.any(InvalidArgument)]);
          expect(statements).toBe(0);
        } else if (!["not", "matches", "an include's filter"].includes(place)) {
          expect([text.slice(0, 50), result.answer]).toEqual([text.slice(0, 50), expect.toSatisfyNothing()]);
        }
      }
    },
  );

  it("stores whatever text there is, and finds it again", async () => {
    for (const text of [...attacks, ...inherited, "x".repeat(100_000), "𝒳\u202e\ufeff\n\t"]) {
      const tag = await db.tags.create({ data: { name: text.slice(0, 50) } });
      expect(await db.tags.findMany({ where: { name: tag.name } })).toHaveLength(1);
      expect(await db.tags.count({ where: { name: { contains: text.slice(0, 50) }, id: tag.id } })).toBe(1);
      expect(
        await db.tags.count({ where: { name: { startsWith: text.slice(0, 50), endsWith: text.slice(0, 50) } } }),
      ).toBe(1);
      await db.tags.delete({ where: { id: tag.id } });
    }
    for (const text of ["a\0b", "\ud800", "\udc00x"]) {
      await expect(db.tags.create({ data: { name: text } })).rejects.toBeInstanceOf(InvalidArgument);
      await expect(db.tags.count({ where: { name: text } })).rejects.toBeInstanceOf(InvalidArgument);
      await expect(db.tags.count({ where: { name: { contains: text } } })).rejects.toBeInstanceOf(InvalidArgument);
    }
  });

  it("takes lists of 10,000 values as one, and refuses what is deeper than a stack", async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => index + 100);
    expect(await db.users.findMany({ where: { id: { in: ids } } })).toEqual([]);
    expect(await db.users.count({ where: { id: { notIn: ids } } })).toBe(3);
    const nest = (depth: number, wrap: (inner: object) => object, inner: object) => {
      let nested = inner;
      for (let level = 0; level < depth; level++) nested = wrap(nested);
      return nested as never;
    };
    const wraps: readonly ((inner: object) => object)[] = [
      (inner) => ({ AND: inner }),
      (inner) => ({ NOT: [inner] }),
      (inner) => ({ OR: [inner, { id: 1 }] }),
      (inner) => ({ manager: { is: inner } }),
      (inner) => ({ email: { not: inner } }),
    ];
    for (const wrap of wraps) {
      const { result, statements } = await attempt(() => db.users.findMany({ where: nest(1000, wrap, { id: 1 }) }));
      expect(result.error).toBeInstanceOf(InvalidArgument);
      expect(statements).toBe(0);
    }
    // As deep as the language lets a query be.
    const not = nest(98, (inner) => ({ not: inner }), { equals: "ada@example.com" });
    expect(await db.users.count({ where: { email: not } })).toBe(1);
    expect(await db.users.count({ where: nest(60, (inner) => ({ NOT: inner }), { id: 1 }) })).toBe(1);
    // As wide as anyone has it.
    expect(await db.users.count({ where: { OR: Array.from({ length: 5000 }, (_, id) => ({ id: id + 100 })) } })).toBe(
      0,
    );
  });

  it("lets an error of a getter through as it is, before anything is sent", async () => {
    const failure = new Error("mine");
    const trap = Object.defineProperty({}, "id", {
      enumerable: true,
      get() {
        throw failure;
      },
    }) as never;
    const proxy = new Proxy(
      {},
      {
        ownKeys() {
          throw failure;
        },
      },
    ) as never;
    for (const where of [trap, { AND: [trap] } as never, proxy]) {
      const { result, statements } = await attempt(() => db.users.findMany({ where }));
      expect(result.error).toBe(failure);
      expect(statements).toBe(0);
    }
  });
});

/** An empty filter fits every row, and is one; what has no own properties is such. A list of none is no alternative. */
function isHarmless(place: string, value: unknown): boolean {
  if (["not", "a limit", "an offset", "an include's filter"].includes(place)) return true;
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return isEmpty && /^(a filter|AND|OR|some|is|rows to (change|delete))$/.test(place);
}

expect.extend({
  /** What a call answers that found nothing: no rows, no row, none changed. */
  toSatisfyNothing(received: unknown) {
    const isNothing = received === null || received === 0 || (Array.isArray(received) && received.length === 0);
    return { pass: isNothing, message: () => "expected that nothing was found" };
  },
});

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- how Jest is extended
  namespace jest {
    interface Expect {
      toSatisfyNothing(): unknown;
    }
  }
}
