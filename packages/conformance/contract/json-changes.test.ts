import { onEveryDialect } from "@joinery/conformance";
import { createClient, json, type Client, type JsonChange, type JsonValue, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

const schema = compileModels(`
enum Theme {
  LIGHT @map("light one")
  DARK
}

type Place {
  lat  Float
  name String? @default("none")
}

type Address {
  city    String(8)
  zip     String?
  big     BigInt   @default(1)
  price   Decimal(10, 2) @default(0)
  since   DateTime?
  theme   Theme    @default(DARK)
  tags    String[] @default([])
  place   Place    @default({ lat: 1.5 })
  former  Place?
  others  Place[]  @default([])
}

type Patch {
  update String
}

model Owner {
  id    Int    @id
  notes Note[]
}

model Note {
  id      Int      @id
  owner   Owner?
  meta    Json?
  extra   Json     @default({})
  address Address  @default({ city: "Bern" })
  second  Address?
  patch   Patch    @default({ update: "x" })
  list    Address[] @default([])
  version Int      @version
}
`);

type Row = Record<string, unknown>;

interface Rows {
  create(args: object): Query<Row>;
  createMany(args: object): Query<number>;
  update(args: object): Query<Row>;
  updateMany(args: object): Query<number>;
  updateEach(args: object): Query<number>;
  upsert(args: object): Query<Row>;
  upsertMany(args: object): Query<unknown>;
  findMany(args?: object): Query<Row[]>;
  findUniqueOrThrow(args: object): Query<Row>;
  deleteMany(args: object): Query<number>;
}
type Notes = Client & { readonly notes: Rows; readonly owners: Rows };

/** What an edit does, in memory. */
type Edit =
  | { readonly kind: "set" | "append"; readonly path: readonly (string | number)[]; readonly value: JsonValue }
  | { readonly kind: "merge"; readonly path: readonly (string | number)[]; readonly value: Record<string, JsonValue> }
  | { readonly kind: "remove"; readonly path: readonly (string | number)[] };

type Document = Record<string | number, JsonValue>;

function isObject(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function put(holder: Document, place: string | number, value: JsonValue): void {
  Object.defineProperty(holder, place, { value, writable: true, enumerable: true, configurable: true });
}

/** By going to the place and changing it there; a null on the way is as good as nothing. */
function apply(document: JsonValue, edit: Edit): JsonValue {
  const root = { here: structuredClone(document) };
  const path = ["here", ...edit.path, ...(edit.kind === "append" ? [Infinity] : [])];
  const isMaking = edit.kind !== "remove";
  let holder: JsonValue = root;
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1;
    const fits = typeof step === "number" ? Array.isArray(holder) : isObject(holder);
    if (!fits) return root.here;
    const inside = holder as unknown as Document;
    const place = typeof step === "number" ? Math.min(step, (holder as JsonValue[]).length) : step;
    const isThere = Object.hasOwn(inside, place);
    if (edit.kind === "remove" && (typeof step === "number" ? step >= (holder as JsonValue[]).length : !isThere))
      return root.here;
    if (!isLast) {
      if (isMaking && (!isThere || inside[place] === null))
        put(inside, place, typeof path[depth + 1] === "number" ? [] : {});
      holder = Object.getOwnPropertyDescriptor(inside, place)?.value as JsonValue;
    } else if (edit.kind === "remove") {
      if (Array.isArray(holder)) holder.splice(place as number, 1);
      else delete inside[place];
    } else if (edit.kind === "merge") {
      if (!isThere || inside[place] === null) put(inside, place, {});
      const there = Object.getOwnPropertyDescriptor(inside, place)?.value as JsonValue;
      if (isObject(there)) put(inside, place, { ...there, ...edit.value });
    } else put(inside, place, edit.value);
  }
  return root.here;
}

function chain(edits: readonly Edit[]): JsonChange {
  return edits.reduce<Pick<JsonChange, "set" | "append" | "merge" | "remove">>((change, edit) => {
    if (edit.kind === "remove") return change.remove(edit.path);
    return edit.kind === "merge" ? change.merge(edit.path, edit.value) : change[edit.kind](edit.path, edit.value);
  }, json) as JsonChange;
}

const names = fc.constantFrom("a", "b", "0", "", 'q"', "x.y", "{a,b}", "__proto__", "ä");
const scalars = fc.constantFrom<JsonValue>(null, 0, -1.5, 2 ** 53, true, "", "text", "null", "{}");
const documents = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const paths = (minLength: number) =>
  fc.array(fc.oneof({ weight: 3, arbitrary: names }, { weight: 2, arbitrary: fc.nat(3) }), { minLength, maxLength: 4 });
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom("set" as const, "append" as const), path: paths(1), value: documents }),
  fc.record({ kind: fc.constant("remove" as const), path: paths(1) }),
  fc.record({
    kind: fc.constant("merge" as const),
    path: paths(0),
    value: fc.dictionary(names, documents, { maxKeys: 2, noNullPrototype: true }),
  }),
);

