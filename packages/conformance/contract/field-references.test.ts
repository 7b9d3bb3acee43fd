import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, type Client, type FieldReference, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

/** Two fields of each kind that can be compared, some of them stored in different forms. */
const schema = compileModels(`
enum Level {
  LOW
  HIGH
}

enum Other {
  LOW
  HIGH
}

type Part {
  text  String?
  price Decimal(12, 2)?
  time  DateTime?
  level Level?
}

model Pair {
  id         Int            @id
  parentId   Int?
  parent     Pair?          @relation(fields: [parentId], inverse: children)
  children   Pair[]
  int        Int
  float      Float?
  bigA       BigInt?
  bigB       BigInt
  textA      String?
  textB      Text
  dateA      Date?
  dateB      Date?
  timeA      DateTime?
  timeB      DateTime
  clockA     Time?
  clockB     Time
  exactA     Decimal(10, 2)?
  exactB     Decimal(30, 4)?
  exactC     Decimal(30, 2)
  uuidA      Uuid?
  uuidB      Uuid?
  flagA      Boolean
  flagB      Boolean?
  levelA     Level?
  levelB     Level
  other      Other
  jsonA      Json?
  jsonB      Json
  bytesA     Bytes?
  bytesB     Bytes
  labels     String[]
  part       Part?
  parts      Part[]
}

model Stranger {
  id    Int    @id
  textA String
}
`);

type Row = Record<string, unknown> & { id: number; parentId: number | null };
type Where = Record<string, unknown>;
type PairClient = Client & {
  readonly pairs: {
    readonly fields: Readonly<Record<string, FieldReference>>;
    findMany(args: object): Query<Row[]>;
    count(args: object): Query<number>;
    createMany(args: object): Query<number>;
    findUnique(args: object): Query<Row | null>;
  };
  readonly strangers: { readonly fields: Readonly<Record<string, FieldReference>> };
};

const texts = fc.constantFrom("", "a", "A", "ab", "Ba", "b%", "a_b", "aab");
const times = fc.constantFrom(0, 1, 1_600_000_000_123).map((time) => new Date(time));
const dates = fc.constantFrom("2024-02-29", "2025-01-01");
const clocks = fc.constantFrom("08:00:00.000", "23:59:59.999");
const uuids = fc.constantFrom("0190c1de-0000-7000-8000-000000000000", "0190c1de-0000-7000-8000-000000000001");
const levels = fc.constantFrom("LOW", "HIGH");
const json = fc.constantFrom({ a: 1 }, [1], { a: 1, b: [null] }, "a");
const bytes = fc.constantFrom(new Uint8Array([1]), new Uint8Array());
const wholes = fc.constantFrom("-1", "0", "9", "10");
const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 3 });
const part = fc.record({
  text: nullable(texts),
  price: nullable(wholes.map((text) => `${text}.50`)),
  time: nullable(times),
  level: nullable(levels),
});

const rows: Row[] = fc
  .sample(
    fc.record({
      int: fc.constantFrom(-1, 0, 1, 2),
      float: nullable(fc.constantFrom(-1, 0, 0.5, 2)),
      bigA: nullable(fc.constantFrom(0n, 2n ** 53n, 2n ** 53n + 1n)),
      bigB: fc.constantFrom(0n, 2n ** 53n, 2n ** 53n + 1n),
      textA: nullable(texts),
      textB: texts,
      dateA: nullable(dates),
      dateB: nullable(dates),
      timeA: nullable(times),
      timeB: times,
      clockA: nullable(clocks),
      clockB: clocks,
      exactA: nullable(wholes.map((text) => `${text}.50`)),
      exactB: nullable(wholes.map((text) => `${text}.5000`)),
      exactC: fc.oneof(
        wholes.map((text) => `${text}.50`),
        wholes.map((text) => `${text}.00`),
      ),
      uuidA: nullable(uuids),
      uuidB: nullable(uuids),
      flagA: fc.boolean(),
      flagB: nullable(fc.boolean()),
      levelA: nullable(levels),
      levelB: levels,
      other: levels,
      jsonA: nullable(json),
      jsonB: json,
      bytesA: nullable(bytes),
      bytesB: bytes,
      labels: fc.constant<string[]>([]),
      part: nullable(part),
      parts: fc.array(part, { maxLength: 1 }),
    }),
    { numRuns: 60, seed: 11 },
  )
  .map((row, index) => ({ ...row, id: index + 1, parentId: index % 3 === 0 ? null : (index >> 1) + 1 }));

