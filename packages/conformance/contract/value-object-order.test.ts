import { onEveryDialect } from "@joinery/conformance";
import type { Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { executeSql } from "./create-tables.js";
import { generateClient } from "./generate-client.js";
import { models, openOwners, owner, type Owner, type OwnerClient } from "./value-objects.js";

const count = 100;
const given = fc
  .sample(owner, { numRuns: count, seed: 7 })
  .map((row, index) => ({ ...row, id: index + 1, parentId: index === 0 ? null : ((index * 7) % 10) + 1 }));

/** As rows are that were written before some of the parts were there. */
const oldDocuments = [
  `{"int": 3}`,
  `{"int": 3, "address": {"city": "Zug"}, "former": {"city": "Bern"}}`,
  `{"int": null, "text": null, "theme": null, "address": {"city": "Bern", "zip": null}, "former": null}`,
  `{"address": {"city": "Basel", "next": {"city": "Thun"}}, "big": "9007199254740993", "theme": "DARK"}`,
];

type Direction = "asc" | "desc" | { readonly sort: "asc" | "desc"; readonly nulls?: "first" | "last" };
/** The way to a value in a row, and how it counts. */
interface Term {
  readonly path: readonly string[];
  readonly direction: Direction;
}

const direction: fc.Arbitrary<Direction> = fc.oneof(
  fc.constantFrom("asc" as const, "desc" as const),
  fc.record(
    {
      sort: fc.constantFrom("asc" as const, "desc" as const),
      nulls: fc.constantFrom("first" as const, "last" as const),
    },
    { requiredKeys: ["sort"] },
  ),
);
const addressPath = fc.constantFrom(["city"], ["zip"], ["next", "city"], ["next", "zip"], ["next", "next", "zip"]);
const settingsPath = fc.oneof(
  ...["int", "big", "float", "exact", "flag", "short", "text", "time", "date", "clock", "uuid", "theme"].map((part) =>
    fc.constant([part]),
  ),
  fc.tuple(fc.constantFrom("address", "former"), addressPath).map(([part, path]) => [part, ...path]),
);
const term: fc.Arbitrary<Term> = fc.record({
  path: fc
    .tuple(
      fc.constantFrom<string[][]>([], [], ["parent"]),
      fc.constantFrom("settings", "maybe", "filled"),
      settingsPath,
    )
    .map(([relation, object, path]) => [...relation, object, ...path]),
  direction,
});
const terms = fc.array(term, { minLength: 1, maxLength: 3 });

const toOrder = ({ path, direction: last }: Term): object =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), last) as object;
const byId = { id: "asc" } as const;

/** What a row has at the end of a path; null where anything on the way is. */
function valueAt(row: Owner, [first, ...rest]: readonly string[], rows: ReadonlyMap<number, Owner>): unknown {
  const root: unknown = first === "parent" ? rows.get(row.parentId ?? 0) : row[first as keyof Owner];
  return rest.reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name] ?? null, root ?? null);
}

/** In a form that JavaScript puts in order: texts as their bytes, decimals by what they are, members as they were declared. */
function toKey(value: unknown, part: string): number | bigint | string {
  if (part === "theme") return ["LIGHT", "DARK"].indexOf(value as string);
  if (part === "exact") return BigInt((value as string).replace(".", ""));
  if (value instanceof Date) return value.getTime();
  if (typeof value === "boolean") return Number(value);
  return typeof value === "string" ? Buffer.from(value).toString("latin1") : (value as number | bigint);
}

function compare(left: unknown, right: unknown, { path, direction: how }: Term): number {
  const { sort, nulls = sort === "asc" ? "last" : "first" } =
    typeof how === "string" ? { sort: how, nulls: undefined } : how;
  if (left === null || right === null) {
    if (left === right) return 0;
    return (left === null) === (nulls === "first") ? -1 : 1;
  }
  const part = path.at(-1)!;
  const [first, second] = [toKey(left, part), toKey(right, part)];
  const ascending = first < second ? -1 : first > second ? 1 : 0;
  return sort === "asc" ? ascending : -ascending;
}

function sortRows(owners: readonly Owner[], order: readonly Term[], all: readonly Owner[]): number[] {
  const rows = new Map(all.map((row) => [row.id, row]));
  const sorted = [...owners].sort((left, right) => {
    for (const each of order) {
      const difference = compare(valueAt(left, each.path, rows), valueAt(right, each.path, rows), each);
      if (difference !== 0) return difference;
    }
    return left.id - right.id;
  });
  return sorted.map(({ id }) => id);
}

