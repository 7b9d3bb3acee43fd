import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema as blog } from "@joinery/generated/blog/schema.js";
import { createClient, type Client, type Page, type Query } from "@joinery/runtime";
import { resolveDialect, type Connection } from "@joinery/sql";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

const schema = compileModels(`
model Event {
  id       Int       @id
  kind     String
  score    Int
  day      Date?
  at       DateTime  @db("timestamptz", dialect: "postgresql")
  secret   String    @hidden
  labels   String[]
  position Position
  owner    Owner?

  @@index([kind, score(sort: desc), id(sort: desc)])
  @@index([day, id])
  @@index([at, id])
}

type Position {
  x Int
}

model Owner {
  id     Int     @id @hidden
  name   String
  email  String? @unique
  code   String  @unique
  events Event[]
}

model Token {
  value String @id @hidden
}

view Kind {
  kind String

  @@sql("select distinct kind from events")
}
`);

interface Repository {
  paginate(args: object): Query<Page<{ id: number } & Record<string, unknown>>>;
  createMany(args: { data: readonly object[] }): Promise<number>;
}

type Events = Client & Readonly<Record<"events" | "owners" | "tokens" | "kinds", Repository>>;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const idsOf = (page: { readonly items: readonly { readonly id: number }[] }) => page.items.map(({ id }) => id);
const forge = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
const open = (cursor: string | null) => JSON.parse(Buffer.from(cursor!, "base64url").toString()) as unknown[];