/** The fields of one kind; `p.` for a part of the value object, which can stand on the left. */
const kinds: readonly (readonly string[])[] = [
  ["int", "float", "id"],
  ["bigA", "bigB"],
  ["textA", "textB", "p.text"],
  ["dateA", "dateB"],
  ["timeA", "timeB", "p.time"],
  ["clockA", "clockB"],
  ["exactA", "exactB", "exactC", "p.price"],
  ["uuidA", "uuidB"],
];
const unordered: readonly (readonly string[])[] = [
  ["flagA", "flagB"],
  ["levelA", "levelB"],
  ["jsonA", "jsonB"],
  ["bytesA", "bytesB"],
];

/** A comparison of two fields, and what it means. */
interface Comparison {
  readonly left: string;
  readonly operator: string;
  readonly right: string;
  readonly isInsensitive: boolean;
}

const pick = (fields: readonly string[], operators: readonly string[]) =>
  fc.record({
    left: fc.constantFrom(...fields),
    right: fc.constantFrom(...fields.filter((field) => !field.startsWith("p."))),
    operator: fc.constantFrom(...operators),
    isInsensitive: fc.boolean().map((is) => is && fields.includes("textA")),
  });
const comparison: fc.Arbitrary<Comparison> = fc
  .oneof(
    ...kinds.map((fields) => pick(fields, ["equals", "not", "lt", "lte", "gt", "gte", "between"])),
    ...unordered.map((fields) => pick(fields, ["equals", "not"])),
    pick(kinds[2]!, ["contains", "startsWith", "endsWith"]),
  )
  // Order has no mode.
  .map((each) => (/^(lt|gt|between)/.test(each.operator) ? { ...each, isInsensitive: false } : each));

const valueOf = (row: Row, field: string): unknown => {
  if (!field.startsWith("p.")) return row[field];
  return row["part"] === null ? null : (row["part"] as Row)[field.slice(2)];
};
const cents = (text: string) => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(4, "0"));
};
const comparable = (value: unknown, field: string): unknown => {
  if (value === null) return null;
  if (field.startsWith("exact") || field === "p.price") return cents(value as string);
  if (value instanceof Date) return value.getTime();
  return typeof value === "object" ? JSON.stringify(value) : value;
};

function means({ left, operator, right, isInsensitive }: Comparison, row: Row): boolean {
  const fold = (value: unknown) => (isInsensitive && typeof value === "string" ? value.toLowerCase() : value);
  const a = fold(comparable(valueOf(row, left), left)) as string;
  const b = fold(comparable(valueOf(row, right), right)) as string;
  if (operator === "equals") return a === b;
  if (operator === "not") return a !== b;
  if (a === null || b === null) return false;
  switch (operator) {
    case "lt":
      return a < b;
    case "lte":
      return a <= b;
    case "gt":
      return a > b;
    case "gte":
      return a >= b;
    case "between":
      return a === b;
    case "contains":
      return a.includes(b);
    case "startsWith":
      return a.startsWith(b);
    default:
      return a.endsWith(b);
  }
}