onEveryDialect((fixture) => {
  let db: OwnerClient;
  let rows: Owner[];

  beforeAll(async () => {
    db = await openOwners(fixture.url);
    await db.owners.createMany({ data: given.map((row) => ({ ...row, parentId: null })) });
    await executeSql(
      fixture.url,
      ...given.flatMap(({ id, parentId }) =>
        parentId === null ? [] : `update owners set parent_id = ${parentId} where id = ${id}`,
      ),
      ...oldDocuments.flatMap((document, index) => [
        `update owners set settings = '${document}' where id = ${index + 1}`,
        `update owners set maybe = '${document}' where id = ${index + 3}`,
      ]),
    );
    rows = await db.owners.findMany({ orderBy: byId });
  });
  afterAll(() => db.dispose());

  const idsOf = (found: readonly { readonly id: number }[]) => found.map(({ id }) => id);

  it("puts rows in the order of any parts, whatever they hold, in one statement", async () => {
    await fc.assert(
      fc.asyncProperty(terms, terms, async (...orders) => {
        // The first again at the end: plans are kept by shape.
        for (const order of [...orders, orders[0]]) {
          const orderBy = [...order.map(toOrder), byId];
          const query = () => db.owners.findMany({ orderBy, select: { id: true } });
          const { result, statements } = await countStatements(db, query);
          expect(statements).toBe(1);
          expect(idsOf(result)).toEqual(sortRows(rows, order, rows));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("puts what is included in order, whole lists and the first of them, by any strategy", async () => {
    await fc.assert(
      fc.asyncProperty(terms, fc.option(fc.integer({ min: 1, max: 3 })), async (order, most) => {
        for (const load of ["batch", "json"]) {
          const page = most === null ? {} : { limit: most };
          const children = { load, orderBy: [...order.map(toOrder), byId], select: { id: true }, ...page };
          const find = (limit: number) => db.owners.findMany({ orderBy: byId, limit, select: { id: true, children } });
          const one = await countStatements(db, () => find(1));
          const all = await countStatements(db, () => find(count));
          expect([one.statements, all.statements]).toEqual(load === "json" ? [1, 1] : [2, 2]);
          const childrenOf = (id: number) => {
            const own = rows.filter(({ parentId }) => parentId === id);
            return sortRows(own, order, rows).slice(0, most ?? count);
          };
          expect(all.result.map((row) => idsOf(row.children!))).toEqual(rows.map(({ id }) => childrenOf(id)));
          expect(idsOf(one.result[0]!.children!)).toEqual(childrenOf(1));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("takes the first of those that are alike in that order", async () => {
    await fc.assert(
      fc.asyncProperty(terms, async (order) => {
        const orderBy = [...order.map(toOrder), byId];
        const found = await db.owners.findMany({ orderBy, distinct: ["parentId"], select: { id: true } });
        const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]));
        const seen = new Set<number | null>();
        const first = sortRows(rows, order, rows).filter((id) => {
          const parent = parents.get(id)!;
          return !seen.has(parent) && seen.add(parent);
        });
        expect(idsOf(found)).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });

  it("is the order of a query of the schema too", async () => {
    const generated = await generateClient<{
      readonly owners: { sorted(): Query<Owner[]> };
      dispose(): Promise<void>;
    }>(`${models}
      query Owner.sorted {
        orderBy [
          { settings: { address: { zip: desc }, theme: { sort: asc, nulls: first } } },
          { parent: { maybe: { former: { city: asc } } } },
          { id: asc },
        ]
      }`);
    const named = generated.connect(fixture.url);
    try {
      const orderBy = [
        { settings: { address: { zip: "desc" }, theme: { sort: "asc", nulls: "first" } } },
        { parent: { maybe: { former: { city: "asc" } } } },
        byId,
      ];
      expect(named.owners.sorted().toSQL()).toEqual(db.owners.findMany({ orderBy }).toSQL());
      expect(idsOf(await named.owners.sorted())).toEqual(idsOf(await db.owners.findMany({ orderBy })));
    } finally {
      await named.dispose();
      generated.remove();
    }
  });

  it("says what is wrong with an order", async () => {
    const refuse = async (orderBy: object, message: string) => {
      await expect(Promise.resolve(db.owners.findMany({ orderBy }))).rejects.toThrow(message);
    };
    await refuse(
      { settings: "asc" },
      "orderBy.settings: Expected an object of parts of settings to order by, got a string",
    );
    await refuse({ settings: { them: "asc" } }, 'orderBy.settings.them: Settings has no "them". Did you mean "theme"?');
    await refuse({ settings: { address: { city: 1 } } }, 'orderBy.settings.address.city: Expected "asc", "desc"');
    await refuse({ settings: { json: "asc" } }, "orderBy.settings.json: Rows cannot be ordered by json");
    await refuse({ settings: { bytes: "asc" } }, "orderBy.settings.bytes: Rows cannot be ordered by bytes");
    await refuse({ settings: { bigs: "asc" } }, "orderBy.settings.bigs: Rows cannot be ordered by bigs");
    await refuse(
      { settings: { places: { city: "asc" } } },
      "orderBy.settings.places: Rows cannot be ordered by places",
    );
    await refuse({ list: { city: "asc" } }, "orderBy.list: Rows cannot be ordered by list: its values have no order.");
    const page = { limit: 2, orderBy: { settings: { int: "asc" } } };
    await expect(Promise.resolve(db.owners.paginate(page))).rejects.toThrow("orderBy: int is a part of a value object");
  });
});