onEveryDialect((fixture) => {
  let db: Events;
  const count = 3000;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Events>({ url: fixture.url, schema, models: {} });
    await db.owners.createMany({ data: numbers(3).map((id) => ({ id, name: "N", code: `c${id}` })) });
    await db.events.createMany({
      data: numbers(count).map((id) => ({
        id,
        kind: "abc"[id % 3],
        score: id % 7,
        day: id % 10 === 0 ? null : `2024-01-${String(1 + (id % 28)).padStart(2, "0")}`,
        at: new Date(id),
        secret: `s${id}`,
        labels: [],
        position: { x: id },
        ownerId: id % 4 === 0 ? null : (id % 3) + 1,
      })),
    });
    await executeSql(fixture.url, "analyze");
  });
  afterAll(() => db.dispose());

  it("tells where a page is, and goes on from it in both directions", async () => {
    const args = { where: { id: { lte: 10 } }, orderBy: { id: "desc" }, limit: 4, select: { id: true } };
    const first = await db.events.paginate(args);
    expect(first).toStrictEqual({
      items: [{ id: 10 }, { id: 9 }, { id: 8 }, { id: 7 }],
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: expect.any(String) as string,
      endCursor: expect.any(String) as string,
    });
    const second = await db.events.paginate({ ...args, after: first.endCursor });
    const third = await db.events.paginate({ ...args, after: second.endCursor });
    expect([idsOf(second), second.hasNextPage, second.hasPreviousPage]).toEqual([[6, 5, 4, 3], true, true]);
    expect([idsOf(third), third.hasNextPage, third.hasPreviousPage]).toEqual([[2, 1], false, true]);
    const back = await db.events.paginate({ ...args, before: third.startCursor });
    expect(back).toEqual(second);
    const beginning = await db.events.paginate({ ...args, before: back.startCursor });
    expect(beginning).toEqual({ ...first, hasNextPage: true });
    expect(idsOf(await db.events.paginate({ ...args, before: null }))).toEqual([4, 3, 2, 1]);
    expect(idsOf(await db.events.paginate({ ...args, after: null }))).toEqual(idsOf(first));
  });

  it("stays where it is when nothing is there", async () => {
    const args = { where: { id: { lte: 3 } }, limit: 3 };
    const { endCursor, startCursor } = await db.events.paginate(args);
    const after = await db.events.paginate({ ...args, after: endCursor });
    expect(after).toEqual({
      items: [],
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: endCursor,
      endCursor,
    });
    const before = await db.events.paginate({ ...args, before: startCursor });
    expect([before.items, before.hasNextPage, before.startCursor]).toEqual([[], true, startCursor]);
    const none = await db.events.paginate({ where: { id: 0 }, limit: 3 });
    expect([none.startCursor, none.endCursor, none.hasNextPage, none.hasPreviousPage]).toEqual([
      null,
      null,
      false,
      false,
    ]);
  });

  it("keeps digits of a time that a Date has no place for", async () => {
    const own = await fixture.createDatabase();
    await createTables(own.url, schema);
    const values = numbers(9).map((id) => {
      const at = fixture.pick({ postgresql: "2024-01-01 00:00:00.00000", sqlite: "2024-01-01T00:00:00.00000" });
      const labels = fixture.pick({ postgresql: "'{}'", sqlite: "'[]'" });
      return `(${id}, 'k', 1, '${at}${id}${fixture.pick({ postgresql: "+00", sqlite: "Z" })}', 's', ${labels}, '{"x":1}')`;
    });
    await executeSql(
      own.url,
      `insert into events (id, kind, score, at, secret, labels, position) values ${values.join()}`,
    );
    const other = createClient<Events>({ url: own.url, schema, models: {} });
    try {
      const args = { orderBy: { at: "desc" }, limit: 2, select: { id: true } };
      const first = await other.events.paginate(args);
      const second = await other.events.paginate({ ...args, after: first.endCursor });
      expect([idsOf(first), idsOf(second)]).toEqual([
        [9, 8],
        [7, 6],
      ]);
    } finally {
      await other.dispose();
    }
  });

  it("breaks ties by a key that may be shown, and by none where there is one already", async () => {
    const { startCursor } = await db.owners.paginate({ limit: 1 });
    expect(open(startCursor).slice(2)).toEqual(["c1"]);
    const byCode = await db.owners.paginate({
      orderBy: [{ name: "asc" }, { code: "desc" }, { email: "asc" }],
      limit: 1,
    });
    expect(open(byCode.startCursor).slice(2)).toEqual(["N", "c3"]);
    const byEmail = await db.owners.paginate({ orderBy: { email: "asc" }, limit: 1 });
    expect(open(byEmail.startCursor).slice(2)).toEqual([null, "c1"]);
  });

  it.each([
    [{ limit: 2, after: "x" }, "after", /no cursor/],
    [{ limit: 2, after: "" }, "after", /no cursor/],
    [{ limit: 2, after: 7 }, "after", /no cursor/],
    [{ limit: 2, after: ["1"] }, "after", /no cursor/],
    [{ limit: 2, before: { order: "x", values: ["1"] } }, "before", /no cursor/],
    [{ limit: 2, before: forge(2, "x", "1") }, "before", /no cursor/],
    [{ limit: 2, after: forge(1, "x", "1") }, "after", /another order/],
    [{ limit: 2, after: null, before: null }, "before", /either after or before/],
    [{ limit: 0 }, "limit", /from 1/],
    [{ limit: 2.5 }, "limit", /whole/],
    [{ limit: 2 ** 31 }, "limit", /to 1000000/],
    [{}, "limit", /needs a limit/],
    [{ limit: 2, offset: 1 }, "offset", /no "offset"/],
    [{ limit: 2, distinct: ["kind"] }, "distinct", /no "distinct"/],
    [{ limit: 2, orderBy: { secret: "asc" } }, "orderBy", /secret is hidden/],
    [{ limit: 2, orderBy: { owner: { id: "asc" } } }, "orderBy", /id is hidden/],
    [{ limit: 2, orderBy: { labels: "asc" } }, "orderBy.labels", /no order/],
    [{ limit: 2, orderBy: { position: "asc" } }, "orderBy.position", /object of parts/],
    [{ limit: 2, orderBy: { position: { x: "asc" } } }, "orderBy", /x is a part of a value object/],
    [{ limit: 2, where: { kind: undefined } }, "where.kind", /undefined/],
  ])("refuses %j", async (args, path, message) => {
    const refusal = await refusalOf(db, () => db.events.paginate(args));
    expect(refusal.path).toBe(path);
    expect(refusal.message).toMatch(message);
  });

  it("refuses a cursor of another order, of another model, and one that was changed", async () => {
    const orderBy = [{ day: "asc" }, { score: "asc" }];
    const { endCursor } = await db.events.paginate({ orderBy, limit: 2 });
    const [, order, ...values] = open(endCursor);
    for (const other of [
      [{ day: "desc" }, { score: "asc" }],
      [{ day: { sort: "asc", nulls: "first" } }, { score: "asc" }],
      { id: "asc" },
    ]) {
      expect(
        (await refusalOf(db, () => db.events.paginate({ orderBy: other, limit: 2, after: endCursor }))).message,
      ).toMatch(/another order/);
    }
    expect((await refusalOf(db, () => db.owners.paginate({ limit: 2, before: endCursor }))).path).toBe("before");
    const changed = [
      values.slice(1),
      [...values, "1"],
      [values[0], null, values[2]],
      [values[0], "1; drop table events", values[2]],
      ["2024-02-30", ...values.slice(1)],
      [values[0], 1, values[2]],
    ];
    for (const each of changed) {
      const refusal = await refusalOf(db, () =>
        db.events.paginate({ orderBy, limit: 2, after: forge(1, order, ...each) }),
      );
      expect([refusal.path, refusal.message]).toEqual(["after", expect.stringMatching(/no cursor/) as string]);
    }
    const text = await db.owners.paginate({ orderBy: { name: "asc" }, limit: 1 });
    const hostile = forge(...open(text.endCursor).slice(0, 2), "'; drop table owners; --", "c1");
    expect((await db.owners.paginate({ orderBy: { name: "asc" }, limit: 9, after: hostile })).items).toHaveLength(3);
  });

  it("refuses models without a key that may be shown", async () => {
    expect((await refusalOf(db, () => db.tokens.paginate({ limit: 1 }))).message).toMatch(/Token has no key/);
    expect((await refusalOf(db, () => db.kinds.paginate({ limit: 1 }))).message).toMatch(/Kind has no key/);
  });

  describe("reads from where the page begins, whatever came before", () => {
    let connection: Connection;
    let close: () => Promise<void>;

    beforeAll(async () => {
      const driver = await resolveDialect(fixture.url).open({ url: fixture.url });
      connection = await driver.acquire();
      close = () => driver.close();
    });
    afterAll(async () => {
      await connection.release();
      await close();
    });

    /** Where null rows are looked for in the key's own index, of which every tenth is one. */
    const nullRows = 200;
    /** How the parameters of each statement follow from the values of the cursor. */
    const cases: readonly (readonly [string, object, (...values: string[]) => unknown[], most: number])[] = [
      [
        "one direction",
        { at: "desc" },
        (at, id) => fixture.pick({ postgresql: [at, id, 11], sqlite: [at, 11, at, id, 11, 11] }),
        11,
      ],
      [
        "both directions",
        [{ kind: "asc" }, { score: "desc" }],
        (kind, score, id) =>
          fixture.pick({
            postgresql: [kind, 11, kind, score, id, 11, 11],
            sqlite: [kind, 11, kind, score, 11, kind, score, id, 11, 11],
          }),
        11,
      ],
      [
        "nulls before",
        { day: "desc" },
        (day, id) => fixture.pick({ postgresql: [day, id, 11], sqlite: [day, 11, day, id, 11, 11] }),
        11,
      ],
      [
        "nulls after",
        { day: "asc" },
        (day, id) => fixture.pick({ postgresql: [day, id, 11, 11, 11], sqlite: [day, 11, 11, day, id, 11, 11] }),
        nullRows,
      ],
    ];

    it.each(cases)("with %s", async (_, orderBy, parametersOf, most) => {
      let after: string | null = null;
      for (let page = 0; page < 4; page++) after = (await db.events.paginate({ orderBy, limit: 100, after })).endCursor;
      const [sql = ""] = db.events.paginate({ orderBy, limit: 10, after, select: { id: true } }).toSQL();
      const parameters = parametersOf(...(open(after).slice(2) as string[]));
      await fixture.pick({ postgresql: expectFewRows, sqlite: expectSearches })(sql, parameters, most);
    });

    it("with a null, nulls before values", async () => {
      const args = { orderBy: { day: { sort: "asc", nulls: "first" } }, limit: 10, select: { id: true } };
      const first = await db.events.paginate({ ...args, limit: 200 });
      const [sql = ""] = db.events.paginate({ ...args, after: first.endCursor }).toSQL();
      expect(sql.split('from "events"')).toHaveLength(3);
      await fixture.pick({ postgresql: expectFewRows, sqlite: expectSearches })(sql, [11, "2000", 11, 11], nullRows);
    });

    /** Of each part of the plan, the rows that it looked at. */
    async function expectFewRows(sql: string, parameters: readonly unknown[], most: number) {
      const values = parameters.map((value) => `'${String(value)}'`);
      await connection.execute(`deallocate all; prepare page as ${sql}`);
      const rows = await connection.queryRaw(`explain (analyze, format json) execute page(${values.join()})`);
      type Node = { Plans?: Node[] } & Record<string, string | number>;
      const [{ Plan: plan }] = rows[0]!["QUERY PLAN"] as [{ Plan: Node }];
      const scans: Node[] = [];
      const collect = (node: Node) => {
        if (node["Relation Name"] === "events") scans.push(node);
        node.Plans?.forEach(collect);
      };
      collect(plan);
      expect(scans.length).toBe(sql.split('from "events"').length - 1);
      for (const scan of scans) {
        expect(scan["Node Type"]).toMatch(/Index/);
        expect(Number(scan["Actual Rows"]) + Number(scan["Rows Removed by Filter"] ?? 0)).toBeLessThanOrEqual(most);
      }
    }

    /** Each part begins in an index, and reads on in its order. */
    async function expectSearches(sql: string, parameters: readonly unknown[]) {
      const rows = await connection.queryRaw(`explain query plan ${sql}`, parameters);
      const details = rows.map(({ detail }) => String(detail));
      const reads = details.filter((detail) => /\bt0\b.*USING/.test(detail));
      expect(reads.length).toBe(sql.split('from "events"').length - 1);
      for (const read of reads) expect(read).toMatch(/^SEARCH t0 USING (COVERING )?INDEX \w+ \(.*\)$/);
      // What is sorted are those few.
      for (const detail of details) expect(detail).not.toMatch(/SCAN t0 USING/);
    }
  });
});

