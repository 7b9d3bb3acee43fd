import { onEveryDialect } from "@joinery/conformance";
import type { Field, ScalarName, Schema } from "@joinery/schema";
import fc from "fast-check";
import { valueTypeOf, ValueError, type Expression, type Statement, type ValueType } from "../src/index.js";
import { ddlOf } from "../src/ddl.js";
import { openDatabase, type OpenDatabase } from "./open-database.js";
import { column, compare, int, output, parameter, role } from "./users.js";

const maxBigInt = 2n ** 63n;

const text = fc.string({ unit: "binary", maxLength: 40 }).map((value) => value.replaceAll("\0", "0"));
const awkwardText = fc.constantFrom(
  "",
  " ",
  "'",
  '"',
  "\\",
  "null",
  "NULL",
  "{}",
  "{a,b}",
  '["x"]',
  "💩",
  "a\nb\r\t",
  "%_*?[",
  "\u00a0",
  "\\x00",
);

function decimal(precision: number, scale: number): fc.Arbitrary<string> {
  return fc.tuple(fc.bigInt(0n, 10n ** BigInt(precision) - 1n), fc.boolean()).map(([units, isNegative]) => {
    const digits = units.toString().padStart(scale + 1, "0");
    const value = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return isNegative && units > 0n ? `-${value}` : value;
  });
}

