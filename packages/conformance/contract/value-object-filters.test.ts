import { onEveryDialect } from "@joinery/conformance";
import fc from "fast-check";
import { matchesObject, where } from "./value-object-filters.js";
import { openOwners, owner, type OwnerClient, type Where } from "./value-objects.js";

const rows = fc
  .sample(owner, { numRuns: 60, seed: 11 })
  .map((row, index) => ({ ...row, id: index + 1, parentId: null }));

onEveryDialect((fixture) => {
  let db: OwnerClient;

  beforeAll(async () => {
    db = await openOwners(fixture.url);
    await db.owners.createMany({ data: rows });
  });
  afterAll(() => db.dispose());

  const ids = async (filter: Where) =>
    (await db.owners.findMany({ where: filter, orderBy: { id: "asc" }, select: { id: true } })).map(({ id }) => id);

  it("asks of value objects what the words say, whatever the filter", async () => {
    await fc.assert(
      fc.asyncProperty(where, async (filter) => {
        const expected = rows.filter((row) => matchesObject(filter, row)).map(({ id }) => id);
        expect(await ids(filter)).toEqual(expected);
      }),
      { numRuns: 600 },
    );
  });

  it("gives with NOT exactly the rows that were not given", async () => {
    await fc.assert(
      fc.asyncProperty(where, async (filter) => {
        const fits = await db.owners.count({ where: filter });
        expect(await db.owners.count({ where: { NOT: filter } })).toBe(rows.length - fits);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps apart shapes that differ, and shares plans where only values do", async () => {
    await fc.assert(
      fc.asyncProperty(where, where, async (first, second) => {
        for (const filter of [first, second, first]) {
          const expected = rows.filter((row) => matchesObject(filter, row)).length;
          expect(await db.owners.count({ where: filter })).toBe(expected);
        }
      }),
      { numRuns: 100 },
    );
  });
});
