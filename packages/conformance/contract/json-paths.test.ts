import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

const schema = compileModels(`
type Part {
  data Json?
}

model Document {
  id   Int   @id
  data Json?
  part Part
}
`);

interface Row {
  id: number;
  data: unknown;
  part: { data: unknown };
}
type DocumentClient = Client & {
  readonly documents: {
    findMany(args: object): Query<{ id: number }[]>;
    count(args: object): Query<number>;
    createMany(args: object): Query<number>;
  };
};
type Where = Record<string, unknown>;

/** Names that a path could take for something else. */
const names = fc.constantFrom("a", "b", "0", "", "$", "a.b", `"`, "\\", "é", "a b", "[0]");
const scalars = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  2 ** 53,
  "",
  "a",
  "A",
  "ab",
  "1",
  "true",
  "null",
  `"`,
  "%",
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const rows: Row[] = fc
  .sample(fc.dictionary(fc.constantFrom("a", "b", "0", `"`, "$"), value, { maxKeys: 4, noNullPrototype: true }), {
    numRuns: 60,
    seed: 5,
  })
  .map((data, index) => ({ id: index + 1, data: index % 10 === 0 ? null : data, part: { data } }));
rows.push({ id: 61, data: [[1, "a"], { a: [true, { b: "ab" }] }], part: { data: ["a", 1, null] } });

const paths = fc.array(fc.oneof(names, fc.constantFrom(0, 1, 2)), { maxLength: 3 });
/** Paths that lead somewhere, among those that do not. */
const found = fc
  .sample(fc.nat(), { numRuns: 40, seed: 3 })
  .flatMap((seed, index) => walk(rows[index]!.data, seed))
  .filter((path) => path.length > 0);

function walk(data: unknown, seed: number): (string | number)[][] {
  if (typeof data !== "object" || data === null) return [[]];
  const keys = Object.keys(data);
  const key = keys[seed % Math.max(1, keys.length)];
  if (key === undefined) return [[]];
  const step = Array.isArray(data) ? Number(key) : key;
  return walk((data as Where)[key], seed >> 1).flatMap((rest) => [[step], [step, ...rest]]);
}

function at(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof step === "number") return Array.isArray(inner) ? (inner[step] ?? null) : null;
    const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return isObject && Object.hasOwn(inner, step) ? (inner as Where)[step] : null;
  }, data);
}

