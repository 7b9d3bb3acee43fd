import type { Decode, Row } from "@joinery/sql";
import { inspect } from "node:util";
import fc from "fast-check";
import { createDecoder } from "../../src/decode/create-decoder.js";
import { generateDecoder } from "../../src/decode/generate-decoder.js";
import { interpretDecoder } from "../../src/decode/interpret-decoder.js";
import type { DecodeRows, ObjectShape, Property } from "../../src/decode/object-shape.js";
import { readMembership, type RowKind, type Siblings } from "../../src/decode/row-kind.js";

class Thing {
  get related(): never {
    throw new Error("not loaded");
  }
}

const prototypeOf = () => Thing.prototype;
const thing: RowKind = { model: "Thing", path: [], kept: [], loaded: {} };

/** Decodes, and gives the siblings of each node too. */
function decodeWith(decode: DecodeRows, rows: readonly Row[]) {
  const gathered: Siblings[] = [];
  const objects = decode(rows, () => {
    const siblings = { members: [] };
    gathered.push(siblings);
    return siblings;
  });
  return { objects, gathered };
}

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
      kind: fc
        .array(fc.record({ name: fc.constant("kept"), position: positions }), { maxLength: 2 })
        .map((kept): RowKind => ({ ...thing, kept })),
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
      const { objects: generated, gathered } = decodeWith(generateDecoder(anyShape, columns, prototypeOf), rows);
      const other = decodeWith(interpretDecoder(anyShape, columns, prototypeOf), rows);
      const interpreted = other.objects;
      const kept = (groups: Siblings[]) =>
        groups.map(({ members }) => members.map((member) => readMembership(member)!.kept));
      expect(kept(gathered)).toEqual(kept(other.gathered));
      for (const siblings of gathered)
        for (const member of siblings.members) expect(readMembership(member)!.siblings).toBe(siblings);
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
        kind: thing,
        properties: [column("id", 0), { kind: "stitched", name: "related" }],
        excluded: [],
      },
      [],
      prototypeOf,
    );
    const [first, second] = decodeWith(decode, [[1], [2]]).objects as [Thing, Thing];
    expect(first).toBeInstanceOf(Thing);
    expect(first.constructor).toBe(Thing);
    expect(Object.entries(first)).toEqual([
      ["id", 1],
      ["related", null],
    ]);
    expect(Object.getPrototypeOf(first)).toBe(Object.getPrototypeOf(second));
    expect(() => new Thing().related).toThrow("not loaded");
  });

  it("tells an instance its siblings, and what it keeps, where nobody sees them", () => {
    const shape: ObjectShape = {
      kind: { ...thing, kept: [{ name: "hidden", position: 1 }] },
      properties: [
        column("id", 0),
        {
          kind: "joined",
          name: "other",
          choices: [{ presence: 2, shape: { kind: thing, properties: [], excluded: [] } }],
        },
      ],
      excluded: [],
    };
    const decode = create(shape, [], prototypeOf);
    const { objects } = decodeWith(decode, [
      [1, "a", 1],
      [2, "b", null],
      [3, "c", 1],
    ]);
    const [first, second, third] = objects as [Thing & { other: object }, Thing, Thing & { other: object }];
    expect(readMembership(first)).toEqual({ siblings: { members: [first, second, third] }, kept: ["a"] });
    expect(readMembership(second)!.siblings).toBe(readMembership(first)!.siblings);
    expect(readMembership(second)!.kept).toEqual(["b"]);
    expect(readMembership(third.other)).toEqual({ siblings: { members: [first.other, third.other] }, kept: [] });
    expect(Reflect.ownKeys(first)).toEqual(["id", "other"]);
    expect(inspect(second)).toBe("Thing { id: 2, other: null }");
    expect(structuredClone(second)).toEqual({ id: 2, other: null });
    expect(readMembership(structuredClone(second))).toBeUndefined();
    expect(readMembership(Object.create(second) as object)).toBeUndefined();
    expect(readMembership(new Thing())).toBeUndefined();
    // What is done with the answer changes no sibling.
    objects.length = 0;
    expect(readMembership(first)!.siblings.members).toHaveLength(3);
  });

  it("makes plain objects without a class", () => {
    const decode = create({ properties: [column("id", 1)], excluded: [] }, [], prototypeOf);
    const [row] = decodeWith(decode, [["x", 1]]).objects;
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
      decodeWith(decode, [
        [null, 7, null],
        [1, null, null],
        [2, null, "x"],
      ]).objects,
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
      decodeWith(decode, [
        ['[["a"],[null]]', '["b"]'],
        ["[]", null],
      ]).objects,
    ).toEqual([
      { all: [{ name: "a" }, { name: null }], one: { name: "b" } },
      { all: [], one: null },
    ]);
  });

  it("keeps undefined what is excluded", () => {
    const decode = create({ kind: thing, properties: [], excluded: ["related"] }, [], prototypeOf);
    expect((decodeWith(decode, [[]]).objects[0] as Thing).related).toBeUndefined();
  });
});