onEveryDialect((fixture) => {
  let db: Notes;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Notes>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());
  beforeEach(() => db.notes.deleteMany({ all: true }));

  const where = { id: 1 };
  const update = async (meta: JsonValue, change: JsonChange) => {
    await db.notes.upsert({ where, create: { meta }, update: { meta } });
    return (await db.notes.update({ where, data: { meta: change } }))["meta"];
  };

  test("changes JSON at the end of a path, in one statement", async () => {
    await db.notes.create({ data: { id: 1, meta: { theme: "light", list: [1, [2]], old: null } } });
    const change = json
      .set(["theme"], "dark")
      .set(["list", 1, 0], { a: null })
      .remove(["old"])
      .merge(["new"], { b: 1 });
    const call = () => db.notes.update({ where, data: { meta: change } });
    const { result, statements } = await countStatements(db, call);
    expect(statements).toBe(1);
    expect(result).toMatchObject({ version: 2 });
    expect(result["meta"]).toEqual({ theme: "dark", list: [1, [{ a: null }]], new: { b: 1 } });
    expect(call().toSQL()).toHaveLength(1);
    expect(await call().explain()).toHaveLength(1);
  });

  test("makes what is missing or null on the way, and goes through nothing else", async () => {
    expect(await update(null, json.set(["a", 0, "b"], 1))).toEqual({ a: [{ b: 1 }] });
    expect(await update({ a: null }, json.set(["a", "b"], null))).toEqual({ a: { b: null } });
    expect(await update([1], json.set([7], 2))).toEqual([1, 2]);
    expect(await update([1], json.append([], 2).append([], [3]))).toEqual([1, 2, [3]]);
    expect(await update({}, json.append(["list"], "x"))).toEqual({ list: ["x"] });
    expect(await update(null, json.merge([], {}))).toEqual({});
    expect(await update("text", json.set(["a"], 1).merge([], { a: 1 }).remove(["a"]))).toBe("text");
    expect(await update({ a: [1] }, json.set(["a", "0"], 2).remove(["a", "0"]))).toEqual({ a: [1] });
    expect(await update({ 0: 1 }, json.set([0], 2).remove([0]))).toEqual({ 0: 1 });
    expect(
      await update({ a: { b: 1 }, list: [1, 2, 3] }, json.remove(["a", "b"]).remove(["list", 1]).remove(["x", "y"])),
    ).toEqual({
      a: {},
      list: [1, 3],
    });
    expect(await update(null, json.remove(["a"]))).toBeNull();
  });

  test("changes JSON in every way that rows are changed", async () => {
    await db.owners.upsert({ where, create: {}, update: {} });
    await db.notes.createMany({ data: [1, 2, 3].map((id) => ({ id, ownerId: 1, meta: { n: id } })) });
    const metas = async () => (await db.notes.findMany({ orderBy: { id: "asc" } })).map(({ meta }) => meta);
    await db.notes.updateMany({
      all: true,
      data: { meta: json.set(["all"], true), address: { update: { city: "Ulm" } } },
    });
    expect(await metas()).toEqual([1, 2, 3].map((n) => ({ n, all: true })));
    const changes = [
      { where: { id: 1 }, data: { meta: json.set(["n"], "one") } },
      { where: { id: 2 }, data: { meta: json.set(["all"], "two") } },
      {
        where: { id: 3 },
        data: { meta: json.remove(["all"]), address: { update: { place: { update: { lat: 3 } } } } },
      },
    ];
    const each = await countStatements(db, () => db.notes.updateEach({ changes }));
    expect(each.statements).toBeLessThanOrEqual(2);
    expect(await metas()).toEqual([{ n: "one", all: true }, { n: 2, all: "two" }, { n: 3 }]);
    await db.owners.update({
      where,
      data: {
        notes: {
          update: [1, 2].map((id) => ({
            where: { id },
            data: { meta: json.set(["n"], [id]), address: { update: { zip: `${id}` } } },
          })),
          upsert: { where: { id: 3 }, create: { id: 3 }, update: { meta: json.set(["n"], null) } },
        },
      },
    });
    await db.notes.upsert({ where: { id: 3 }, create: {}, update: { meta: json.set(["m"], 0) } });
    await db.notes.upsertMany({ data: [{ id: 3 }, { id: 4 }], on: ["id"], update: { meta: json.merge([], { k: 1 }) } });
    expect(await metas()).toEqual([{ n: [1], all: true }, { n: [2], all: "two" }, { n: null, m: 0, k: 1 }, null]);
    expect((await db.notes.findMany({ orderBy: { id: "asc" } })).map(({ address }) => address)).toMatchObject([
      { city: "Ulm", zip: "1", place: { lat: 1.5 } },
      { city: "Ulm", zip: "2" },
      { city: "Ulm", zip: null, place: { lat: 3, name: "none" } },
      { city: "Bern" },
    ]);
    // Of equal values the text is equal, whatever made them.
    await db.notes.create({ data: { id: 5, meta: { k: 1, m: 0, n: null } } });
    expect(await db.notes.findMany({ where: { meta: { equals: { n: null, m: 0, k: 1 } } } })).toHaveLength(2);
  });

  test("changes parts of a value object, and leaves alone what is null", async () => {
    await db.notes.create({ data: { id: 1, address: { city: "Bern", zip: "3000", former: { lat: 1 } } } });
    const since = new Date("2020-01-02T03:04:05.678Z");
    const parts = { city: "Zürich", zip: null, big: 2n ** 60n, price: "1.5", since, theme: "LIGHT", tags: ["a"] };
    const change = { update: { ...parts, place: { update: { lat: 2 } }, former: { lat: 3 }, others: [{ lat: 4 }] } };
    const { address, second } = await db.notes.update({
      where,
      data: { address: change, second: { update: { city: "x" } } },
    });
    expect(address).toEqual({
      ...parts,
      price: "1.50",
      place: { lat: 2, name: "none" },
      former: { lat: 3, name: "none" },
      others: [{ lat: 4, name: "none" }],
    });
    expect(second).toBeNull();
    const gone = await db.notes.update({ where, data: { address: { update: { former: null } } } });
    expect(gone["address"]).toMatchObject({ former: null });
    const still = await db.notes.update({ where, data: { address: { update: { former: { update: { lat: 1 } } } } } });
    expect(still["address"]).toMatchObject({ former: null, city: "Zürich" });
    expect(await db.notes.findMany({ where: { address: { theme: "LIGHT", big: 2n ** 60n } } })).toHaveLength(1);
    // A type that has such a part has values alone.
    expect((await db.notes.update({ where, data: { patch: { update: "y" } } }))["patch"]).toEqual({ update: "y" });
  });

  test("takes a part that was added to a type since for its default", async () => {
    await db.notes.create({ data: { id: 1 } });
    const old = '{"city": "Bern", "former": null}';
    await db.sql.run`update notes set address = ${fixture.pick({ postgresql: old, sqlite: old })}`;
    const { address } = await db.notes.update({
      where,
      data: { address: { update: { place: { update: { name: null } }, former: { update: { lat: 1 } } } } },
    });
    expect(address).toMatchObject({ city: "Bern", place: { lat: 1.5, name: null }, former: null, theme: "DARK" });
  });

  test("refuses what is wrong before anything is sent, with its path", async () => {
    const refuse = async (data: object, path: string, message: string) => {
      for (const call of [
        () => db.notes.update({ where, data }),
        () => db.notes.updateMany({ all: true, data }),
        () => db.notes.upsert({ where, create: {}, update: data }),
      ]) {
        const error = await refusalOf(db, call);
        expect(error.path).toMatch(new RegExp(`^(data|update)\\.${path.replaceAll(/[[\].]/g, "\\$&")}$`));
        expect(error.problem).toContain(message);
      }
    };
    const set = (path: unknown, value: unknown) => json.set(path as never, value as never);
    await refuse({ meta: set("a", 1) }, "meta", "Json.set: expected a path");
    await refuse({ meta: set([], 1) }, "meta", "leads to the whole");
    await refuse({ meta: set([-1], 1) }, "meta", "a step is a name");
    await refuse({ meta: set([null], 1) }, "meta", "a step is a name");
    await refuse({ meta: set(["a"], undefined) }, "meta", "is undefined");
    await refuse({ meta: set(["a"], new Date()) }, "meta", "expected JSON");
    await refuse({ meta: set(["\0"], 1) }, "meta", "NUL");
    await refuse({ meta: json.merge([], [] as never) }, "meta", "expected an object of members");
    await refuse({ meta: json }, "meta", "This changes nothing");
    await refuse({ meta: json.remove(Array.from({ length: 33 }, () => "a")) }, "meta", "at most 32 steps");
    await refuse({ address: { update: {} } }, "address.update", "This changes nothing");
    await refuse({ address: { update: 1 } }, "address.update", "Expected an object with the parts");
    await refuse({ address: { update: { citi: "" } } }, "address.update.citi", 'Did you mean "city"?');
    await refuse({ address: { update: { city: 1 } } }, "address.update.city", "Expected");
    await refuse({ address: { update: { city: "too long a name" } } }, "address.update.city", "Expected");
    await refuse({ address: { update: { city: null } } }, "address.update.city", "got null");
    await refuse({ address: { update: { city: undefined } } }, "address.update.city", "undefined");
    const deep = { place: { update: { lat: "x" } } };
    await refuse({ address: { update: deep } }, "address.update.place.update.lat", "Expected");
    await refuse({ list: { update: { city: "" } } }, "list.update", "append, prepend, set");
    for (const data of [
      { id: 1, meta: json.set(["a"], 1) },
      { id: 1, address: { update: { city: "a" } } },
    ]) {
      await refusalOf(db, () => db.notes.create({ data }));
      await refusalOf(db, () => db.notes.createMany({ data: [data] }));
    }
    const changes = [{ where, data: { address: { update: deep } } }];
    const error = await refusalOf(db, () => db.notes.updateEach({ changes }));
    expect(error.path).toBe("changes[0].data.address.update.place.update.lat");
  });

  test("edits of JSON are what the same edits do in memory", async () => {
    await db.notes.create({ data: { id: 1 } });
    const calls = fc.tuple(documents, fc.array(edits, { minLength: 1, maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(calls, async ([document, steps]) => {
        const wanted = steps.reduce(apply, document);
        expect(await update(document, chain(steps))).toEqual(wanted);
        const nothing = steps.reduce<JsonValue>(apply, null);
        expect(await update(null, chain(steps))).toEqual(nothing);
        await db.notes.create({ data: { id: 2, meta: wanted } });
        await update(document, chain(steps));
        // Nothing in JSON is null in the column only where it was before.
        if (wanted !== null) expect(await db.notes.findMany({ where: { meta: { equals: wanted } } })).toHaveLength(2);
        await db.notes.deleteMany({ where: { id: 2 } });
      }),
      { numRuns: Number(process.env["JOINERY_RUNS"] ?? 100) },
    );
  });
});
