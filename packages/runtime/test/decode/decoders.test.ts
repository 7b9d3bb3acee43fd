import type { Decode, Row } from "@joinery/sql";
import fc from "fast-check";
import { createDecoder } from "../../src/decode/create-decoder.js";
import { generateDecoder } from "../../src/decode/generate-decoder.js";
import { interpretDecoder } from "../../src/decode/interpret-decoder.js";
import type { ObjectShape, Property } from "../../src/decode/object-shape.js";

class Thing {
  get related(): never {
    throw new Error("not loaded");
  }
}

const prototypeOf = () => Thing.prototype;

const width = 6;
const fields = ["id", "name", "it's", 'a"b', "valueOf", "${x}"];
const names = fc.constantFrom(...fields, "related");
/** The last two columns hold rows: a list of them, and one or none. */
const [listPosition, rowPosition] = [width - 2, width - 1];
const positions = fc.nat(width - 3);

const { shape } = fc.letrec<{ shape: ObjectShape; property: Property }>((tie) => ({
  property: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.constant("column" as const), name: fc.constantFrom(...fields), position: positions }),
    fc.record({ kind: fc.constant("stitched" as const), name: names }),
    fc.record({ kind: fc.constant("object" as const), name: fc.constantFrom(...fields), shape: tie("shape") }),
    fc.record({
      kind: fc.constant("joined" as const),
      name: names,
      choices: fc.array(
        fc.oneof(
          fc.record({ presence: positions, shape: tie("shape") }),
          fc.record({ presence: fc.constant(rowPosition), shape: tie("shape"), isRow: fc.constant(true as const) }),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      kind: fc.constant("list" as const),
      name: names,
      position: fc.constant(listPosition),
      shape: tie("shape"),
    }),
  ),
  shape: fc.record(
    {
      model: fc.constant("Thing"),
      properties: fc.uniqueArray(tie("property"), { maxLength: 5, selector: (property) => property.name }),
      excluded: fc.constantFrom([], ["related"]),
    },
    { requiredKeys: ["properties", "excluded"] },
  ),
}));
const values = fc.array(fc.oneof(fc.constant(null), fc.integer(), fc.string()), {
  minLength: width - 2,
  maxLength: width - 2,
});
/** Rows that hold others, so many levels deep. */
function rowOf(depth: number): fc.Arbitrary<Row> {
  const list = depth === 0 ? fc.constant([]) : fc.array(rowOf(depth - 1), { maxLength: 2 });
  const one = depth === 0 ? fc.constant(null) : fc.option(rowOf(depth - 1));
  return fc.tuple(values, list, one).map(([own, ...rows]) => [...own, ...rows]);
}
const decoders = fc
  .array(
    fc.constantFrom<Decode | undefined>(undefined, (value) => ({ value })),
    { minLength: width - 2, maxLength: width - 2 },
  )
  .chain((ofValues) => fc.constantFrom(undefined, structuredClone).map((ofRows) => [...ofValues, ofRows, ofRows]));

it("is the same decoder, generated or interpreted", () => {
  fc.assert(
    fc.property(shape, decoders, fc.array(rowOf(3)), (anyShape, columns, rows) => {
      const generated = generateDecoder(anyShape, columns, prototypeOf)(rows);
      const interpreted = interpretDecoder(anyShape, columns, prototypeOf)(rows);
      expect(generated).toStrictEqual(interpreted);
      expect(generated.map((object) => Object.keys(object))).toEqual(interpreted.map((object) => Object.keys(object)));
    }),
  );
});

describe.each([
  ["generated", generateDecoder],
  ["interpreted", interpretDecoder],
  ["chosen", createDecoder],
])("a %s decoder", (_, create) => {
  const column = (name: string, position: number) => ({ kind: "column", name, position }) as const;

  it("makes instances, with what is loaded in place of what throws", () => {
    const decode = create(
      {
        model: "Thing",
        properties: [column("id", 0), { kind: "stitched", name: "related" }],
        excluded: [],
      },
      [],
      prototypeOf,
    );
    const [first, second] = decode([[1], [2]]) as [Thing, Thing];
    expect(first).toBeInstanceOf(Thing);
    expect(first.constructor).toBe(Thing);
    expect(Object.entries(first)).toEqual([
      ["id", 1],
      ["related", null],
    ]);
    expect(Object.getPrototypeOf(first)).toBe(Object.getPrototypeOf(second));
    expect(() => new Thing().related).toThrow("not loaded");
  });

  it("makes plain objects without a class", () => {
    const decode = create({ properties: [column("id", 1)], excluded: [] }, [], prototypeOf);
    const [row] = decode([["x", 1]]);
    expect(row).toStrictEqual({ id: 1 });
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });

  it("gives no null to a column's decoder, and null for what is joined and absent, one of several", () => {
    const shape: ObjectShape = {
      properties: [
        column("id", 0),
        {
          kind: "joined",
          name: "other",
          choices: [
            { presence: 1, shape: { properties: [column("key", 1)], excluded: [] } },
            { presence: 2, shape: { properties: [column("name", 2)], excluded: [] } },
          ],
        },
      ],
      excluded: [],
    };
    const decode = create(shape, [undefined, (value) => `${String(value)}!`], prototypeOf);
    expect(
      decode([
        [null, 7, null],
        [1, null, null],
        [2, null, "x"],
      ]),
    ).toEqual([
      { id: null, other: { key: "7!" } },
      { id: 1, other: null },
      { id: 2, other: { name: "x" } },
    ]);
  });

  it("makes objects of rows that came in a column", () => {
    const inner = { properties: [column("name", 0)], excluded: [] };
    const shape: ObjectShape = {
      properties: [
        { kind: "list", name: "all", position: 0, shape: inner },
        { kind: "joined", name: "one", choices: [{ presence: 1, shape: inner, isRow: true }] },
      ],
      excluded: [],
    };
    const parse: Decode = (text) => JSON.parse(text as string) as unknown;
    const decode = create(shape, [parse, parse], prototypeOf);
    expect(
      decode([
        ['[["a"],[null]]', '["b"]'],
        ["[]", null],
      ]),
    ).toEqual([
      { all: [{ name: "a" }, { name: null }], one: { name: "b" } },
      { all: [], one: null },
    ]);
  });

  it("keeps undefined what is excluded", () => {
    const decode = create({ model: "Thing", properties: [], excluded: ["related"] }, [], prototypeOf);
    expect((decode([[]])[0] as Thing).related).toBeUndefined();
  });
});
