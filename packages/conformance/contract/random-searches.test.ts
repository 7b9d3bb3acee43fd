import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { parseSearchQuery } from "@joinery/sql";
import fc from "fast-check";
import { compileModels, createTables } from "./create-tables.js";

const schema = compileModels(`
model Post {
  id      Int    @id
  title   String
  content Text?

  @@fulltext([title, content])
}
`);

interface Post {
  readonly id: number;
  readonly title: string;
  readonly content: string | null;
}

interface Posts {
  findMany(args: object): Query<Post[]>;
  createMany(args: { data: readonly Post[] }): Query<number>;
  deleteMany(args: object): Query<number>;
}

/** Few, so that much is found; some begin as others do. */
const words = ["a", "ab", "abc", "b", "or", "é", "Éa", "x1", "1", "日本"] as const;
const separators = [" ", ", ", "-", "_", ".", " — ", "'", '"', "\n", "/", "😀", "(", "*", " - "] as const;

const word = fc.constantFrom(...words);
const text = fc
  .array(fc.tuple(word, fc.constantFrom(...separators)), { maxLength: 8 })
  .map((parts) => parts.map(([each, separator]) => each + separator).join(""));
const posts = fc
  .array(fc.tuple(text, fc.option(text)), { minLength: 1, maxLength: 12 })
  .map((texts) => texts.map(([title, content], index): Post => ({ id: index + 1, title, content })));

/** A search by its parts, and as a person would write it. */
interface Term {
  readonly words: readonly string[];
  readonly isPrefix: boolean;
  readonly isExcluded: boolean;
}

const term: fc.Arbitrary<Term> = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 3 }),
  isPrefix: fc.boolean(),
  isExcluded: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
});
const search = fc.array(fc.array(term, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

function printSearch(alternatives: readonly (readonly Term[])[]): string {
  const print = ({ words: parts, isPrefix, isExcluded }: Term) => {
    const phrase = parts.length === 1 && parts[0] !== "or" ? parts[0]! : `"${parts.join(" ")}"`;
    return (isExcluded ? "-" : "") + phrase + (isPrefix ? "*" : "");
  };
  return alternatives.map((terms) => terms.map(print).join(" ")).join(" or ");
}

/** By the words of the documentation. */
function fits({ title, content }: Post, alternatives: readonly (readonly Term[])[]): boolean {
  const texts = [title, content ?? ""].map((each) => each.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const has = ({ words: parts, isPrefix }: Term) =>
    texts.some((found) =>
      found.some((_, start) =>
        parts.every((part, place) => {
          const isOpen = isPrefix && place === parts.length - 1;
          const there = found[start + place];
          return isOpen ? there?.startsWith(part.toLowerCase()) : there === part.toLowerCase();
        }),
      ),
    );
  return alternatives.some(
    (terms) => terms.some(({ isExcluded }) => !isExcluded) && terms.every((each) => has(each) !== each.isExcluded),
  );
}

onEveryDialect((fixture) => {
  let db: Client & { readonly posts: Posts };

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<typeof db>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  const idsOf = async (where: object) =>
    (await db.posts.findMany({ where, orderBy: { id: "asc" } })).map(({ id }) => id);

  it("finds what has the words, and nothing else", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(posts, fc.array(search, { minLength: 5, maxLength: 5 }), async (data, searches) => {
        await db.posts.deleteMany({ all: true });
        await db.posts.createMany({ data });
        for (const each of searches) {
          const expected = data.filter((post) => fits(post, each)).map(({ id }) => id);
          const others = data.map(({ id }) => id).filter((id) => !expected.includes(id));
          expect(await idsOf({ search: printSearch(each) })).toEqual(expected);
          expect(await idsOf({ NOT: { search: printSearch(each) } })).toEqual(others);
          const ranked = await db.posts.findMany({
            where: { search: printSearch(each) },
            orderBy: { relevance: "desc" },
          });
          expect(ranked.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
          found += expected.length;
        }
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("takes whatever is typed", async () => {
    const pieces = [
      ...words,
      ...separators,
      "-",
      "**",
      '"',
      " OR ",
      "&",
      "|",
      "!",
      ":*",
      "<->",
      "\\",
      "NEAR(",
      "^",
      "{title}:",
      "\ud800",
      "AND",
      "NOT",
    ];
    const typed = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary" })), { maxLength: 12 })
      .map((parts) => parts.join(""));
    const data: Post[] = [
      { id: 1, title: "a ab abc", content: null },
      { id: 2, title: "b-or é", content: "x1 and not near 日本" },
    ];
    await db.posts.deleteMany({ all: true });
    await db.posts.createMany({ data });
    await fc.assert(
      fc.asyncProperty(typed, async (given) => {
        const read = parseSearchQuery(given).map(({ all, none }) => [
          ...all.map((each) => ({ ...each, isExcluded: false })),
          ...none.map((each) => ({ ...each, isExcluded: true })),
        ]);
        const expected = data.filter((post) => fits(post, read)).map(({ id }) => id);
        expect(await idsOf({ search: given })).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });
});