onEveryDialect((fixture) => {
  let db: PairClient;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<PairClient>({ url: fixture.url, schema, models: {} });
    await db.pairs.createMany({ data: rows });
  });
  afterAll(() => db.dispose());

  const ids = async (where: Where) =>
    (await db.pairs.findMany({ where, orderBy: { id: "asc" }, select: { id: true } })).map(({ id }) => id);
  const expected = (fits: (row: Row) => boolean) => rows.filter(fits).map(({ id }) => id);

  const write = ({ left, operator, right, isInsensitive }: Comparison): Where => {
    const field = db.pairs.fields[right]!;
    const filter = {
      [operator]: operator === "between" ? [field, field] : field,
      ...(isInsensitive ? { mode: "insensitive" } : {}),
    };
    return left.startsWith("p.") ? { part: { [left.slice(2)]: filter } } : { [left]: filter };
  };
  /** A part of a value object is asked of one that is there. */
  const holds = (each: Comparison, row: Row) =>
    !(each.left.startsWith("p.") && row["part"] === null) && means(each, row);

  it("compares two fields of a row as their values compare", async () => {
    await fc.assert(
      fc.asyncProperty(comparison, async (each) => {
        expect(await ids(write(each))).toEqual(expected((row) => holds(each, row)));
        // Nothing is unknown: the others are all the others.
        expect(await ids({ NOT: write(each) })).toEqual(expected((row) => !holds(each, row)));
      }),
      { numRuns: 300 },
    );
  });

  it("compares fields beside values, in both ways, and in the rows of a relation", async () => {
    await fc.assert(
      fc.asyncProperty(comparison, comparison, fc.constantFrom(0, 1), async (first, second, least) => {
        const where = {
          OR: [
            { children: { some: write(first) } },
            { AND: [{ int: { gte: least } }, write(second)] },
            { float: { not: { gt: db.pairs.fields["int"] } }, id: { lt: 3 } },
          ],
        };
        const fits = (row: Row) =>
          rows.some((child) => child.parentId === row.id && holds(first, child)) ||
          ((row["int"] as number) >= least && holds(second, row)) ||
          (!((row["float"] as number | null) !== null && (row["float"] as number) > (row["int"] as number)) &&
            row.id < 3);
        expect(await ids(where)).toEqual(expected(fits));
      }),
      { numRuns: 100 },
    );
  });

  it("keeps plans apart by the field, and shares them by it", async () => {
    const { fields } = db.pairs;
    const sql = (field: string) =>
      db.pairs
        .findMany({ where: { textA: { equals: fields[field] } } })
        .toSQL()
        .join();
    expect(sql("textB")).not.toBe(sql("textA"));
    expect(await db.pairs.count({ where: { textA: { equals: "textB" } } })).toBe(0);
    expect(await db.pairs.count({ where: { textA: { equals: fields["textB"] } } })).toBe(
      expected((row) => row["textA"] === row["textB"]).length,
    );
  });

  it("takes the references of any client of the schema, and in a transaction", async () => {
    const { textA } = createClient<PairClient>({ url: fixture.url, schema, models: {} }).pairs.fields;
    const where = { textB: { equals: textA } };
    await db.transaction(async (transaction) => {
      expect(transaction.pairs.fields["textA"]).toBe(db.pairs.fields["textA"]);
      expect(await transaction.pairs.count({ where })).toBe(await db.pairs.count({ where }));
    });
  });

  type Fields = Readonly<Record<string, FieldReference>>;
  const refused: readonly (readonly [
    name: string,
    where: (pair: Fields, stranger: Fields) => unknown,
    path: string,
    message: RegExp,
  ])[] = [
    [
      "another model",
      (_, of) => ({ textA: { equals: of["textA"] } }),
      "where.textA.equals",
      /Stranger\.textA is not a/,
    ],
    [
      "another type",
      (of) => ({ textA: { lt: of["timeB"] } }),
      "where.textA.lt",
      /textA is text, and timeB is DateTime/,
    ],
    [
      "another enum",
      (of) => ({ levelA: { not: of["other"] } }),
      "where.levelA.not",
      /levelA is Level, and other is Other/,
    ],
    [
      "a time and a date",
      (of) => ({ clockA: { between: ["08:00:00", of["dateA"]] } }),
      "where.clockA.between[1]",
      /clockA is Time, and dateA is Date/,
    ],
    ["a list", (of) => ({ labels: { equals: of["labels"] } }), "where.labels.equals", /cannot be compared/],
    ["no operator", (of) => ({ textA: of["textB"] }), "where.textA", /\{ equals: Pair\.textB \}/],
    [
      "an element of a list",
      (of) => ({ parts: { some: { text: { equals: of["textA"] } } } }),
      "where.parts.some.text.equals",
      /a list in one/,
    ],
    [
      "an enum in JSON",
      (of) => ({ part: { level: { equals: of["levelB"] } } }),
      "where.part.level.equals",
      /part of a value object/,
    ],
    ["a name that is no field", (of) => ({ textA: { equals: of["textC"] } }), "where.textA.equals", /undefined/],
    ["a list of values", (of) => ({ textA: { in: [of["textB"]] } }), "where.textA.in[0]", /expected a string/],
    ["a pattern", (of) => ({ textA: { like: of["textB"] } }), "where.textA.like", /expected a string/],
    [
      "something like a reference",
      () => ({ textA: { equals: { model: "Pair", name: "textB", kind: "String" } } }),
      "where.textA.equals",
      /got an object/,
    ],
    [
      "a proxy of a reference",
      (of) => ({ textA: { equals: new Proxy(of["textB"]!, {}) } }),
      "where.textA.equals",
      /got an object/,
    ],
  ];
  it.each(refused.map(([name, ...rest]) => ({ name, rest })))(
    "refuses $name, before anything is sent",
    async ({ rest: [where, path, message] }) => {
      const { result, statements } = await countStatements(db, () =>
        db.pairs.count({ where: where(db.pairs.fields, db.strangers.fields) }).catch((error: unknown) => error),
      );
      expect(result).toBeInstanceOf(InvalidArgument);
      expect((result as InvalidArgument).path).toBe(path);
      expect((result as InvalidArgument).message).toMatch(message);
      expect(statements).toBe(0);
    },
  );

  it("does not take a field for the value of a key", async () => {
    await expect(db.pairs.findUnique({ where: { id: { equals: db.pairs.fields["int"] } } })).rejects.toThrow(
      /One Pair is named by id/,
    );
  });
});
