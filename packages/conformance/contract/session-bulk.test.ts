import { onEveryDialect } from "@joinery/conformance";
import { countStatements } from "./count-statements.js";
import { compileModels } from "./create-tables.js";
import { openThings, Thing, type Things } from "./open-things.js";
import type { Client } from "@joinery/runtime";

const schema = compileModels(`
model Shelf {
  id    Int    @id @default(autoincrement())
  name  String
  items Item[] @cascade(all)
}

model Item {
  id      Int      @id @default(autoincrement())
  name    String
  count   Int      @default(0)
  price   Float?
  made    DateTime @default(now())
  shelf   Shelf
}
`);

const Shelf = class Shelf extends Thing {};
const Item = class Item extends Thing {};

const count = 10_000;

onEveryDialect((fixture) => {
  let db: Client & Readonly<Record<"shelves" | "items", Things>>;

  beforeAll(async () => {
    db = await openThings(fixture.url, schema, [Shelf, Item]);
  });
  afterAll(() => db.dispose());

  /** Statements for so many rows, where one takes them all or, side by side, no more than pay; at the end powers of two. */
  const chunks = (rows: number) => fixture.pick({ postgresql: 1, sqlite: Math.ceil(rows / 100) + 7 });

  it("inserts, changes and deletes ten thousand objects in as many statements as there are tables", async () => {
    const shelves = Array.from({ length: 100 }, (_, row) => new Shelf({ name: `shelf ${row}`, items: [] }));
    for (let row = 0; row < count; row++)
      shelves[row % 100]!.items.push(new Item({ name: `item ${row}`, price: row / 3 }));
    const inserted = await countStatements(db, () => db.session(async (session) => session.addAll(shelves)));
    expect(inserted.statements).toBeLessThanOrEqual(chunks(100) + chunks(count));
    const numbers = shelves.flatMap((shelf) =>
      shelf.items.map((item: Thing) => [item.shelfId, shelf.id] as [number, number]),
    );
    expect(numbers.every(([given, own]) => given === own)).toBe(true);
    expect(await db.items.count()).toBe(count);

    await db.session(async (session) => {
      const items = await session.items.findMany();
      items.forEach((item, row) => {
        item.name = `changed ${row}`;
        item.price = item.id / 7;
      });
      const changed = await countStatements(db, () => session.flush());
      expect(changed.statements).toBeLessThanOrEqual(chunks(count));
    });
    const items = await db.items.findMany();
    expect(items.every(({ id, price, name }) => price === id / 7 && (name as string).startsWith("changed"))).toBe(true);

    const deleted = await countStatements(db, () =>
      db.session(async (session) => {
        for (const shelf of await session.shelves.findMany({ include: { items: true } })) session.delete(shelf);
      }),
    );
    expect(deleted.statements).toBe(2 + 2);
    expect([await db.shelves.count(), await db.items.count()]).toEqual([0, 0]);
  });
});
