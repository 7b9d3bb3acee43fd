import { onEveryDialect } from "@joinery/conformance";
import type { Schema } from "@joinery/schema";
import type { Catalog } from "@joinery/sql";
import fc from "fast-check";
import { tableKey } from "../src/diff/catalog-order.js";
import { diffCatalogs, emptyCatalog } from "../src/index.js";
import { quotedName } from "../src/diff/quoted-name.js";
import { insertRows } from "./insert-rows.js";
import { openDatabase, type MigratedDatabase } from "./migrated-database.js";
import { randomSchema } from "./random-schema.js";

onEveryDialect((fixture) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await openDatabase(fixture.url);
  });
  afterAll(() => database.close());

  const expectSame = (found: Catalog, wanted: Catalog) => {
    expect(diffCatalogs(found, wanted)).toEqual([]);
    expect(diffCatalogs(wanted, found)).toEqual([]);
  };
  const onCreated = async (schema: Schema, work: (from: Catalog) => Promise<void>) => {
    const empty = emptyCatalog(database.dialect);
    await database.create(schema);
    try {
      await work(await database.lower(schema));
    } finally {
      await database.migrate(await database.catalog(), empty);
    }
    expectSame(await database.catalog(), empty);
  };

  it("leads from any schema to any other and back, each as if it had been created", async () => {
    await fc.assert(
      fc.asyncProperty(randomSchema, randomSchema, (before, after) =>
        onCreated(before, async (from) => {
          expectSame(await database.catalog(), from);
          const goBack = await database.migrate(from, await database.lower(after));
          expectSame(await database.catalog(), await database.lower(after));
          await goBack();
          // Of the tables as they are: columns that came back stand behind the others, and `select *` follows.
          expectSame(await database.catalog(), await database.lower(before));
        }),
      ),
      { numRuns: fixture.pick({ postgresql: 30, sqlite: 120 }) },
    );
  });

  it("keeps every row and value that both schemas have a place for, or changes nothing", async () => {
    let migrated = 0;
    await fc.assert(
      fc.asyncProperty(randomSchema, randomSchema, (before, after) =>
        onCreated(before, async (from) => {
          await insertRows(database, before);
          const to = await database.lower(after);
          const places = sharedPlaces(from, to);
          const held = await readPlaces(database, places);
          try {
            const goBack = await database.migrate(from, to);
            expectSame(await database.catalog(), await database.lower(after));
            expect(await readPlaces(database, places)).toEqual(held);
            await expectWords(database, to);
            migrated++;
            await goBack();
            expectSame(await database.catalog(), await database.lower(before));
            await expectWords(database, from);
          } catch (error) {
            // Rows may stand in the way, and then they are still there.
            if (!/DatabaseError/.test(String(error))) throw error;
          }
          expect(await readPlaces(database, places)).toEqual(held);
        }),
      ),
      { numRuns: fixture.pick({ postgresql: 30, sqlite: 120 }) },
    );
    expect(migrated).toBeGreaterThan(5);
  });
});

/** Of texts whose words are in a table of their own: that those of every row are there, and no others. */
async function expectWords(database: MigratedDatabase, { tables }: Catalog): Promise<void> {
  for (const { name, fulltext } of tables) {
    if (fulltext === undefined) continue;
    const texts = fulltext.columns.map((column) => `"${column}"`).join(" || ' ' || ");
    const words = `"${fulltext.name}"`;
    for (const { text } of await database.rows(`select ${texts} as text from "${name}"`)) {
      for (const word of (text as string | null)?.match(/\w+/g) ?? []) {
        const [found] = await database.rows(`select count(*) as n from ${words} where ${words} match '"${word}"'`);
        expect(Number(found?.["n"])).toBeGreaterThan(0);
      }
    }
    const [rows] = await database.rows(`select count(*) as n from "${name}"`);
    expect(await database.rows(`select count(*) as n from "${fulltext.name}_docsize"`)).toEqual([rows]);
  }
}

interface Place {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Columns that are of the same type before and after, enums aside: their values may have to go. */
function sharedPlaces(from: Catalog, to: Catalog): Place[] {
  return from.tables.flatMap((table) => {
    const target = to.tables.find((other) => tableKey(other) === tableKey(table));
    if (target === undefined) return [];
    const columns = table.columns.filter(({ name, type, generated }) =>
      target.columns.some(
        (column) => column.name === name && column.type === type && !column.generated && generated === undefined,
      ),
    );
    return [{ table: quotedName(table), columns: columns.map(({ name }) => name) }];
  });
}

async function readPlaces(database: MigratedDatabase, places: readonly Place[]) {
  const found: Record<string, unknown> = {};
  for (const { table, columns } of places) {
    const list = ["1 as one", ...columns.map((column) => `"${column}"`)].join(", ");
    found[table] = await database.rows(`select ${list} from ${table}`);
  }
  return found;
}
