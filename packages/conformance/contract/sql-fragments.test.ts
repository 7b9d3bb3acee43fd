import { onEveryDialect } from "@joinery/conformance";
import {
  createClient,
  InvalidArgument,
  QueryRefused,
  sql,
  type QuerySource,
  type SqlFragment,
  type SqlValue,
} from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels } from "./create-tables.js";
import {
  childrenOf,
  matches,
  models,
  openNodes,
  rows,
  where,
  type Node,
  type NodeClient,
  type Where,
} from "./nodes.js";

type Fields = Readonly<Record<string, SqlValue>>;
type SqlNodes = NodeClient & {
  readonly nodes: NodeClient["nodes"] &
    QuerySource & { readonly fields: Fields; deleteMany(args: object): Promise<number> };
  readonly tags: NodeClient["tags"] & { readonly fields: Fields };
};

onEveryDialect((fixture) => {
  let db: SqlNodes;
  let of: Fields;

  beforeAll(async () => {
    db = (await openNodes(fixture.url)) as SqlNodes;
    of = db.nodes.fields;
  });
  afterAll(() => db.dispose());

  const found = async (args: object) =>
    (await db.nodes.findMany({ select: { id: true }, ...args })).map(({ id }) => id);
  const ids = (filter: unknown) => found({ where: filter, orderBy: { id: "asc" } });
  const expected = (fits: (node: Node) => boolean) => rows.filter(fits).map(({ id }) => id);

  /** A filter in SQL, and what it means; null is neither more nor less than anything. */
  const fragments: fc.Arbitrary<{ make: () => SqlFragment; means: (node: Node) => boolean }> = fc.oneof(
    fc.constantFrom(-1, 0, 1, 2).map((least) => ({
      make: () => sql`${of["number"]!} > ${least}`,
      means: ({ number }: Node) => number !== null && number > least,
    })),
    fc.constantFrom("a", "b%", "'", "\\", '"; drop table "nodes"; --').map((text) => ({
      make: () => sql`${of["text"]!} = ${text} or ${of["number"]!} is null`,
      means: (node: Node) => node.text === text || node.number === null,
    })),
    fc.constantFrom(0n, 2n ** 53n + 1n).map((exact) => ({
      make: () => sql`${of["exact"]!} = ${exact} -- a comment ends with its line`,
      means: (node: Node) => node.exact === exact,
    })),
    fc.boolean().map((flag) => ({
      make: () => sql`${of["flag"]!} = ${flag}`,
      means: (node: Node) => node.flag === flag,
    })),
    fc.constantFrom(0, 1, 1_600_000_000_123).map((time) => ({
      make: () => sql`${of["time"]!} <= ${new Date(time)}`,
      means: (node: Node) => node.time !== null && node.time.getTime() <= time,
    })),
    fc.array(fc.constantFrom<number>(1, 2, 3, 40), { minLength: 1, maxLength: 4 }).map((list) => ({
      make: () => sql`${of["id"]!} in (${sql.join(list)})`,
      means: (node: Node) => list.includes(node.id),
    })),
    fc.constantFrom(1, 2).map((number) => ({
      make: () =>
        sql`exists (select 1 from ${db.nodes} as c where c.${of["parentId"]!} = ${of["id"]!} and ${sql`c.number = ${number}`})`,
      means: (node: Node) => childrenOf(node).some((child) => child.number === number),
    })),
  );

  it("filters as the SQL says, wherever a filter stands; what is unknown is false", async () => {
    await fc.assert(
      fc.asyncProperty(fragments, fragments, where, async (first, second, filter) => {
        const [one, two] = [first.make(), second.make()];
        expect(await ids(one)).toEqual(expected(first.means));
        expect(await ids({ NOT: one })).toEqual(expected((node) => !first.means(node)));
        const mixed = {
          OR: [{ AND: [one, filter] }, { NOT: [two, filter] }, { children: { every: one } }],
          parent: { isNot: two },
        };
        const fits = (node: Node) => {
          const parent = rows.find(({ id }) => id === node.parentId);
          const isOne =
            (first.means(node) && matches(filter, node)) ||
            (!second.means(node) && !matches(filter, node)) ||
            childrenOf(node).every(first.means);
          return isOne && !(parent !== undefined && second.means(parent));
        };
        expect(await ids(mixed)).toEqual(expected(fits));
      }),
      { numRuns: 150 },
    );
  });

  it("is about the rows of an include, in its filter and its order", async () => {
    const least = (number: number) => sql`${of["id"]!} % 5 >= ${number}`;
    const include = (number: number) => ({
      children: { where: least(number), orderBy: [sql.desc(sql`${of["id"]!} % ${7}`), { id: "asc" }], limit: 2 },
    });
    type Parent = Node & { children: Node[] };
    const read = (filter: Where) =>
      countStatements(db, () => db.nodes.findMany({ where: filter, include: include(2), orderBy: { id: "asc" } }));
    for (const filter of [{ id: 1 }, {}]) {
      const { result, statements } = await read(filter);
      expect(statements).toBe(2);
      for (const parent of result as Parent[]) {
        const children = childrenOf(parent)
          .filter(({ id }) => id % 5 >= 2)
          .sort((a, b) => (b.id % 7) - (a.id % 7) || a.id - b.id);
        expect(parent.children.map(({ id }) => id)).toEqual(children.slice(0, 2).map(({ id }) => id));
      }
    }
  });

  it("orders by SQL: null is larger than anything, unless it is said where it goes", async () => {
    const value = sql`${of["number"]!} * ${-1}`;
    const first = async (orderBy: unknown) => (await found({ orderBy: [orderBy, { id: "asc" }] }))[0];
    const numbers = rows.filter(({ number }) => number !== null);
    const by = (direction: number) =>
      [...numbers].sort((a, b) => direction * (b.number! - a.number!) || a.id - b.id)[0]!.id;
    const nothing = rows.find(({ number }) => number === null)!.id;
    expect(await first(value)).toBe(by(1));
    expect(await first(sql.asc(value))).toBe(by(1));
    expect(await first(sql.asc(value, "first"))).toBe(nothing);
    expect(await first(sql.desc(value))).toBe(nothing);
    expect(await first(sql.desc(value, "last"))).toBe(by(-1));
    const distinct = await found({ distinct: ["number"], orderBy: [sql.desc(sql`${of["id"]!} * 1`)] });
    const last = (node: Node) => !rows.some(({ id, number }) => number === node.number && id > node.id);
    expect(new Set(distinct)).toEqual(new Set(expected(last)));
    expect(await found({ orderBy: { parent: sql.desc(sql`${of["id"]!} + 0`, "last") }, limit: 1 })).toEqual([39]);
  });

  it("counts, updates and deletes by SQL", async () => {
    const filter = sql`${of["id"]!} > ${1000}`;
    expect(await db.nodes.count({ where: filter as never })).toBe(0);
    expect(await db.nodes.deleteMany({ where: filter })).toBe(0);
  });

  it("sends every value as a parameter, and a list as one", async () => {
    const hostile = `x'; drop table "nodes"; --`;
    const text = db.nodes
      .findMany({ where: sql`${of["text"]!} = ${hostile}` })
      .toSQL()
      .join();
    expect(text).not.toContain("drop");
    const list = fixture.pick({
      postgresql: (values: SqlValue) => sql`${of["text"]!} = any(${values})`,
      sqlite: (values: SqlValue) => sql`${of["text"]!} in (select value from json_each(${values}))`,
    });
    expect(await ids(list(["a", hostile, "b%", `"`, "{}"]))).toEqual(
      expected(({ text: own }) => own === "a" || own === "b%"),
    );
    expect(db.nodes.findMany({ where: list(["a"]) }).toSQL()).toEqual(
      db.nodes.findMany({ where: list(Array.from({ length: 10_000 }, String)) }).toSQL(),
    );
  });

  it("takes each kind of value for what it is", async () => {
    const isTrue = (condition: SqlFragment) => ids(condition).then((all) => all.length === rows.length);
    expect(await isTrue(sql`cast(${null} as text) is null`)).toBe(true);
    expect(await isTrue(sql`5 / ${2} = 2`)).toBe(true);
    expect(await isTrue(sql`cast(${0.5} as double precision) * 2 = 1`)).toBe(true);
    expect(await isTrue(sql`cast(${2n ** 60n} as bigint) + 1 > 1`)).toBe(true);
    expect(await isTrue(sql`${true} = (1 = 1)`)).toBe(true);
    expect(await isTrue(sql`length(${new Uint8Array([1, 2, 3])}) = 3`)).toBe(true);
    expect(await isTrue(sql`length(cast(${"äöü"} as text)) = 3`)).toBe(true);
  });

  it("keeps a plan for each template, however it is put together, and no more", async () => {
    const small = createClient<SqlNodes>({
      url: fixture.url,
      schema: compileModels(models),
      models: {},
      options: { statementCache: 4 },
    });
    const part = (number: number) => sql`${of["number"]!} = ${number}`;
    for (let round = 0; round < 3; round++) {
      for (const number of [0, 1, 2, 3]) {
        expect((await small.nodes.findMany({ where: part(number) })).length).toBe(
          expected((node) => node.number === number).length,
        );
        const joined = sql.join(
          Array.from({ length: number + 1 }, (_, each) => part(each)),
          sql` or `,
        );
        expect((await small.nodes.findMany({ where: joined })).length).toBe(
          expected((node) => node.number !== null && node.number >= 0 && node.number <= number).length,
        );
      }
    }
    // The same text with fields and values in the other order is another plan.
    const both = [sql`${of["number"]!} = ${1}`, sql`${1} = ${of["number"]!}`, sql`${1} = ${1}`];
    const texts = both.map((each) => small.nodes.findMany({ where: each }).toSQL().join());
    expect(new Set(texts).size).toBe(3);
    await small.dispose();
  });

  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const deep = (depth: number) => {
    let nested = sql`1 = 1`;
    for (let level = 0; level < depth; level++) nested = sql`(${nested})`;
    return nested;
  };
  const refused: readonly (readonly [name: string, make: () => unknown, path: string, message: RegExp])[] = [
    ["undefined", () => sql`${of["id"]!} = ${undefined as never}`, "where[1]", /undefined/],
    [
      "undefined in a fragment in it",
      () => sql`${of["id"]!} = ${sql`${undefined as never}`}`,
      "where[1][0]",
      /undefined/,
    ],
    ["an object", () => sql`${of["id"]!} = ${{ id: 1 } as never}`, "where[1]", /got an object/],
    ["a function", () => sql`${(() => 1) as never}`, "where[0]", /got a function/],
    ["a symbol", () => sql`${Symbol("x") as never}`, "where[0]", /got a symbol/],
    ["a list of fragments", () => sql`${[sql`1`, sql`2`] as never}`, "where[0]", /sql\.join/],
    ["a list in a list", () => sql`1 = ${[[1]] as never}`, "where[0][0]", /got a list in it/],
    ["a list in itself", () => sql`1 = ${cyclic as never}`, "where[0][0]", /got a list in it/],
    ["null in a list", () => sql`1 = ${[1, null]}`, "where[0][1]", /without null/],
    ["bytes in a list", () => sql`1 = ${[new Uint8Array()]}`, "where[0][0]", /no bytes/],
    ["a date that is none", () => sql`1 = ${new Date(NaN)}`, "where[0]", /valid Date/],
    ["a NUL character", () => sql`1 = ${"\0"}`, "where[0]", /NUL/],
    ["half of a surrogate pair", () => sql`1 = ${"\ud800"}`, "where[0]", /surrogate/],
    ["a number of more than 64 bits", () => sql`1 = ${2n ** 64n}`, "where[0]", /64 bits/],
    [
      "a field of another row",
      () => sql`${db.tags.fields["id"]!} = 1`,
      "where[0]",
      /Tag\.id is not a field of the row/,
    ],
    ["a fragment that is too deep", () => deep(129), "where", /at most 128 deep/],
    ["text", () => "1 = 1", "where", /got a string/],
    ["what looks like a fragment", () => ({ strings: ["1 = 1"], values: [] }), "where.strings", /no "strings"/],
    ["a proxy of one", () => ({ AND: [new Proxy(sql`1 = 1`, {}), { ide: 1 }] }), "where.AND[1].ide", /no "ide"/],
    ["an order of text", () => ({ orderBy: sql.desc("id" as never) }), "orderBy", /Expected sql/],
    ["an order with nulls elsewhere", () => ({ orderBy: sql.desc(sql`1`, "middle" as never) }), "orderBy", /first/],
  ];
  it.each(refused.map(([name, ...rest]) => ({ name, rest })))(
    "refuses $name, before anything is sent",
    async ({ rest: [make, path, message] }) => {
      const made = make();
      const args = path === "orderBy" ? (made as object) : { where: made };
      for (let attempt = 0; attempt < 2; attempt++) {
        const { result, statements } = await countStatements(db, () =>
          db.nodes.findMany(args).catch((error: unknown) => error),
        );
        expect(result).toBeInstanceOf(InvalidArgument);
        expect((result as InvalidArgument).path).toBe(path);
        expect((result as InvalidArgument).message).toMatch(message);
        expect(statements).toBe(0);
      }
    },
  );

  it("goes as deep as anyone writes", async () => {
    expect(await ids(deep(120))).toHaveLength(rows.length);
  });

  it("takes nothing for a template that is none", () => {
    const strings = (list: string[]) => list as unknown as TemplateStringsArray;
    expect(() => sql(strings(["1 = 1"]))).toThrow(InvalidArgument);
    expect(() => sql("1 = 1" as never)).toThrow(InvalidArgument);
    expect(() => sql(Object.assign(strings(["1 = 1"]), { raw: ["1 = 1"] }))).toThrow(InvalidArgument);
    expect(() => sql`\u{`).toThrow(/escape sequence/);
    expect(() => sql.join([])).toThrow(InvalidArgument);
    expect(() => sql.join([1], ", " as never)).toThrow(InvalidArgument);
  });

  it("tells what the database refuses", async () => {
    await expect(ids(sql`no_such_column = ${1}`)).rejects.toBeInstanceOf(QueryRefused);
    await expect(ids(sql`1 = 1) or (1 = `)).rejects.toBeInstanceOf(QueryRefused);
  });
});
