import { onEveryDialect } from "@joinery/conformance";
import { createClient } from "@joinery/runtime";
import { createTables } from "./create-tables.js";
import { schema, type Ledger } from "./ledger.js";
import { buildWriter } from "./start-writers.js";

/** How many processes are killed: JOINERY_KILLS=100 for the whole of it, which takes half a minute for each database. */
const kills = Number(process.env["JOINERY_KILLS"] ?? 10);

/** Other processes that write to the same database, and may end at any time. */
onEveryDialect((fixture) => {
  type Writers = Awaited<ReturnType<typeof buildWriter>>;
  let db: Ledger;
  let writers: Writers;
  let start: (counter: number, first: number, count: number) => ReturnType<Writers["start"]>;

  beforeAll(async () => {
    writers = await buildWriter();
  });
  beforeEach(async () => {
    const { url } = await fixture.createDatabase();
    await createTables(url, schema);
    db = createClient({ url, schema, models: {} });
    start = (...numbers) => writers.start(url, ...numbers);
    await db.counters.createMany({ data: [0, 1, 2, 3].map((id) => ({ id, value: 0 })) });
  });
  afterEach(() => db.dispose());
  afterAll(() => writers.remove());

  const valueOf = async (counter: number) => (await db.counters.getById(counter)).value;
  const numbersOfEntries = async () => (await db.entries.findMany()).map(({ id }) => id);

  it("lose nothing of what they write beside each other", async () => {
    const count = fixture.pick({ postgresql: 250, sqlite: 1000 });
    const all = [0, 1, 2, 3].map((place) => start(place, place * count, count));
    // Somebody reads and writes here meanwhile.
    let own = 0;
    let isOver = false;
    const beside = (async () => {
      while (!isOver) {
        await db.entries.create({ data: { id: -++own, counter: 0 } });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    expect(await Promise.all(all.map((each) => each.finish()))).toEqual(["", "", "", ""]);
    isOver = true;
    await beside;
    for (const counter of [0, 1, 2, 3]) expect(await valueOf(counter)).toBe(count);
    expect(await db.entries.count()).toBe(4 * count + own);
  }, 120_000);

  it(`lose nothing that was acknowledged, and keep no half, when they are killed ${kills} times`, async () => {
    const acknowledged: number[] = [];
    const most = 100_000;
    for (let round = 0; round < kills; round++) {
      const writer = start(0, round * most, most);
      await writer.hasBegun();
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 40));
      await writer.kill();
      acknowledged.push(...writer.acknowledged);
      // The server may not have heard of it yet.
      await db.transaction(() => db.counters.update({ where: { id: 0 }, data: { id: 0 } }));
      expect(await valueOf(0)).toBe(await db.entries.count());
    }
    const kept = new Set(await numbersOfEntries());
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    // Beside those, each process may have had one that nobody was told of.
    expect(kept.size).toBeGreaterThanOrEqual(acknowledged.length);
    expect(kept.size).toBeLessThanOrEqual(acknowledged.length + kills);
    expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
  }, 300_000);
});
