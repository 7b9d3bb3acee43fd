import { onEveryDialect } from "@joinery/conformance";
import { defineQuery, QueryNotCompiled, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { generateClient, type GeneratedClient } from "./generate-client.js";
import { models, openNodes, type NodeClient } from "./nodes.js";

const queries = `
query Node.trees($from: Int, $count: Int = 2, $skip: Int = 0, $text: String?, $flag: Boolean?) {
  where   { OR: [{ text: $text }, { number: { in: [$from, 1] } }, { flag: { not: $flag } }] }
  include {
    parent:   { include: { children: { where: { text: $text }, orderBy: { id: asc } } } },
    children: {
      where:   { number: { in: [$from, 2, -1] } },
      orderBy: [{ number: desc }, { id: asc }],
      limit:   $count,
      offset:  $skip,
      include: { children: { orderBy: { id: desc }, limit: 1, offset: $skip } },
    },
  }
  orderBy { id: asc }
}

query Node.shapes($levels: Level[], $time: DateTime = now(), $limit: Int) {
  where    { OR: [{ level: { in: $levels } }, { time: { between: ["1970-01-01T00:00:00Z", $time] } }] }
  select   {
    id: true, exact: true, price: true, labels: true, time: true, level: true,
    parent: { select: { id: true, parent: true } },
    children: { select: { flag: true }, orderBy: { id: asc }, distinct: [flag] },
  }
  orderBy  [{ parent: { id: { sort: desc, nulls: last } } }, { id: asc }]
  limit    $limit
}

query Node.nested($from: Int, $count: Int) {
  where   { id: { lte: $from } }
  include {
    parent:   { load: json, include: { tags: { load: json, orderBy: { id: asc }, where: { id: { gt: $count } } } } },
    children: { load: json, orderBy: { id: desc }, limit: $count, include: { parent: { load: json } } },
  }
  orderBy { id: asc }
}

query Node.branches($text: String?, $levels: Int = 2) {
  include {
    parent:   { recursive: true, maxDepth: 3 },
    children: { where: { text: { not: $text } }, orderBy: { id: asc }, recursive: true, maxDepth: $levels },
  }
  orderBy { id: asc }
}

query Node.trunks($from: Int) {
  select  { id: true, children: { select: { id: true }, where: { id: { gt: $from } }, orderBy: { id: asc }, recursive: true } }
  orderBy { id: asc }
}
`;

interface Named {
  trees(args: object): Query<object[]>;
  shapes(args: object): Query<object[]>;
  nested(args: object): Query<object[]>;
  branches(args: object): Query<object[]>;
  trunks(args: object): Query<object[]>;
}
type Database = Client & { readonly nodes: Named };

const number = fc.constantFrom(-1, 0, 1, 2, 3);
const treeValues = fc.record(
  {
    from: number,
    count: fc.nat(3),
    skip: fc.nat(2),
    text: fc.constantFrom(null, "", "a", "A", "b%"),
    flag: fc.constantFrom(null, true, false),
  },
  { requiredKeys: ["from", "text", "flag"] },
);
const shapeValues = fc.record({
  levels: fc.subarray(["LOW", "MIDDLE", "HIGH"]),
  time: fc.constantFrom(new Date(0), new Date(1), new Date(1_600_000_000_123)),
  limit: fc.nat(40),
});

onEveryDialect((fixture) => {
  let generated: GeneratedClient<Database>;
  let db: Database;
  let plain: NodeClient;

  beforeAll(async () => {
    plain = await openNodes(fixture.url);
    generated = await generateClient(models + queries);
    db = generated.connect(fixture.url);
  });
  afterAll(async () => {
    await Promise.all([plain.dispose(), db.dispose()]);
    generated.remove();
  });

  it("answers as findMany does with the same arguments, by the same statements", async () => {
    await fc.assert(
      fc.asyncProperty(treeValues, async ({ count = 2, skip = 0, ...given }) => {
        const { from, text, flag } = given;
        const named = db.nodes.trees({ ...given, count, skip });
        const called = plain.nodes.findMany({
          where: { OR: [{ text }, { number: { in: [from, 1] } }, { flag: { not: flag } }] },
          include: {
            parent: { include: { children: { where: { text }, orderBy: { id: "asc" } } } },
            children: {
              // What a query block cannot learn.
              load: "batch",
              where: { number: { in: [from, 2, -1] } },
              orderBy: [{ number: "desc" }, { id: "asc" }],
              limit: count,
              offset: skip,
              include: { children: { orderBy: { id: "desc" }, limit: 1, offset: skip } },
            },
          },
          orderBy: { id: "asc" },
        });
        expect(named.toSQL()).toEqual(called.toSQL());
        expect(await named).toEqual(await called);
      }),
      { numRuns: 60 },
    );
  });

  it("gives plain objects of what is selected, every type as findMany gives it", async () => {
    await fc.assert(
      fc.asyncProperty(shapeValues, async ({ levels, time, limit }) => {
        const found = await db.nodes.shapes({ levels, time, limit });
        const expected = await plain.nodes.findMany({
          where: { OR: [{ level: { in: levels } }, { time: { between: [new Date(0), time] } }] },
          select: {
            id: true,
            exact: true,
            price: true,
            labels: true,
            time: true,
            level: true,
            parent: { select: { id: true, parent: true } },
            children: { select: { flag: true }, orderBy: { id: "asc" }, distinct: ["flag"] },
          },
          orderBy: [{ parent: { id: { sort: "desc", nulls: "last" } } }, { id: "asc" }],
          limit,
        });
        expect(found).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("loads as it says: as JSON, or on and on to a depth", async () => {
    const byId = { orderBy: { id: "asc" } };
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(3), fc.integer({ min: 1, max: 4 }), async (from, count, levels) => {
        const text = from % 3 === 0 ? null : "a";
        const pairs = [
          [
            db.nodes.nested({ from, count }),
            plain.nodes.findMany({
              where: { id: { lte: from } },
              include: {
                parent: { load: "json", include: { tags: { load: "json", ...byId, where: { id: { gt: count } } } } },
                children: {
                  load: "json",
                  orderBy: { id: "desc" },
                  limit: count,
                  include: { parent: { load: "json" } },
                },
              },
              ...byId,
            }),
          ],
          [
            db.nodes.branches({ text, levels }),
            plain.nodes.findMany({
              include: {
                parent: { recursive: true, maxDepth: 3 },
                children: { where: { text: { not: text } }, ...byId, recursive: true, maxDepth: levels },
              },
              ...byId,
            }),
          ],
          [
            db.nodes.trunks({ from }),
            plain.nodes.findMany({
              select: {
                id: true,
                children: { select: { id: true }, where: { id: { gt: from } }, ...byId, recursive: true },
              },
              ...byId,
            }),
          ],
        ] as const;
        for (const [named, called] of pairs) {
          expect(named.toSQL()).toEqual(called.toSQL());
          expect(await named).toEqual(await called);
        }
        expect(pairs.map(([named]) => named.plan().statements)).toEqual([1, 3, 2]);
      }),
      { numRuns: 25 },
    );
    await expect(db.nodes.branches({ text: null, levels: 0 })).rejects.toThrow(/^levels: Expected a number of levels/);
  });

  it.each([1, 40])("sends as many statements for %d rows as its plan says", async (limit) => {
    const call = () => db.nodes.shapes({ levels: ["LOW", "MIDDLE", "HIGH"], limit });
    const { statements, result } = await countStatements(db, call);
    expect(result.length).toBeGreaterThan(0);
    expect([statements, call().plan().statements]).toEqual([2, 2]);
  });

  it("refuses a database that it was not generated for", async () => {
    const dialects = [fixture.pick({ postgresql: "sqlite", sqlite: "postgresql" })];
    const other = await generateClient<Database>(models + queries, { dialects });
    const client = other.connect(fixture.url);
    try {
      await expect(client.nodes.shapes({ levels: [], limit: 1 })).rejects.toThrow(QueryNotCompiled);
      await expect(client.nodes.shapes({ levels: [], limit: 1 })).rejects.toThrow(/shapes was not generated for/);
    } finally {
      await client.dispose();
      other.remove();
    }
  });
});

it("refuses code of another version when it is loaded", () => {
  const old = () => defineQuery({ format: 0, name: "old", parameters: {}, dialects: {} });
  expect(old).toThrow(QueryNotCompiled);
  expect(old).toThrow("The query old was generated by another version of Joinery. Run `joinery generate` again.");
});