onEveryDialect((fixture) => {
  let db: Database;
  const users = 120;

  beforeAll(async () => {
    await createTables(fixture.url, blog);
    db = connect(fixture.url);
    await db.users.createMany({
      data: numbers(users).map((id) => ({
        id,
        email: `user${id}@example.com`,
        hashedPassword: "x",
        managerId: id === 1 ? null : 1,
      })),
    });
    await db.posts.createMany({
      data: numbers(users * 3).map((id) => ({ id, title: `post ${id}`, content: "c", authorId: (id % users) + 1 })),
    });
  });
  afterAll(() => db.dispose());

  it.each([1, 100])("includes of %d rows take as many statements as their plan says", async (limit) => {
    const include = { posts: { orderBy: { id: "asc" } }, manager: true } as const;
    const { endCursor } = await db.users.paginate({ orderBy: { id: "asc" }, limit: 7 });
    const query = db.users.paginate({ orderBy: { id: "asc" }, limit, after: endCursor, include });
    expect(query.plan()).toMatchObject({ operation: "paginate", statements: 2 });
    const { result, statements } = await countStatements(db, () => query);
    expect(statements).toBe(2);
    const expected = await db.users.findMany({ orderBy: { id: "asc" }, offset: 7, limit, include });
    expect(result.items).toEqual(expected);
  });

  it.each([
    ["batch", 2],
    ["json", 1],
  ] as const)("loads by %s what belongs to the rows of a page in several ranges too", async (load, expected) => {
    const orderBy = [{ manager: { email: "desc" } }, { fullName: "asc" }, { id: "desc" }] as const;
    const posts = { load, orderBy: { id: "asc" } } as const;
    const args = { orderBy, include: { manager: { include: { posts } } } } as const;
    const all = await db.users.findMany(args);
    const first = await db.users.paginate({ ...args, limit: 50 });
    const query = db.users.paginate({ ...args, limit: 50, after: first.endCursor });
    expect(query.toSQL()[0]).toContain("union all");
    const { result, statements } = await countStatements(db, () => query);
    expect([...first.items, ...result.items]).toEqual(all.slice(0, 100));
    expect(statements).toBe(expected);
  });

  it("sees its own writes in a transaction", async () => {
    await db.transaction(async (transaction) => {
      const args = { orderBy: { email: "desc" }, limit: 1 } as const;
      await transaction.users.create({ data: { id: 1000, email: "zz@example.com", hashedPassword: "x" } });
      const { items, endCursor } = await transaction.users.paginate(args);
      expect(items[0]!.email).toBe("zz@example.com");
      await transaction.users.delete({ where: { email: "zz@example.com" } });
      expect((await transaction.users.paginate({ ...args, after: endCursor })).items).toHaveLength(1);
    });
  });
});
