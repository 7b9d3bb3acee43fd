import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { compileModels, createTables } from "./create-tables.js";
import { countStatements } from "./count-statements.js";

const schema = compileModels(`
type Part {
  text String?
}

model Line {
  id   Int     @id
  text String?
  part Part
}
`);

interface Row {
  id: number;
  text: string | null;
  part: { text: string | null };
}
type LineClient = Client & {
  readonly lines: {
    findMany(args: object): Query<{ id: number }[]>;
    count(args: object): Query<number>;
    createMany(args: object): Query<number>;
  };
};

const texts = [
  "",
  "a",
  "A",
  "ab",
  "aab",
  "a\nb",
  "a b",
  "12",
  "a1_b2",
  "a-b",
  "[x]",
  "x.y",
  "x\\y",
  "{2}",
  "(a)",
  "é",
  "日本",
  "😀",
  "a\u00a0b",
  "٣",
  "foo bar baz",
  "^$",
  "a|b",
];
const rows: Row[] = [...texts, null].map((text, index) => ({ id: index + 1, text, part: { text } }));

const patterns = [
  "a",
  "^a",
  "a$",
  "^$",
  "^.$",
  "a.b",
  "^a\\sb$",
  "\\d+",
  "^\\D*$",
  "\\w",
  "^\\w+$",
  "\\W",
  "\\S",
  "\\bb",
  "\\Bb",
  "bar\\b",
  "[a-c]b",
  "[^a-z]",
  "[\\d_]",
  "[[]",
  "[\\]x]",
  "[.\\\\^]",
  "[-a]",
  "\\.",
  "\\{2\\}",
  "^(a|ab)$",
  "(?:a|b){2}",
  "a{1,2}b",
  "a{2,}",
  "(?<name>a)b",
  "a(?=b)",
  "a(?!b)",
  "(?<=a)b",
  "(?<!a)b",
  "a*?b",
  "a??",
  "\\u0061",
  "\\u{1F600}",
  "\\x41",
  "[é日]",
  "\\n",
  "\\t",
  "\\cJ",
  "a|",
  "()",
  "",
  "/",
  "\\/",
  "#",
  "a #b",
  "[(?-z]",
  "[{2}]",
];

const invalid: readonly (readonly [pattern: unknown, message: RegExp])[] = [
  ["(", /expected a regular expression, as JavaScript/],
  ["a**", /expected a regular expression, as JavaScript/],
  ["[z-a]", /expected a regular expression, as JavaScript/],
  ["\\y", /expected a regular expression, as JavaScript/],
  ["***=a", /expected a regular expression, as JavaScript/],
  ["(?i)a", /expected a regular expression, as JavaScript/],
  ["[[:alpha:]]", /expected a regular expression, as JavaScript/],
  ["(a)\\1", /references to groups/],
  ["(?<x>a)\\k<x>", /references to groups/],
  ["\\p{L}", /properties/],
  ["[\\W]", /in brackets/],
  ["[]", /empty classes/],
  ["[^]", /empty classes/],
  ["\\0", /NUL/],
  ["a{256}", /counts to 255/],
  ["\0", /NUL/],
  ["\ud800", /surrogate/],
  ["a".repeat(1001), /at most 1000/],
  [/a/, /expected a string|got an object/],
  [1, /expected a string/],
  [null, /null/],
  [["a"], /expected a string/],
];

onEveryDialect((fixture) => {
  let db: LineClient;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<LineClient>({ url: fixture.url, schema, models: {} });
    await db.lines.createMany({ data: rows });
  });
  afterAll(() => db.dispose());

  const ids = async (where: object) => (await db.lines.findMany({ where, orderBy: { id: "asc" } })).map(({ id }) => id);
  const expected = (fits: (row: Row) => boolean) => rows.filter(fits).map(({ id }) => id);

  it.each(patterns)("matches %j as JavaScript does", async (pattern) => {
    const expression = new RegExp(pattern, "su");
    const fits = ({ text }: Row) => text !== null && expression.test(text);
    expect(await ids({ text: { matches: pattern } })).toEqual(expected(fits));
    expect(await ids({ text: { not: { matches: pattern } } })).toEqual(expected((row) => !fits(row)));
    expect(await ids({ part: { text: { matches: pattern } } })).toEqual(expected(fits));
  });

  it("puts patterns together as JavaScript does", async () => {
    const atoms = fc.constantFrom("a", "b", ".", "\\d", "\\w", "[^a]", "[a-]", "\\s", "\\.", "x", "é", "(?:ab)", "\\b");
    const repeated = fc
      .tuple(atoms, fc.constantFrom("", "*", "+", "?", "{1,2}"))
      .map(([atom, count]) => (atom === "\\b" ? atom : atom + count));
    const sequence = fc.array(repeated, { maxLength: 4 }).map((parts) => parts.join(""));
    const whole = fc
      .tuple(fc.boolean(), fc.array(sequence, { minLength: 1, maxLength: 2 }), fc.boolean())
      .map(([isStart, parts, isEnd]) => `${isStart ? "^" : ""}(${parts.join("|")})${isEnd ? "$" : ""}`);
    await fc.assert(
      fc.asyncProperty(whole, fc.boolean(), async (pattern, isInsensitive) => {
        const expression = new RegExp(pattern, isInsensitive ? "sui" : "su");
        const mode = isInsensitive ? { mode: "insensitive" } : {};
        expect(await ids({ text: { matches: pattern, ...mode } })).toEqual(
          expected(({ text }) => text !== null && expression.test(text)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("looks over the difference of case where it is asked to", async () => {
    expect(await ids({ text: { matches: "^A+B$", mode: "insensitive" } })).toEqual(
      expected(({ text }) => text !== null && /^a+b$/.test(text)),
    );
  });

  it.each(invalid.map(([pattern, message]) => ({ pattern, message })))(
    "refuses $pattern before anything is sent",
    async ({ pattern, message }) => {
      const { result, statements } = await countStatements(db, () =>
        db.lines.count({ where: { text: { matches: pattern } } }).catch((error: unknown) => error),
      );
      expect(result).toBeInstanceOf(InvalidArgument);
      expect((result as InvalidArgument).path).toBe("where.text.matches");
      expect((result as InvalidArgument).message).toMatch(message);
      expect(statements).toBe(0);
    },
  );
});
