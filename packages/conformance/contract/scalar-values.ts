import fc from "fast-check";

/** A type with values from its whole range, those at its edges, and what is no value of it. */
export interface ScalarValues {
  /** As a `.model` file has it. */
  readonly type: string;
  readonly values: fc.Arbitrary<unknown>;
  readonly edges: readonly unknown[];
  readonly refused: readonly unknown[];
}

const maxBigInt = 2n ** 63n;
const storable = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", "0"));
const awkward = [
  "",
  " ",
  "'",
  '"',
  "\\",
  "\\x00",
  "null",
  "NULL",
  "{a,b}",
  '["x"]',
  "💩",
  "é",
  "a\nb\r\t",
  "%_*?[",
  "\u00a0",
];
const noTexts = ["a\0b", "\ud800", "x\udc00", 1, {}, []];

/** Decimals in the one spelling: with all digits of the scale, and no sign before zero. */
function decimals(precision: number, scale: number): fc.Arbitrary<string> {
  const limit = 10n ** BigInt(precision) - 1n;
  return fc.bigInt(-limit, limit).map((units) => {
    const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
    return `${units < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  });
}

const instants = fc.date({
  min: new Date("0001-01-01T00:00:00.000Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});
const isoTexts = instants.map((instant) => instant.toISOString());

/** The enum of the field `mood`, whose members are stored as texts that mean something elsewhere. */
export const moodEnum = `enum Mood {
  PLAIN
  SPACED  @map("with space")
  AWKWARD @map("'\\"\\\\{},")
  NULL
  LETTER  @map("ü")
}
`;

/** By the name of a field. */
export const scalarValues: Readonly<Record<string, ScalarValues>> = {
  int: {
    type: "Int",
    values: fc.integer(),
    edges: [0, 1, -1, 2147483647, -2147483648],
    refused: [2147483648, -2147483649, 1.5, NaN, Infinity, "1", 1n, true],
  },
  bigInt: {
    type: "BigInt",
    values: fc.bigInt(-maxBigInt, maxBigInt - 1n),
    edges: [0n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, maxBigInt - 1n, -maxBigInt],
    refused: [maxBigInt, -maxBigInt - 1n, 1, "1"],
  },
  float: {
    type: "Float",
    // The sign of zero is not kept.
    values: fc.double({ noNaN: true }).map((value) => value + 0),
    edges: [0, 0.1, -1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, 1e21, Infinity, -Infinity],
    refused: ["1", 1n, true],
  },
  short: {
    type: "Decimal(15, 4)",
    values: decimals(15, 4),
    edges: ["0.0000", "0.1000", "-0.0001", "99999999999.9999", "-99999999999.9999"],
    refused: ["0.00001", "100000000000", 1.5, 1n, "1e3", "NaN", "1.", ".5", "", " 1"],
  },
  long: {
    type: "Decimal(38, 9)",
    values: decimals(38, 9),
    edges: ["0.000000000", "12345678901234567890123456789.123456789", "-99999999999999999999999999999.999999999"],
    refused: ["0.0000000001", `1${"0".repeat(29)}`, "Infinity"],
  },
  boolean: { type: "Boolean", values: fc.boolean(), edges: [true, false], refused: [0, 1, "true"] },
  limited: {
    type: "String(20)",
    values: fc.oneof(storable, fc.constantFrom(...awkward)),
    edges: ["💩".repeat(20), ...awkward],
    refused: ["x".repeat(21), "💩".repeat(21), ...noTexts],
  },
  text: {
    type: "Text",
    values: fc.oneof(storable, fc.constantFrom(...awkward)),
    edges: ["x".repeat(70_000), ...awkward],
    refused: noTexts,
  },
  moment: {
    type: "DateTime",
    values: instants,
    edges: [
      "0001-01-01T00:00:00.000Z",
      "0099-12-31T23:59:59.999Z",
      "1582-10-10T12:00:00.000Z",
      "1899-12-31T23:59:59.001Z",
      "1969-12-31T23:59:59.999Z",
      "1970-01-01T00:00:00.000Z",
      "2000-02-29T00:00:00.100Z",
      "9999-12-31T23:59:59.999Z",
    ].map((instant) => new Date(instant)),
    refused: [new Date(NaN), new Date("+010000-01-01"), new Date("0000-12-31"), "2024-01-01T00:00:00Z", 0],
  },
  date: {
    type: "Date",
    values: isoTexts.map((text) => text.slice(0, 10)),
    edges: ["0001-01-01", "1582-10-10", "1900-02-28", "1969-12-31", "2000-02-29", "9999-12-31"],
    refused: ["1900-02-29", "2023-02-29", "0000-01-01", "10000-01-01", "2024-1-1", "2024-01-01T00:00:00Z", new Date(0)],
  },
  time: {
    type: "Time",
    values: isoTexts.map((text) => text.slice(11, 23)),
    edges: ["00:00:00.000", "23:59:59.999", "12:00:00.100", "12:00:00.010", "12:00:00.001"],
    refused: ["24:00:00", "23:59:60", "23:59:60.000", "12:00", "12:00:00.1234", "12:00:00Z"],
  },
  uuid: {
    type: "Uuid",
    values: fc.uuid(),
    edges: ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    refused: ["", "x", "00000000000000000000000000000000", "{00000000-0000-0000-0000-000000000000}"],
  },
  json: {
    type: "Json",
    values: fc
      .jsonValue({ stringUnit: "binary", maxDepth: 3 })
      .filter((value) => value !== null)
      // As JSON has it: no sign of zero.
      .map((value) => JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "0")) as unknown),
    edges: [
      { a: null, b: [null, { c: null }] },
      [null],
      [],
      {},
      "",
      "null",
      0,
      false,
      1e308,
      5e-324,
      9007199254740991,
      { "": { "": [[[]]] } },
      { "a'\"\\": "💩\n" },
      "\\u0000",
      JSON.parse('{"__proto__": {"x": 1}}'),
    ],
    refused: [[undefined], { a: NaN }, { a: Infinity }, { a: 1n }, { a: new Date(0) }, { "a\0": 1 }, ["\ud800"]],
  },
  bytes: {
    type: "Bytes",
    values: fc.uint8Array({ maxLength: 40 }),
    edges: [new Uint8Array(), new Uint8Array([0]), new Uint8Array([0, 255, 92, 34, 39]), new Uint8Array(5000)],
    refused: [[1, 2], "AAAA", new ArrayBuffer(2)],
  },
  mood: {
    type: "Mood",
    values: fc.constantFrom("PLAIN", "SPACED", "AWKWARD", "NULL", "LETTER"),
    edges: ["PLAIN", "SPACED", "AWKWARD", "NULL", "LETTER"],
    refused: ["plain", "with space", "toString", "__proto__", 0],
  },
};

/** The four forms in which a field can have a type, by what is behind its name. */
export const forms = { "": "", OrNull: "?", List: "[]", ListOrNull: "[]?" } as const;