const day = fc.date({
  min: new Date("0001-01-01T00:00:00.000Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});

/** Every type, with values at its edges. What is written is what is read. */
const cases: Record<string, { type: ValueType; values: fc.Arbitrary<unknown>; edges: unknown[] }> = {
  Int: { type: int, values: fc.integer(), edges: [0, -1, 2147483647, -2147483648] },
  BigInt: {
    type: { scalar: "BigInt" },
    values: fc.bigInt(-maxBigInt, maxBigInt - 1n),
    edges: [0n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, maxBigInt - 1n, -maxBigInt],
  },
  Float: {
    type: { scalar: "Float" },
    values: fc.double({ noNaN: true }).map((value) => value + 0),
    edges: [0, 0.1, 5e-324, 1.7976931348623157e308, 2 ** 53, 1e21, Infinity, -Infinity],
  },
  "Decimal(10, 2)": {
    type: { scalar: "Decimal", precision: 10, scale: 2 },
    values: decimal(10, 2),
    edges: ["0.00", "0.01", "-0.01", "99999999.99", "0.10", "1.50"],
  },
  "Decimal(15, 15)": {
    type: { scalar: "Decimal", precision: 15, scale: 15 },
    values: decimal(15, 15),
    edges: ["0.999999999999999", "-0.000000000000001"],
  },
  "Decimal(15)": { type: { scalar: "Decimal", precision: 15 }, values: decimal(15, 0), edges: ["999999999999999"] },
  "Decimal(38, 10)": {
    type: { scalar: "Decimal", precision: 38, scale: 10 },
    values: decimal(38, 10),
    edges: ["9999999999999999999999999999.9999999999", "0.0000000001", "-1.0000000000"],
  },
  Decimal: {
    type: { scalar: "Decimal" },
    values: fc.bigInt().map(String),
    edges: ["0", "0.1", "-0.000000000000000000000000000000000000001", `1${"0".repeat(100)}.5`],
  },
  Boolean: { type: { scalar: "Boolean" }, values: fc.boolean(), edges: [true, false] },
  "String(40)": {
    type: { scalar: "String", length: 40 },
    values: fc.oneof(text, awkwardText),
    edges: ["💩".repeat(40)],
  },
  Text: { type: { scalar: "Text" }, values: fc.oneof(text, awkwardText), edges: ["", "x".repeat(100_000)] },
  DateTime: {
    type: { scalar: "DateTime" },
    values: day,
    edges: [
      "0001-01-01T00:00:00.000Z",
      "0099-12-31T23:59:59.999Z",
      "1582-10-10T12:00:00.000Z",
      "1899-12-31T23:59:59.001Z",
      "1969-12-31T23:59:59.999Z",
      "1970-01-01T00:00:00.000Z",
      "2000-02-29T00:00:00.100Z",
      "9999-12-31T23:59:59.999Z",
    ].map((value) => new Date(value)),
  },
  Date: {
    type: { scalar: "Date" },
    values: day.map((value) => value.toISOString().slice(0, 10)),
    edges: ["0001-01-01", "1900-02-28", "2000-02-29", "9999-12-31"],
  },
  Time: {
    type: { scalar: "Time" },
    values: day.map((value) => value.toISOString().slice(11, 23)),
    edges: ["00:00:00.000", "23:59:59.999", "12:00:00.100", "12:00:00.010", "12:00:00.001"],
  },
  Uuid: { type: { scalar: "Uuid" }, values: fc.uuid(), edges: ["00000000-0000-0000-0000-000000000000"] },
  Json: {
    type: { scalar: "Json" },
    values: fc
      .jsonValue({ stringUnit: "binary", maxDepth: 4 })
      .filter((value) => value !== null)
      .map((value) => JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "0")) as unknown),
    edges: [
      { a: null, b: [null, { c: null }] },
      [],
      {},
      "",
      "null",
      0,
      false,
      1e308,
      5e-324,
      { "": { "": [[[]]] } },
      { b: 1, a: 2 },
      "\\u0000",
      JSON.parse('{"__proto__": {"x": 1}}'),
    ],
  },
  Bytes: {
    type: { scalar: "Bytes" },
    values: fc.uint8Array({ maxLength: 40 }),
    edges: [new Uint8Array(), new Uint8Array([0]), new Uint8Array([0, 255, 92, 34])],
  },
  Enum: {
    type: {
      scalar: "Enum",
      enum: {
        name: "Odd",
        databaseName: "odd",
        members: ["plain", "with space", `'"\\{},`, "NULL", "ü"].map((databaseName, index) => ({
          name: `M${index}`,
          databaseName,
        })),
      },
    },
    values: fc.constantFrom("M0", "M1", "M2", "M3", "M4"),
    edges: [],
  },
};

onEveryDialect((fixture) => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase(fixture);
  });
  afterAll(() => database.driver.close());

  describe.each(Object.entries(cases))("%s", (name, { type, values, edges }) => {
    const table = { name: `table of ${name}` };
    const list: ValueType = { ...type, isList: true };
    const value = column("t.value");
    const from = { kind: "table", table, alias: "t" } as const;

    beforeAll(() => createTable(database, table.name, type));

    const insert: Statement = {
      kind: "insert",
      table,
      columns: ["id", "value", "list"],
      source: { kind: "rows", rows: [[parameter(0, int), parameter(1, type), parameter(2, list)]] },
      returning: [output("value", type), output("list", list)],
    };
    const select: Statement = {
      kind: "select",
      columns: [output("t.value", type), output("t.list", list)],
      from,
      where: compare(column("t.id"), "=", parameter(0, int)),
    };
    let id = 0;

    async function roundTrip(element: unknown, elements: unknown): Promise<void> {
      const expected = [[element, elements]];
      expect(await database.query(insert, [++id, element, elements])).toStrictEqual(expected);
      expect(await database.query(select, [id])).toStrictEqual(expected);
    }

    it("reads what it wrote", async () => {
      await roundTrip(null, null);
      for (const edge of edges) await roundTrip(edge, [edge]);
      await roundTrip(null, edges);
      await fc.assert(fc.asyncProperty(values, fc.array(values, { maxLength: 5 }), roundTrip), { numRuns: 30 });
    });

    it("refuses null and undefined in a list", () => {
      const encode = database.dialect.codec.encoder(list);
      for (const none of [null, undefined]) expect(() => encode([none])).toThrow(ValueError);
      expect(() => encode("x")).toThrow("expected a list");
      expect(() => encode([Symbol("no value of any type")])).toThrow(expect.objectContaining({ at: [0] }));
      expect(encode([])).toEqual(expect.any(String));
    });

    if (type.scalar === "Json") return;

    it("finds what it wrote", async () => {
      const keys = (count: number): Expression => ({
        kind: "in-keys",
        operands: [value, column("t.id")].slice(0, count),
        types: [type, int].slice(0, count),
        slot: 0,
      });
      const findIds = async (where: Expression, argument: unknown) =>
        (await database.query({ kind: "select", columns: [output("t.id", int)], from, where }, [argument])).flat();
      const test = async (element: unknown) => {
        await database.query(insert, [++id, element, [element]]);
        expect(await findIds(compare(value, "=", parameter(0, type)), element)).toContain(id);
        expect(await findIds({ kind: "in-list", operand: value, list: parameter(0, type) }, [element])).toContain(id);
        expect(await findIds(keys(1), [[element]])).toContain(id);
        expect(await findIds(keys(2), [[element, id]])).toEqual([id]);
        const has = { kind: "list-test", test: "has", operand: column("t.list"), elementType: type, slot: 0 } as const;
        expect(await findIds(has, element)).toContain(id);
      };
      for (const edge of edges) await test(edge);
      await fc.assert(fc.asyncProperty(values, test), { numRuns: 10 });
    });

    it("orders as every database does", async () => {
      if (type.scalar === "String" || type.scalar === "Text") return; // By the collation of the database.
      const sorted = await database.query({
        kind: "select",
        columns: [output("t.value", type)],
        from,
        where: { kind: "not", operand: { kind: "is-null", operand: value } },
        orderBy: [{ expression: column("t.value", type), direction: "asc" }],
      });
      const keys = sorted.flat().map((element) => orderKey(element, type));
      expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    });
  });

  it("inserts columns of every type as arrays, where arrays are parameters", async () => {
    if (!database.dialect.capabilities.hasArrayParameters) return;
    for (const [name, { type, values, edges }] of Object.entries(cases)) {
      const list: ValueType = { ...type, isList: true };
      const insert: Statement = {
        kind: "insert",
        table: { name: `table of ${name}` },
        columns: ["value", "list"],
        source: { kind: "arrays", parameters: [parameter(0, type), parameter(1, list)] },
        returning: [output("value", type), output("list", list)],
      };
      const elements = [null, ...edges, ...fc.sample(values, 20)];
      const lists = elements.map((element, index) => (element === null ? null : elements.slice(1, (index % 3) + 1)));
      expect(await database.query(insert, [elements, lists])).toStrictEqual(
        elements.map((element, index) => [element, lists[index]]),
      );
    }
  });

  it.each<[string, ValueType, unknown, string]>([
    ["Int", int, 1.5, "expected a whole number from -2147483648 to 2147483647"],
    ["Int", int, 2147483648, "expected a whole number from -2147483648 to 2147483647"],
    ["Int", int, "1", "expected a whole number from -2147483648 to 2147483647"],
    ["BigInt", { scalar: "BigInt" }, 1, "expected a bigint of at most 64 bits"],
    ["BigInt", { scalar: "BigInt" }, 2n ** 63n, "expected a bigint of at most 64 bits"],
    ["Float", { scalar: "Float" }, "1", "expected a number"],
    ["Decimal", { scalar: "Decimal" }, 1.5, 'expected a decimal number as text, like "12.50"'],
    ["Decimal", { scalar: "Decimal" }, "1e5", 'expected a decimal number as text, like "12.50"'],
    ["Decimal", { scalar: "Decimal" }, "NaN", 'expected a decimal number as text, like "12.50"'],
    ["Decimal", { scalar: "Decimal" }, "1.", 'expected a decimal number as text, like "12.50"'],
    [
      "Decimal",
      { scalar: "Decimal", precision: 4, scale: 2 },
      "1.234",
      "expected a decimal number of at most 2 digits before the point and 2 after it",
    ],
    [
      "Decimal",
      { scalar: "Decimal", precision: 4, scale: 2 },
      "100",
      "expected a decimal number of at most 2 digits before the point and 2 after it",
    ],
    ["Boolean", { scalar: "Boolean" }, 1, "expected true or false"],
    ["String", { scalar: "String", length: 2 }, "abc", "expected a string of at most 2 characters"],
    ["String", { scalar: "String" }, 1, "expected a string"],
    [
      "Text",
      { scalar: "Text" },
      "a\0b",
      "expected a string without NUL characters and without halves of surrogate pairs",
    ],
    [
      "Text",
      { scalar: "Text" },
      "\ud800",
      "expected a string without NUL characters and without halves of surrogate pairs",
    ],
    ["DateTime", { scalar: "DateTime" }, "2024-01-01", "expected a Date"],
    ["DateTime", { scalar: "DateTime" }, new Date(NaN), "expected a valid Date in the years 1 to 9999 (UTC)"],
    [
      "DateTime",
      { scalar: "DateTime" },
      new Date("+010000-01-01"),
      "expected a valid Date in the years 1 to 9999 (UTC)",
    ],
    ["DateTime", { scalar: "DateTime" }, new Date("0000-12-31"), "expected a valid Date in the years 1 to 9999 (UTC)"],
    ["Date", { scalar: "Date" }, "2023-02-29", 'expected a date as text, "YYYY-MM-DD", in the years 1 to 9999'],
    ["Date", { scalar: "Date" }, "1900-02-29", 'expected a date as text, "YYYY-MM-DD", in the years 1 to 9999'],
    ["Date", { scalar: "Date" }, "2023-2-1", 'expected a date as text, "YYYY-MM-DD", in the years 1 to 9999'],
    ["Date", { scalar: "Date" }, new Date(), 'expected a date as text, "YYYY-MM-DD", in the years 1 to 9999'],
    ["Time", { scalar: "Time" }, "24:00:00", 'expected a time of day as text, "HH:MM:SS" or "HH:MM:SS.mmm"'],
    ["Time", { scalar: "Time" }, "12:00", 'expected a time of day as text, "HH:MM:SS" or "HH:MM:SS.mmm"'],
    ["Time", { scalar: "Time" }, "12:00:00.1234", 'expected a time of day as text, "HH:MM:SS" or "HH:MM:SS.mmm"'],
    ["Uuid", { scalar: "Uuid" }, "x", 'expected a UUID as text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"'],
    [
      "Json",
      { scalar: "Json" },
      { a: [1n] },
      "expected JSON: null, booleans, finite numbers, strings, and arrays and plain objects of such values",
    ],
    ["Json", { scalar: "Json" }, [undefined], "expected JSON"],
    ["Json", { scalar: "Json" }, { a: NaN }, "expected JSON"],
    ["Json", { scalar: "Json" }, { a: new Date() }, "expected JSON"],
    ["Json", { scalar: "Json" }, { a: new Map() }, "expected JSON"],
    ["Json", { scalar: "Json" }, { "a\0": 1 }, "expected JSON whose texts have no NUL"],
    ["Json", { scalar: "Json" }, ["\udc00"], "expected JSON whose texts have no NUL"],
    ["Bytes", { scalar: "Bytes" }, [1, 2], "expected a Uint8Array"],
    ["Bytes", { scalar: "Bytes" }, new ArrayBuffer(2), "expected a Uint8Array"],
    ["Enum", role, "admin", "expected one of READER, EDITOR, ADMIN"],
    ["Enum", role, "toString", "expected one of READER, EDITOR, ADMIN"],
  ])("refuses what is no %s", (_, type, value, message) => {
    const encode = database.dialect.codec.encoder(type);
    expect(() => encode(value)).toThrow(ValueError);
    expect(() => encode(value)).toThrow(message);
    expect(() => encode(undefined)).toThrow(ValueError);
    expect(encode(null)).toBeNull();
  });

  it("stores what is spelled otherwise in the one spelling", async () => {
    const encode = (type: ValueType, value: unknown) => String(database.dialect.codec.encoder(type)(value));
    const long = { scalar: "Decimal", precision: 20, scale: 2 } as const;
    expect(encode(long, "-0")).toBe("0.00");
    expect(encode(long, "007.5")).toBe("7.50");
    expect(encode(long, "7.500000")).toBe("7.50");
    expect(encode({ scalar: "Decimal" }, "7.500")).toBe("7.5");
    expect(encode({ scalar: "Time" }, "12:00:00")).toBe("12:00:00.000");
    expect(encode({ scalar: "Uuid" }, "ABCDEF00-0000-0000-0000-00000000000A")).toBe(
      "abcdef00-0000-0000-0000-00000000000a",
    );
    expect(encode({ scalar: "Float" }, -0)).toBe("0");
    expect(encode(int, -0)).toBe("0");
    expect(encode({ scalar: "Json" }, { a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("refuses cycles in JSON, and what is nested too deep for a database", () => {
    const encode = database.dialect.codec.encoder({ scalar: "Json" });
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    expect(() => encode(cycle)).toThrow("nested no more than 1000 levels, and without cycles");
  });

  it("keeps NaN, or says that it cannot", () => {
    const float = { scalar: "Float" } as const;
    const encode = () => database.dialect.codec.encoder(float)(NaN);
    if (fixture.pick({ postgresql: true, sqlite: false })) expect(encode()).toBe("NaN");
    else expect(encode).toThrow("expected a number other than NaN, which this database cannot store");
  });

  it("gives back bytes that nobody else holds, and no Buffer", () => {
    const bytes = { scalar: "Bytes" } as const;
    const stored = fixture.pick<unknown>({ postgresql: "\\x00ff", sqlite: Buffer.from([0, 255]) });
    const decoded = database.dialect.codec.decoder(bytes)?.(stored);
    expect(decoded).toStrictEqual(new Uint8Array([0, 255]));
    expect(Buffer.isBuffer(decoded)).toBe(false);
  });

  it("says so when the database holds what the schema does not know", () => {
    const decode = (type: ValueType, value: unknown) => () => database.dialect.codec.decoder(type)?.(value);
    expect(decode(role, "owner")).toThrow("expected a member of Role, and the database holds another");
    for (const text of ["infinity", "10000-01-01 00:00:00+00", "0044-03-15 00:00:00+00 BC", "-4713-01-01 00:00:00"]) {
      expect(decode({ scalar: "DateTime" }, text)).toThrow("expected a date and time in the years 1 to 9999");
    }
  });
});

/** As a migration would: the column in the type of the dialect, with its checks. */
async function createTable(database: OpenDatabase, name: string, type: ValueType): Promise<void> {
  const { scalar, enum: definition, isList: _, object: __, isObjectList: ___, ...limits } = type;
  const schema = { enums: definition === undefined ? [] : [definition], models: [], joinTables: [] } as Schema;
  const ddl = ddlOf(database.dialect);
  const field = (column: string, isList: boolean): Field => ({
    name: column,
    column,
    type:
      scalar === "Enum"
        ? { kind: "enum", name: definition!.name }
        : { kind: "scalar", name: scalar as ScalarName, ...limits },
    isNullable: true,
    ...(isList && { isList: true as const }),
  });
  const model = { table: { name }, primaryKey: { name: `${name}_pkey`, fields: ["id"] } };
  const fields = [field("value", false), field("list", true)];
  expect(valueTypeOf(fields[0]!, schema)).toEqual(type);
  const id: Field = { name: "id", column: "id", type: { kind: "scalar", name: "Int" }, isNullable: true };
  const sql = [
    ...ddl.enums(schema).flatMap((object) => ddl.render({ kind: "create-enum", enum: object })),
    ...ddl.render({
      kind: "create-table",
      table: {
        name,
        columns: [id, ...fields].map((each) => ddl.column(each, model, schema)),
        uniques: [],
        foreignKeys: [],
        checks: fields.flatMap((each) => ddl.checks(each, model, schema)),
        indexes: [],
      },
    }),
  ];
  for (const statement of sql) await database.execute(statement.sql);
}

/** What JavaScript's `<` sorts as the type sorts. */
function orderKey(value: unknown, type: ValueType): number | bigint | string {
  switch (type.scalar) {
    case "Decimal": {
      const [whole = "", fraction = ""] = (value as string).split(".");
      return BigInt(whole + fraction.padEnd(40, "0"));
    }
    case "Boolean":
      return Number(value);
    case "DateTime":
      return (value as Date).getTime();
    case "Bytes":
      return Buffer.from(value as Uint8Array).toString("hex");
    default:
      return value as number | bigint | string;
  }
}