const canonical = (json: unknown): string =>
  JSON.stringify(json, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

function fits(operator: string, operand: unknown, actual: unknown): boolean {
  switch (operator) {
    case "equals":
      return canonical(actual) === canonical(operand);
    case "not":
      return canonical(actual) !== canonical(operand);
    case "isNull":
      return (actual === null) === operand;
    case "has":
      return Array.isArray(actual) && actual.some((each) => canonical(each) === canonical(operand));
    case "contains":
      return typeof actual === "string" && actual.includes(operand as string);
    case "startsWith":
      return typeof actual === "string" && actual.startsWith(operand as string);
    case "endsWith":
      return typeof actual === "string" && actual.endsWith(operand as string);
  }
  if (typeof actual !== typeof operand) return false;
  const [a, b] = [actual as number, operand as number];
  return operator === "lt" ? a < b : operator === "lte" ? a <= b : operator === "gt" ? a > b : a >= b;
}

const texts = fc.constantFrom("", "a", "A", "ab", "1", "%", `"`);
const numbers = fc.constantFrom(-1, 0, 1, 1.5, 2 ** 53);
const tests = fc.oneof(
  ...["equals", "not", "has"].map((operator) => fc.tuple(fc.constant(operator), value)),
  fc.tuple(fc.constant("isNull"), fc.boolean()),
  ...["contains", "startsWith", "endsWith"].map((operator) => fc.tuple(fc.constant(operator), texts)),
  ...["lt", "lte", "gt", "gte"].map((operator) => fc.tuple(fc.constant(operator), numbers)),
  // The order of letters is that of the database.
  ...["lt", "gte"].map((operator) => fc.tuple(fc.constant(operator), fc.constantFrom("", "1"))),
);

onEveryDialect((fixture) => {
  let db: DocumentClient;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<DocumentClient>({ url: fixture.url, schema, models: {} });
    await db.documents.createMany({ data: rows });
  });
  afterAll(() => db.dispose());

  const ids = async (where: Where) =>
    (await db.documents.findMany({ where, orderBy: { id: "asc" } })).map(({ id }) => id);
  const expected = (test: (row: Row) => boolean) => rows.filter(test).map(({ id }) => id);

  it("asks of what is at the end of a path as the words say, and NOT of all the others", async () => {
    const anyPath = fc.oneof(paths, fc.constantFrom(...found));
    await fc.assert(
      fc.asyncProperty(anyPath, tests, fc.boolean(), async (path, [operator, operand], isPart) => {
        const filter = { path, [operator]: operand };
        const where = isPart ? { part: { data: filter } } : { data: filter };
        const test = (row: Row) => fits(operator, operand, at(isPart ? row.part.data : row.data, path));
        expect(await ids(where)).toEqual(expected(test));
        expect(await ids({ NOT: where })).toEqual(expected((row) => !test(row)));
      }),
      { numRuns: 600 },
    );
  });

  it("finds deep in lists and objects, several things at once, without the difference of case", async () => {
    expect(await ids({ data: { path: [1, "a", 1, "b"], equals: "ab", startsWith: "a" } })).toEqual([61]);
    expect(await ids({ data: { path: [1, "a", 1, "b"], contains: "B", mode: "insensitive" } })).toEqual([61]);
    expect(await ids({ data: { path: [1, "a", 1, "b"], contains: "B" } })).toEqual([]);
    expect(await ids({ data: { path: [1, "a"], has: { b: "ab" } } })).toEqual([61]);
    expect(await ids({ part: { data: { path: [], has: null } } })).toEqual(
      expected(({ part }) => Array.isArray(part.data) && part.data.includes(null)),
    );
  });

  it("makes one plan for all paths", async () => {
    const sql = (path: unknown[], equals: string) =>
      db.documents.findMany({ where: { data: { path, equals } } }).toSQL();
    expect(sql(["a", 0], "x")).toEqual(sql([`'; drop table documents; --`], "y"));
  });

  it.each([
    ["no list", { path: "a", equals: 1 }, "where.data.path", /list of names/],
    ["a path that is undefined", { path: undefined, equals: 1 }, "where.data.path", /undefined/],
    ["a step that is none", { path: ["a", -1], equals: 1 }, "where.data.path[1]", /whole number/],
    ["a broken step", { path: [0.5], equals: 1 }, "where.data.path[0]", /whole number/],
    ["a step with NUL", { path: ["a\0"], equals: 1 }, "where.data.path", /NUL/],
    ["nothing but a path", { path: ["a"] }, "where.data", /at least one thing/],
    ["an unknown operator", { path: ["a"], startWith: "a" }, "where.data.startWith", /no "startWith"/],
    ["undefined", { path: ["a"], equals: undefined }, "where.data.equals", /undefined/],
    ["an order of what has none", { path: ["a"], lt: true }, "where.data.lt", /number or a string/],
    ["text that is none", { path: ["a"], contains: 1 }, "where.data.contains", /expected a string/],
    ["null where a value belongs", { path: ["a"], gt: null }, "where.data.gt", /got null/],
    ["what JSON cannot hold", { path: ["a"], equals: 1n }, "where.data.equals", /JSON/],
    ["a flag that is none", { path: ["a"], isNull: 1 }, "where.data.isNull", /true or false/],
    ["a test without a path", { lt: 1 }, "where.data.lt", /has no "lt"/],
    ["an inherited name", { path: ["a"], constructor: 1 }, "where.data.constructor", /no "constructor"/],
  ] as const)("refuses %s, before anything is sent", async (_, data, path, message) => {
    const { result, statements } = await countStatements(db, () =>
      db.documents.count({ where: { data } }).catch((error: unknown) => error),
    );
    expect(result).toBeInstanceOf(InvalidArgument);
    expect((result as InvalidArgument).path).toBe(path);
    expect((result as InvalidArgument).message).toMatch(message);
    expect(statements).toBe(0);
  });
});
