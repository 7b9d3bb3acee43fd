import { onEveryDialect } from "@joinery/conformance";
import fc from "fast-check";
import { matches, openNodes, rows, where, type NodeClient, type Where } from "./nodes.js";

onEveryDialect((fixture) => {
  let db: NodeClient;

  beforeAll(async () => {
    db = await openNodes(fixture.url);
  });
  afterAll(() => db.dispose());

  const ids = async (filter: Where) =>
    (await db.nodes.findMany({ where: filter, orderBy: { id: "asc" }, select: { id: true } })).map((node) => node.id);
  const expected = (filter: Where) => rows.filter((node) => matches(filter, node)).map((node) => node.id);

  it("reads what was written", async () => {
    const found = await db.nodes.findMany({ orderBy: { id: "asc" } });
    expect(found.map((node) => ({ ...node }))).toEqual(rows);
  });

  it("filters as the words say, whatever the filter", async () => {
    await fc.assert(
      fc.asyncProperty(where, async (filter) => {
        expect(await ids(filter)).toEqual(expected(filter));
      }),
      { numRuns: 400 },
    );
  });

  it("gives with NOT exactly the rows that were not given", async () => {
    await fc.assert(
      fc.asyncProperty(where, async (filter) => {
        const fits = await db.nodes.count({ where: filter });
        expect(await db.nodes.count({ where: { NOT: filter } })).toBe(rows.length - fits);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps apart shapes that differ, and shares plans where only values do", async () => {
    await fc.assert(
      fc.asyncProperty(where, where, async (first, second) => {
        // Whatever a plan was made for, a call of the same key has to mean the same: ask twice, mixed.
        for (const filter of [first, second, first]) expect(await ids(filter)).toEqual(expected(filter));
      }),
      { numRuns: 100 },
    );
  });
});
