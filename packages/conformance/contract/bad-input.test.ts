import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { InvalidArgument } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

type Call = (db: Database) => PromiseLike<unknown>;

/** Calls as a program without types makes them: what is wrong, where, and what is suggested. */
const calls: readonly (readonly [
  name: string,
  call: Call,
  path: string,
  message: RegExp | string,
  suggestion?: string,
])[] = [
  [
    "an unknown field",
    (db) => db.users.findMany({ where: { emial: "x" } as never }),
    "where.emial",
    /User has no "emial"/,
    "email",
  ],
  [
    "an unknown field, deep inside",
    (db) => db.users.findMany({ where: { AND: [{ posts: { some: { titel: "x" } } } as never] } }),
    "where.AND[0].posts.some.titel",
    /Post has no "titel"/,
    "title",
  ],
  [
    "an unknown operator",
    (db) => db.users.findMany({ where: { email: { startWith: "x" } as never } }),
    "where.email.startWith",
    /StringN?|String/,
    "startsWith",
  ],
  [
    "an operator of another type",
    (db) => db.users.findMany({ where: { isActive: { gt: true } as never } }),
    "where.isActive.gt",
    /Boolean has no "gt"/,
  ],
  [
    "isNull of a field that never is",
    (db) => db.users.findMany({ where: { email: { isNull: true } as never } }),
    "where.email.isNull",
    /has no "isNull"/,
  ],
  [
    "an unknown quantifier",
    (db) => db.users.findMany({ where: { posts: { any: {} } as never } }),
    "where.posts.any",
    /relation to many has no "any"/,
  ],
  [
    "a quantifier of the other kind",
    (db) => db.posts.findMany({ where: { author: { some: {} } as never } }),
    "where.author.some",
    /relation to one has no "some"/,
  ],
  [
    "undefined in a filter",
    (db) => db.users.findMany({ where: { email: undefined } as never }),
    "where.email",
    /undefined/,
  ],
  ["an undefined filter", (db) => db.users.findMany({ where: undefined as never }), "where", /undefined/],
  [
    "undefined in an operator",
    (db) => db.users.findMany({ where: { id: { gt: undefined } } as never }),
    "where.id.gt",
    /undefined/,
  ],
  [
    "undefined in a list",
    (db) => db.users.findMany({ where: { id: { in: [1, undefined as never] } } }),
    "where.id.in[1]",
    /undefined/,
  ],
  [
    "null in a list",
    (db) => db.users.findMany({ where: { id: { in: [1, null as never] } } }),
    "where.id.in[1]",
    /null/,
  ],
  [
    "undefined in OR",
    (db) => db.users.findMany({ where: { OR: [{ id: 1 }, undefined as never] } }),
    "where.OR[1]",
    /undefined/,
  ],
  ["undefined in data", (db) => db.tags.create({ data: { name: undefined as never } }), "data.name", /undefined/],
  [
    "undefined in an update",
    (db) => db.tags.update({ where: { id: 1 }, data: { name: undefined } as never }),
    "data.name",
    /undefined/,
  ],
  ["an undefined key", (db) => db.tags.findUnique({ where: { id: undefined as never } }), "where.id", /undefined/],
  ["an undefined id", (db) => db.tags.getById(undefined as never), "id", /undefined/],
  ["a value of another type", (db) => db.users.findMany({ where: { id: "one" as never } }), "where.id", /expected/i],
  [
    "a value of another type in a list",
    (db) => db.users.findMany({ where: { id: { in: ["one" as never] } } }),
    "where.id.in[0]",
    /expected/i,
  ],
  [
    "a value of another type in an include",
    (db) => db.users.findMany({ include: { posts: { where: { id: "one" as never } } } }),
    "include.posts.where.id",
    /expected/i,
  ],
  [
    "an object where a value belongs",
    (db) => db.users.findMany({ where: { id: { equals: {} as never } } }),
    "where.id.equals",
    /got an object/,
  ],
  ["a list where a value belongs", (db) => db.users.findMany({ where: { id: [1] as never } }), "where.id", /say "in"/],
  [
    "a value where a list belongs",
    (db) => db.users.findMany({ where: { id: { in: 1 as never } } }),
    "where.id.in",
    /list/,
  ],
  [
    "null where there is none",
    (db) => db.users.findMany({ where: { email: null as never } }),
    "where.email",
    /never null/,
  ],
  [
    "a member that there is not",
    (db) => db.users.findMany({ where: { role: "BOSS" as never } }),
    "where.role",
    /expected/i,
  ],
  ["a filter that says nothing", (db) => db.users.findMany({ where: { id: {} } }), "where.id", /at least one/],
  ["a filter that is none", (db) => db.users.findMany({ where: "id = 1" as never }), "where", /got a string/],
  [
    "JSON without an operator",
    (db) => db.users.findMany({ where: { settings: "dark" as never } }),
    "where.settings",
    /equals/,
  ],
  [
    "an unknown relation",
    (db) => db.users.findMany({ include: { post: true } as never }),
    "include.post",
    /User has no "post"/,
    "posts",
  ],
  [
    "a field in an include",
    (db) => db.users.findMany({ include: { email: true } as never }),
    "include.email",
    /is a field/,
  ],
  [
    "select and include together",
    (db) => db.users.findMany({ select: { id: true }, include: { posts: true } } as never),
    "include",
    /either select or include/,
  ],
  ["an empty select", (db) => db.users.findMany({ select: {} }), "select", /selects nothing/],
  ["a select of false alone", (db) => db.users.findMany({ select: { id: false } }), "select", /selects nothing/],
  [
    "a where on a relation to one",
    (db) => db.posts.findMany({ include: { author: { where: {} } } as never }),
    "include.author.where",
    /relation to one has no "where"/,
  ],
  [
    "a strategy that there is not",
    (db) => db.posts.findMany({ include: { author: { load: "lazy" } } as never }),
    "include.author.load",
    /join/,
  ],
  [
    "a list that is to be joined",
    (db) => db.users.findMany({ include: { posts: { load: "join" } } as never }),
    "include.posts.load",
    /Only a relation to one/,
    "json",
  ],
  ["an unknown argument", (db) => db.users.findMany({ were: {} } as never), "were", /has no "were"/, "where"],
  [
    "an order by nothing known",
    (db) => db.users.findMany({ orderBy: { emial: "asc" } as never }),
    "orderBy.emial",
    /no "emial"/,
    "email",
  ],
  [
    "an order by a list",
    (db) => db.users.findMany({ orderBy: { posts: { id: "asc" } } as never }),
    "orderBy.posts.id",
    /relation to many has no "id"/,
  ],
  ["an unknown direction", (db) => db.users.findMany({ orderBy: { id: "up" as never } }), "orderBy.id", /asc/],
  ["a limit that is none", (db) => db.users.findMany({ limit: -1 }), "limit", /number of rows/],
  [
    "a limit in an include that is none",
    (db) => db.users.findMany({ include: { posts: { limit: 1.5 } } }),
    "include.posts.limit",
    /number of rows/,
  ],
  [
    "a key that is not whole",
    (db) => db.posts.findUnique({ where: { authorId: 1 } as never }),
    "where",
    /id, or by authorId and title/,
  ],
  [
    "a key that is compared otherwise",
    (db) => db.posts.findUnique({ where: { id: { gt: 1 } } as never }),
    "where",
    /by its value/,
  ],
  ["an id that is a filter", (db) => db.posts.getById({ gt: 1 } as never), "id", /got an object/],
  [
    "an unknown field in data",
    (db) => db.tags.create({ data: { nam: "x" } as never }),
    "data.nam",
    /Tag has no "nam"/,
    "name",
  ],
  [
    "a missing value",
    (db) => db.posts.create({ data: { title: "t", content: "c" } as never }),
    "data.authorId",
    /needs this value/,
  ],
  [
    "a relation in data",
    (db) => db.posts.create({ data: { title: "t", content: "c", author: {} } as never }),
    "data.author",
    /create, connect, connectOrCreate/,
  ],
  ["an update of nothing", (db) => db.tags.update({ where: { id: 1 }, data: {} }), "data", /changes nothing/],
  ["no arguments where some are needed", (db) => db.tags.findUnique(undefined as never), "", /undefined/],
  ["rows that are none", (db) => db.tags.createMany({ data: "x" as never }), "data", /list of rows/],
  ["a row that is none", (db) => db.tags.createMany({ data: [null as never] }), "data[0]", /got null/],
];

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    await db.tags.createMany({ data: [{ name: "one" }, { name: "two" }] });
  });
  afterAll(() => db.dispose());

  const cases = calls.map(([name, ...rest]) => ({ name, rest }));
  it.each(cases)("refuses $name before anything is sent", async ({ rest: [call, path, message, suggestion] }) => {
    const { result, statements } = await countStatements(db, () =>
      Promise.resolve(call(db)).catch((error: unknown) => error),
    );
    expect(result).toBeInstanceOf(InvalidArgument);
    const error = result as InvalidArgument;
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
    expect(error.suggestion).toBe(suggestion);
    if (suggestion !== undefined) expect(error.message).toContain(`Did you mean "${suggestion}"?`);
    expect(statements).toBe(0);
  });

  it("refuses the same call again, and takes the right one after it", async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(db.tags.findMany({ where: { id: "1" as never } })).rejects.toBeInstanceOf(InvalidArgument);
      expect(await db.tags.findMany({ where: { id: 1 } })).toHaveLength(1);
      await expect(db.tags.findMany({ where: { ide: 1 } as never })).rejects.toBeInstanceOf(InvalidArgument);
    }
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("takes %s for an unknown name", async (name) => {
    const hostile = (value: unknown) => JSON.parse(`{ "${name}": ${JSON.stringify(value)} }`) as object;
    const args = [
      { where: hostile(1) },
      { where: { id: hostile({}) } },
      { include: hostile(true) },
      { select: hostile(true) },
      { orderBy: hostile("asc") },
      hostile({}),
    ];
    for (const each of args) await expect(db.users.findMany(each as never)).rejects.toBeInstanceOf(InvalidArgument);
    await expect(db.tags.create({ data: { name: "x", ...hostile(1) } })).rejects.toBeInstanceOf(InvalidArgument);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("does not take what objects inherit for an argument", async () => {
    const inherited = Object.create({ where: { id: 1 } }) as object;
    expect(await db.tags.findMany(inherited as never)).toHaveLength(2);
    // A plan outlives the call that made it: it must not have learned from a prototype either.
    const fresh = connect(fixture.url);
    const limited = Object.assign(Object.create({ limit: 1 }) as object, { where: { id: { gt: 0 } } });
    expect(await fresh.tags.findMany(limited as never)).toHaveLength(2);
    expect(await fresh.tags.findMany({ where: { id: { gt: 0 } } })).toHaveLength(2);
    await fresh.dispose();
  });

  it("takes 10,000 values in a list, as one parameter", async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => index);
    const { result, statements } = await countStatements(db, () => db.tags.findMany({ where: { id: { in: ids } } }));
    expect(result).toHaveLength(2);
    expect(statements).toBe(1);
    expect(await db.tags.count({ where: { name: { notIn: ids.map(String) } } })).toBe(2);
  });

  it("takes filters and includes as deep as anyone writes, and refuses what would end the stack", async () => {
    const nest = (depth: number, make: (inner: object) => object, innermost: object) => {
      let nested = innermost;
      for (let level = 0; level < depth; level++) nested = make(nested);
      return nested as never;
    };
    const filter = (depth: number) => nest(depth, (inner) => ({ AND: [inner] }), { name: "one" });
    expect(await db.tags.count({ where: filter(40) })).toBe(1);
    expect(await db.tags.count({ where: nest(40, (inner) => ({ NOT: inner }), { name: "one" }) })).toBe(1);
    for (const depth of [100, 100_000]) {
      await expect(db.tags.count({ where: filter(depth) })).rejects.toThrow(/Filters nest at most 128 deep/);
    }
    const not = nest(100_000, (inner) => ({ not: inner }), { equals: "one" });
    await expect(db.tags.count({ where: { name: not } })).rejects.toThrow(/Filters nest at most 128 deep/);
    const include = (depth: number) => nest(depth, (inner) => ({ include: { replies: inner } }), {});
    expect(await db.comments.findMany(include(10))).toEqual([]);
    await expect(db.comments.findMany(include(100_000))).rejects.toThrow(/Selections nest at most 128 deep/);
    const order = nest(100_000, (inner) => ({ parent: inner }), { id: "asc" });
    await expect(db.comments.findMany({ orderBy: order })).rejects.toThrow(/nest at most 128 deep/);
  });

  it("takes many alternatives, and refuses more than the database has parameters", async () => {
    const either = (count: number) => ({ OR: Array.from({ length: count }, (_, id) => ({ id })) });
    expect(await db.tags.count({ where: either(5000) })).toBe(2);
    await expect(db.tags.count({ where: either(70_000) })).rejects.toThrow(/values, and one statement takes/);
  });
});
