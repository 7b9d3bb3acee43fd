import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { forms, moodEnum, scalarValues, type ScalarValues } from "./scalar-values.js";

/**
 * The law of the scalars: what was written is what is read, exactly, whatever the type, whether it is a list or null, by
 * whatever way it was written and loaded, and a filter finds it. What a database could not keep is refused by name.
 */
/** A value object with a part of every type: the law holds inside of JSON as well, which has no infinity. */
const isJsonNumber = (value: unknown) => typeof value !== "number" || Number.isFinite(value);
const parts = Object.entries(scalarValues).map(([name, { values, edges }]) => {
  return [name, { values: values.filter(isJsonNumber), edges: edges.filter(isJsonNumber) }] as const;
});
const longestPart = Math.max(...parts.map(([, { edges }]) => edges.length));
const valueObject: ScalarValues = {
  type: "Everything",
  values: fc.record(Object.fromEntries(parts.map(([name, { values }]) => [name, values])), { noNullPrototype: true }),
  edges: Array.from({ length: longestPart }, (_, index) =>
    Object.fromEntries(parts.map(([name, { edges }]) => [name, edges[index % edges.length]])),
  ),
  refused: ["x", 1, [], { unknown: 1 }],
};
const law: Readonly<Record<string, ScalarValues>> = { ...scalarValues, object: valueObject };
const names = Object.keys(law).flatMap((name) => Object.keys(forms).map((form) => name + form));
const schema = compileModels(`
${moodEnum}
type Everything {
  ${Object.entries(scalarValues)
    .map(([name, { type }]) => `${name} ${type}`)
    .join("\n  ")}
}

model Owner {
  id      Int @id
  samples Sample[]
}

model Sample {
  id      Int @id
  owner   Owner
  groups  Group[] @through(Link)
  holders Holder[]
  ${Object.entries(law)
    .flatMap(([name, { type }]) => Object.entries(forms).map(([form, suffix]) => `${name}${form} ${type}${suffix}`))
    .join("\n  ")}
}

model Group {
  id      Int @id
  samples Sample[] @through(Link)
}

model Link {
  sample Sample
  group  Group

  @@id([sample, group])
}

model Holder {
  id     Int @id
  sample Sample
}
`);

type Row = Readonly<Record<string, unknown>>;
interface Rows {
  create(args: object): Promise<Row>;
  createMany(args: object): Promise<number>;
  update(args: object): Promise<Row>;
  updateMany(args: object): Promise<number>;
  findMany(args: object): Query<Row[]>;
  findFirst(args: object): Query<Row | null>;
  findUnique(args: object): Query<Row | null>;
  getById(id: number, args?: object): Query<Row>;
  delete(args: object): Promise<Row>;
  exists(args: object): Promise<boolean>;
}
type LawClient = Client & { readonly [Name in "samples" | "owners" | "groups" | "links" | "holders"]: Rows };

/** All fields of a row, each in its four forms. */
const sample: fc.Arbitrary<Row> = fc.record(
  Object.fromEntries(
    Object.entries(law).flatMap(([name, { values }]) => {
      const list = fc.array(values, { maxLength: 3 });
      return [
        [name, values],
        [`${name}OrNull`, fc.option(values)],
        [`${name}List`, list],
        [`${name}ListOrNull`, fc.option(list)],
      ];
    }),
  ),
  { noNullPrototype: true },
);

/** Rows that have every edge of every type, alone and in lists. */
const longest = Math.max(...Object.values(law).map(({ edges }) => edges.length));
const edgeRows: readonly Row[] = Array.from({ length: longest }, (_, index) =>
  Object.fromEntries(
    Object.entries(law).flatMap(([name, { edges }]) => {
      const edge = edges[index % edges.length];
      return [
        [name, edge],
        [`${name}OrNull`, index === 0 ? null : edge],
        [`${name}List`, index === 0 ? [] : index === 1 ? edges : [edge, edge]],
        [`${name}ListOrNull`, index === 0 ? null : index === 1 ? [] : [edge]],
      ];
    }),
  ),
);

const ofSample = (row: unknown): Row => Object.fromEntries(names.map((name) => [name, (row as Row)[name]]));
const first = (rows: unknown): Row | undefined => (rows as readonly Row[])[0];

