import { onEveryDialect } from "@joinery/conformance";
import type { Page, Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { matches, openNodes, parentOf, rows, where, type Node, type NodeClient, type Where } from "./nodes.js";

/** One term of an order, and what it orders by. */
interface Term {
  readonly path: readonly string[];
  readonly direction: "asc" | "desc";
  readonly nulls?: "first" | "last";
}

interface Pages {
  readonly nodes: {
    paginate(args: object): Query<Page<Node>>;
    deleteMany(args: object): Promise<number>;
    createMany(args: { data: readonly Node[] }): Promise<number>;
  };
}

const fields = ["id", "number", "exact", "text", "flag", "level", "time", "price"];
const paths = [...fields.map((name) => [name]), ["parent", "text"], ["parent", "id"], ["parent", "parent", "number"]];

const term: fc.Arbitrary<Term> = fc.record(
  {
    path: fc.constantFrom(...paths),
    direction: fc.constantFrom("asc" as const, "desc" as const),
    nulls: fc.constantFrom("first" as const, "last" as const),
  },
  { requiredKeys: ["path", "direction"] },
);
const order = fc.array(term, { maxLength: 4 });
const limit = fc.integer({ min: 1, max: 9 });

const toOrderBy = (terms: readonly Term[]) =>
  terms.map(({ path, direction, nulls }) =>
    path.reduceRight<unknown>(
      (inner, name) => ({ [name]: inner }),
      nulls === undefined ? direction : { sort: direction, nulls },
    ),
  );

const levels = ["LOW", "MIDDLE", "HIGH"];
const cents = (price: string) => BigInt(price.replace(".", ""));

function valueOf(node: Node | undefined, [name, ...rest]: readonly string[]): number | bigint | string | null {
  if (node === undefined) return null;
  if (name === "parent") return valueOf(parentOf(node), rest);
  const value = node[name as keyof Node];
  if (value === null) return null;
  if (name === "level") return levels.indexOf(value as string);
  if (name === "price") return cents(value as string);
  return name === "time" ? (value as Date).getTime() : name === "flag" ? Number(value) : (value as number | string);
}

/** Less than 0 where the left one must come first. */
function compare(left: Node, right: Node, terms: readonly Term[]): number {
  for (const { path, direction, nulls = direction === "asc" ? "last" : "first" } of terms) {
    const [a, b] = [valueOf(left, path), valueOf(right, path)];
    if (a === b) continue;
    if (a === null || b === null) return (a === null) === (nulls === "first") ? -1 : 1;
    return a < b === (direction === "asc") ? -1 : 1;
  }
  return 0;
}

const idsOf = (nodes: readonly Node[]) => nodes.map(({ id }) => id);
const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

/** Rows that come and go: alike in many fields to those that stay, and parents of none. */
const passing = (id: number, seed: number): Node => ({ ...rows[seed % rows.length]!, id, parentId: (seed % 7) + 1 });

onEveryDialect((fixture) => {
  let db: NodeClient & Pages;

  beforeAll(async () => {
    db = (await openNodes(fixture.url)) as NodeClient & Pages;
  });
  afterAll(() => db.dispose());

  /** All pages, one after the other, as a user would ask for them; `meanwhile` happens before each but the first. */
  async function readPages(args: object, side: "after" | "before", meanwhile: (page: number) => unknown) {
    const pages: Page<Node>[] = [];
    let cursor: string | null = null;
    for (let isMore = true; isMore;) {
      if (pages.length > 0) await meanwhile(pages.length);
      const { result, statements } = await countStatements(db, () => db.nodes.paginate({ ...args, [side]: cursor }));
      expect(statements).toBe(1);
      pages.push(result);
      cursor = side === "after" ? result.endCursor : result.startCursor;
      isMore = side === "after" ? result.hasNextPage : result.hasPreviousPage;
    }
    return pages;
  }

  it("gives every row once and in order, from either end", async () => {
    await fc.assert(
      fc.asyncProperty(
        order,
        limit,
        fc.option(where, { nil: undefined }),
        async (terms, size, filter: Where | undefined) => {
          const args = { orderBy: toOrderBy(terms), limit: size, ...(filter === undefined ? {} : { where: filter }) };
          const forwards = (await readPages(args, "after", async () => {})).flatMap(({ items }) => items);
          const expected = rows.filter((row) => matches(filter ?? {}, row));
          expect(sorted(idsOf(forwards))).toEqual(idsOf(expected));
          forwards.forEach((node, index) => {
            if (index > 0) expect(compare(forwards[index - 1]!, node, terms)).toBeLessThanOrEqual(0);
          });
          const backwards = await readPages(args, "before", async () => {});
          expect(idsOf(backwards.reverse().flatMap(({ items }) => items))).toEqual(idsOf(forwards));
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  it("gives every row that stays once and in order, while others come and go", async () => {
    const change = fc.record({ seed: fc.nat(1000), isDelete: fc.boolean() });
    const sides = fc.constantFrom("after" as const, "before" as const);
    await fc.assert(
      fc.asyncProperty(
        order,
        limit,
        sides,
        fc.array(change, { minLength: 1, maxLength: 30 }),
        async (terms, size, side, changes) => {
          let next = 1000;
          const there: number[] = [];
          const insert = async (count: number, seed: number) => {
            const data = Array.from({ length: count }, (_, index) => passing(next + index, seed * 31 + index * 17));
            there.push(...idsOf(data));
            next += count;
            await db.nodes.createMany({ data });
          };
          await insert(8, changes[0]!.seed);
          const pages = await readPages({ orderBy: toOrderBy(terms), limit: size }, side, async (page) => {
            const { seed, isDelete } = changes[page % changes.length]!;
            if (!isDelete) return page < 15 && insert(2, seed);
            // Often the very row of the cursor.
            const gone = there.splice(seed % Math.max(1, there.length), 3);
            return db.nodes.deleteMany({ where: { id: { in: gone } } });
          });
          await db.nodes.deleteMany({ where: { id: { gte: 1000 } } });
          const seen = (side === "after" ? pages : pages.reverse()).flatMap(({ items }) => items);
          expect(new Set(idsOf(seen)).size).toBe(seen.length);
          expect(sorted(idsOf(seen).filter((id) => id < 1000))).toEqual(idsOf(rows));
          seen.forEach((node, index) => {
            if (index > 0) expect(compare(seen[index - 1]!, node, terms)).toBeLessThanOrEqual(0);
          });
        },
      ),
      { numRuns: 100 },
    );
  }, 120_000);
});
