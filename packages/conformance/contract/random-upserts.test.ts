import { onEveryDialect } from "@joinery/conformance";
import { createClient, given, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { compileModels, createTables } from "./create-tables.js";

const schema = compileModels(`
model Item {
  shelf   Int
  place   String
  count   Int     @default(7)
  note    String?
  labels  String[]
  version Int     @version
  @@id([shelf, place])
}
`);

interface Row {
  readonly shelf: number;
  readonly place: string;
  readonly count?: number;
  readonly note?: string | null;
  readonly labels: readonly string[];
}
type Item = Required<Row> & { readonly version: number };

interface Items {
  findMany(args?: object): Query<Item[]>;
  upsertMany(args: object): Query<Item[]>;
  deleteMany(args: object): Query<number>;
}

const labels = fc.array(fc.constantFrom("a", 'b"', "c,d"), { maxLength: 2 });
const note = fc.constantFrom(null, "", "x", "y'");
const count = fc.integer({ min: -5, max: 5 });

const rows = fc.uniqueArray(
  fc.record<Row>(
    { shelf: fc.integer({ min: 1, max: 2 }), place: fc.constantFrom("a", "A", "ä"), count, note, labels },
    { requiredKeys: ["shelf", "place", "labels"] },
  ),
  { selector: ({ shelf, place }) => `${shelf} ${place}`, maxLength: 6 },
);

/** What a call says of rows that are there, and the same done in memory; what is taken of a row, it has to give. */
interface Update {
  readonly update: object | undefined;
  readonly takes: readonly (keyof Row)[];
  readonly change: (old: Item, row: Required<Row>, said: Row) => Partial<Item>;
}

const updates: fc.Arbitrary<Update> = fc.oneof(
  fc.constant({ update: undefined, takes: [], change: (_: Item, __: Row, said: Row) => said }),
  fc.constant({ update: [], takes: [], change: () => ({}) }),
  fc.constant({
    update: ["note"],
    takes: ["note"] as const,
    change: (_: Item, row: Required<Row>) => ({ note: row.note }),
  }),
  fc.constant({
    update: { count: { increment: given }, labels: { append: given }, note: given },
    takes: ["count", "note"] as const,
    change: (old: Item, row: Required<Row>) => ({
      count: old.count + row.count,
      labels: [...old.labels, ...row.labels],
      note: row.note,
    }),
  }),
  fc.tuple(count, note, labels).map(([by, to, more]) => ({
    update: { count: { decrement: by }, note: to, labels: { prepend: more } },
    takes: [],
    change: (old: Item) => ({ count: old.count - by, note: to, labels: [...more, ...old.labels] }),
  })),
);

const keyOf = ({ shelf, place }: Row) => `${shelf} ${place}`;

function upsert(items: ReadonlyMap<string, Item>, data: readonly Row[], { update, change }: Update): Map<string, Item> {
  const after = new Map(items);
  for (const row of data) {
    const whole = { count: 7, note: null, ...row };
    const old = items.get(keyOf(row));
    const isChange = update === undefined || !Array.isArray(update) || update.length > 0;
    const next = old && { ...old, ...change(old, whole, row), version: old.version + (isChange ? 1 : 0) };
    after.set(keyOf(row), next ?? { ...whole, version: 1 });
  }
  return after;
}

onEveryDialect((fixture) => {
  let db: Client & { readonly items: Items };

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  test("rows that are upserted are what the same does in memory, and come back in their order", async () => {
    const calls = fc.array(fc.tuple(rows, updates), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(calls, async (steps) => {
        await db.items.deleteMany({ all: true });
        let wanted: ReadonlyMap<string, Item> = new Map();
        for (const [given, update] of steps) {
          const whole = { count: 1, note: null };
          const data = given.map((row) => ({
            ...Object.fromEntries(update.takes.map((name) => [name, whole[name as "count"]])),
            ...row,
          }));
          const args = { data, on: ["place", "shelf"], ...(update.update && { update: update.update }), include: {} };
          const answer = await db.items.upsertMany(args);
          wanted = upsert(wanted, data, update);
          expect(answer.map((row) => ({ ...row }))).toEqual(data.map((row) => wanted.get(keyOf(row))));
        }
        const all = await db.items.findMany();
        expect(all).toHaveLength(wanted.size);
        for (const item of all) expect({ ...item }).toEqual(wanted.get(keyOf(item)));
      }),
      { numRuns: Number(process.env["JOINERY_RUNS"] ?? 60) },
    );
  });
});