onEveryDialect((fixture) => {
  let db: LawClient;
  let lastId = 0;
  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<LawClient>({ url: fixture.url, schema, models: {} });
    await db.owners.createMany({ data: [{ id: 1 }] });
  });
  afterAll(() => db.dispose());

  /** Every way a row of a model can be loaded: by itself, and by way of each kind of relation. */
  const loads: Readonly<Record<string, (id: number) => Promise<unknown>>> = {
    "as a root of many": async (id) => first(await db.samples.findMany({ where: { id } })),
    "as the first": (id) => db.samples.findFirst({ where: { id } }).then((row) => row),
    "by its unique key": (id) => db.samples.findUnique({ where: { id } }).then((row) => row),
    "by its id": (id) => db.samples.getById(id).then((row) => row),
    "by selection": (id) => {
      const select = Object.fromEntries(names.map((name) => [name, true]));
      return db.samples.getById(id, { select }).then((row) => row);
    },
    "in a transaction": (id) => db.transaction(async (inner) => inner.samples.getById(id)),
    "joined to another": (id) =>
      db.holders.getById(id, { include: { sample: { load: "join" } } }).then((row) => row["sample"]),
    "joined in a list": async (id) =>
      first(await db.holders.findMany({ where: { id }, include: { sample: { load: "join" } } }))?.["sample"],
    "in a batch for another": async (id) =>
      first(await db.holders.findMany({ where: { id }, include: { sample: { load: "batch" } } }))?.["sample"],
    "in a batch of children": async (id) =>
      first(first(await db.owners.findMany({ include: { samples: { where: { id } } } }))?.["samples"]),
    "in a page of children": async (id) =>
      first(first(await db.owners.findMany({ include: { samples: { where: { id }, limit: 1 } } }))?.["samples"]),
    "through a join table": (id) =>
      db.groups.getById(id, { include: { samples: true } }).then((row) => first(row["samples"])),
    "in JSON": (id) => db.holders.getById(id, { include: { sample: { load: "json" } } }).then((row) => row["sample"]),
    "in JSON of a list, in JSON of another": async (id) => {
      const samples = { where: { id }, limit: 1, load: "json" };
      const include = { sample: { load: "json", include: { owner: { load: "json", include: { samples } } } } };
      const holder = await db.holders.getById(id, { include });
      return first(((holder["sample"] as Row)["owner"] as Row)["samples"]);
    },
    "in JSON through a join table": (id) =>
      db.groups.getById(id, { include: { samples: { load: "json" } } }).then((row) => first(row["samples"])),
    "below a joined row": async (id) => {
      const include = { sample: { load: "join", include: { owner: { include: { samples: { where: { id } } } } } } };
      const holder = await db.holders.getById(id, { include });
      return first(((holder["sample"] as Row)["owner"] as Row)["samples"]);
    },
  };

  /** Filters that a row with these values meets, one or more for each field. */
  function listFilters(values: Row): readonly Row[] {
    return names.flatMap((name): Row[] => {
      const value = values[name];
      if (name.startsWith("object")) return listObjectFilters(name, value);
      if (value === null) return [{ [name]: null }, { [name]: { isNull: true } }, { [name]: { equals: null } }];
      if (!name.includes("List")) {
        const filters = [{ [name]: { equals: value } }, { [name]: { in: [value] } }];
        return name.startsWith("json") ? filters.slice(0, 1) : filters;
      }
      const elements = value as readonly unknown[];
      const has = elements.map((element) => ({ has: element }));
      return [{ equals: elements }, { isEmpty: elements.length === 0 }, { hasEvery: elements }, ...has].map(
        (filter) => ({
          [name]: filter,
        }),
      );
    });
  }

  /** A value object is asked for by its parts, a list of them for being empty. */
  function listObjectFilters(name: string, value: unknown): Row[] {
    if (value === null) return [{ [name]: null }];
    if (Array.isArray(value)) return [{ [name]: { isEmpty: value.length === 0 } }];
    return Object.entries(value as Row).map(([part, each]) => ({ [name]: { [part]: { equals: each } } }));
  }

  async function keepLaw(values: Row): Promise<void> {
    const id = ++lastId;
    const data = { ...values, id, ownerId: 1 };
    expect(ofSample(await db.samples.create({ data }))).toStrictEqual(values);
    await db.holders.create({ data: { id, sampleId: id } });
    await db.groups.create({ data: { id } });
    await db.links.create({ data: { sampleId: id, groupId: id } });
    for (const [way, load] of Object.entries(loads)) {
      expect({ way, values: ofSample(await load(id)) }).toStrictEqual({ way, values });
    }

    const filters = listFilters(values);
    // All at once; one by one only where that finds nothing, to name the one that is to blame.
    if (!(await db.samples.exists({ where: { id, AND: filters } }))) {
      for (const filter of filters) {
        expect({ filter, finds: await db.samples.exists({ where: { id, AND: [filter] } }) }).toEqual({
          filter,
          finds: true,
        });
      }
    }

    const [other, another] = [++lastId, ++lastId];
    const rows = [other, another].map((each) => ({ ...values, id: each, ownerId: 1 }));
    await db.samples.createMany({ data: [...rows] });
    expect(ofSample(await db.samples.getById(other))).toStrictEqual(values);
    const before = edgeRows[2] as Row;
    expect(ofSample(await db.samples.update({ where: { id: other }, data: before }))).toStrictEqual(before);
    expect(ofSample(await db.samples.update({ where: { id: other }, data: values }))).toStrictEqual(values);
    await db.samples.updateMany({ where: { id: another }, data: before });
    await db.samples.updateMany({ where: { id: another }, data: values });
    expect(ofSample(await db.samples.delete({ where: { id: another } }))).toStrictEqual(values);
  }

  it("holds for every edge of every type", async () => {
    for (const row of edgeRows) await keepLaw(row);
  });

  it("holds for whatever a type can hold", () => fc.assert(fc.asyncProperty(sample, keepLaw), { numRuns: 15 }));

  it("refuses what is no value of a type, by the place where it stands, before anything is sent", async () => {
    const id = ++lastId;
    const valid = { ...(edgeRows[0] as Row), id, ownerId: 1 };
    await db.samples.create({ data: valid });
    const bad = Object.entries(law).flatMap(([name, { refused }]) => [
      ...[undefined, ...refused].map((value) => [name, value] as const),
      ...refused.map((value) => [`${name}OrNull`, value] as const),
      ...[null, undefined, ...refused].map((element) => [`${name}List`, [element]] as const),
    ]);
    const { statements } = await countStatements(db, async () => {
      for (const [name, value] of bad) {
        const data = { ...valid, id: lastId + 1, [name]: value };
        for (const [way, write] of Object.entries({
          create: () => db.samples.create({ data }),
          createMany: () => db.samples.createMany({ data: [data] }),
          update: () => db.samples.update({ where: { id }, data: { [name]: value } }),
        })) {
          const error = await Promise.resolve(write()).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          const isRefused = error instanceof InvalidArgument;
          expect({ way, name, value, isRefused }).toEqual({ way, name, value, isRefused: true });
          expect((error as InvalidArgument).path).toContain(name);
        }
      }
    });
    expect(statements).toBe(0);
    expect(ofSample(await db.samples.getById(id))).toStrictEqual(edgeRows[0]);
  });

  it("has one form for what can be said in several", async () => {
    const data = {
      float: -0,
      short: "007.5",
      long: "-0",
      time: "12:00:00",
      uuid: "ABCDEF00-0000-0000-0000-00000000000A",
      json: { a: undefined, b: -0 },
    };
    const id = ++lastId;
    await db.samples.create({ data: { ...edgeRows[0], id, ownerId: 1 } });
    expect(await db.samples.update({ where: { id }, data })).toMatchObject({
      float: 0,
      short: "7.5000",
      long: "0.000000000",
      time: "12:00:00.000",
      uuid: "abcdef00-0000-0000-0000-00000000000a",
      json: { b: 0 },
    });
    expect(await db.samples.exists({ where: { id, short: "7.50", time: "12:00:00", uuid: data.uuid } })).toBe(true);
  });

  it("keeps NaN, or says that it cannot", async () => {
    const id = ++lastId;
    await db.samples.create({ data: { ...edgeRows[0], id, ownerId: 1 } });
    const update = db.samples.update({ where: { id }, data: { float: NaN } }).then(({ float }) => float);
    await fixture.pick({
      postgresql: () => expect(update).resolves.toBeNaN(),
      sqlite: () =>
        expect(update).rejects.toThrow("expected a number other than NaN, which this database cannot store"),
    })();
  });
});
