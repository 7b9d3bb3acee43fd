import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

/** Every relation of a model to itself: to many, to one, one to one, many to many, through a model; by keys of one part and of two. */
const relations = `
  weight    Int
  gone      DateTime?
  parent    Node?  @relation(onDelete: NoAction)
  children  Node[] @relation(inverse: parent)
  leader    Node?  @unique @relation(onDelete: NoAction)
  follower  Node?  @relation(inverse: leader)
  outgoing  Node[] @relation(inverse: incoming)
  incoming  Node[] @relation(inverse: outgoing)
  seen      Node[] @through(Visit, from: visitor, to: visited)
  notes     Note[]
  @@softDelete(gone)`;
const modelsOf = (name: string, key: string) =>
  `${`model Node {\n${key}\n${relations}\n}

model Visit {
  id      Int   @id
  visitor Node? @relation(onDelete: NoAction)
  visited Node? @relation(onDelete: NoAction)
}

model Note {
  id   Int  @id
  node Node @relation(onDelete: NoAction)
}`.replaceAll(/\b(Node|Visit|Note)\b/g, `${name}$1`)}\n`;
const schema = compileModels(
  modelsOf("Plain", "  id Int @id") + modelsOf("Double", "  team String(5)\n  number BigInt\n  @@id([team, number])"),
);
const keyOf = { plain: (id: number) => ({ id }), double: (id: number) => ({ team: `t${id % 2}`, number: BigInt(id) }) };
type Variant = keyof typeof keyOf;

const size = 8;
const ids = Array.from({ length: size }, (_, index) => index + 1);

/** A graph of any form, circles among them: by the id of a node. */
interface Graph {
  readonly weights: readonly number[];
  readonly gone: readonly boolean[];
  readonly parents: readonly (number | null)[];
  readonly leaders: readonly (number | null)[];
  readonly links: readonly (readonly [from: number, to: number])[];
  readonly visits: readonly (readonly [from: number, to: number])[];
}

const node = fc.constantFrom(...ids);
const each = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: size, maxLength: size });
const pairs = fc.array(fc.tuple(node, node), { maxLength: 12 });
const graph: fc.Arbitrary<Graph> = fc.record({
  weights: each(fc.nat(2)),
  gone: each(fc.nat(9).map((dice) => dice === 0)),
  parents: each(fc.option(node)),
  leaders: fc
    .shuffledSubarray([...ids], { minLength: size })
    .chain((all) => each(fc.boolean()).map((has) => all.map((id, index) => (has[index] ? id : null)))),
  links: fc.uniqueArray(fc.tuple(node, node), { maxLength: 12, selector: (pair) => pair.join() }),
  visits: pairs,
});

const toMany = ["children", "outgoing", "incoming", "seen"] as const;
const toOne = ["parent", "leader", "follower"] as const;
type Name = (typeof toMany)[number] | (typeof toOne)[number];

/** What is asked for. */
interface Wish {
  readonly name: Name;
  readonly maxDepth?: number | undefined;
  readonly minWeight?: number | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly isDescending: boolean;
  readonly withNotes: boolean;
}
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    name: fc.constantFrom(...toMany),
    // Every way is walked, and there may be many.
    maxDepth: fc.integer({ min: 1, max: 4 }),
    minWeight: optional(fc.constant(1)),
    limit: optional(fc.integer({ min: 1, max: 2 })),
    offset: optional(fc.constant(1)),
    isDescending: fc.boolean(),
    withNotes: fc.boolean(),
  }),
  fc.record({
    name: fc.constantFrom<Name>("children", ...toOne),
    maxDepth: optional(fc.integer({ min: 1, max: 4 })),
    isDescending: fc.boolean(),
    withNotes: fc.boolean(),
  }),
);

interface Loaded {
  readonly id: number;
  readonly notes?: readonly number[];
  readonly below?: readonly Loaded[] | Loaded | null;
}

const isMany = (name: Name) => (toMany as readonly string[]).includes(name);

/** Where a relation leads from a node, by the words of the graph. */
function follow({ parents, leaders, links, visits }: Graph, name: Name, from: number): number[] {
  switch (name) {
    case "children":
      return ids.filter((id) => parents[id - 1] === from);
    case "parent":
      return [parents[from - 1]!].filter((id) => id !== null);
    case "leader":
      return [leaders[from - 1]!].filter((id) => id !== null);
    case "follower":
      return ids.filter((id) => leaders[id - 1] === from);
    case "outgoing":
      return links.filter(([source]) => source === from).map(([, to]) => to);
    case "incoming":
      return links.filter(([, to]) => to === from).map(([source]) => source);
    case "seen":
      return [...new Set(visits.filter(([source]) => source === from).map(([, to]) => to))];
  }
}

/** The tree below a node, walked without a thought for cost. */
function walk(graph: Graph, wish: Wish, from: number, way: readonly number[]): Pick<Loaded, "below"> {
  const { name, maxDepth = Infinity, minWeight = 0, offset = 0, limit, isDescending, withNotes } = wish;
  if (way.length > maxDepth) return { below: isMany(name) ? [] : null };
  const found = follow(graph, name, from)
    .filter((id) => !graph.gone[id - 1] && graph.weights[id - 1]! >= minWeight)
    .sort((a, b) => (isDescending ? b - a : a - b))
    .slice(offset, limit === undefined ? undefined : offset + limit)
    .filter((id) => !way.includes(id))
    .map((id) => ({ id, ...(withNotes ? { notes: [id] } : {}), ...walk(graph, wish, id, [...way, id]) }));
  return { below: isMany(name) ? found : (found[0] ?? null) };
}

type Row = Readonly<Record<string, unknown>>;

/** The same of what was loaded. */
function reduce(row: Row, wish: Wish, isRoot: boolean): Loaded {
  const below = row[wish.name] as readonly Row[] | Row | null;
  const id = Number(row["id"] ?? row["number"]);
  return {
    id,
    ...(wish.withNotes && !isRoot
      ? { notes: (row["notes"] as readonly Row[]).map((note) => note["id"] as number) }
      : {}),
    below: Array.isArray(below)
      ? below.map((each: Row) => reduce(each, wish, false))
      : below && reduce(below as Row, wish, false),
  };
}

function toArguments(variant: Variant, wish: Wish): object {
  const { name, maxDepth, minWeight, limit, offset, isDescending, withNotes } = wish;
  const key = variant === "plain" ? "id" : "number";
  return {
    include: {
      [name]: {
        recursive: true,
        ...(maxDepth === undefined ? {} : { maxDepth }),
        ...(minWeight === undefined ? {} : { where: { weight: { gte: minWeight } } }),
        ...(isMany(name) ? { orderBy: { [key]: isDescending ? "desc" : "asc" } } : {}),
        ...(limit === undefined ? {} : { limit }),
        ...(offset === undefined ? {} : { offset }),
        ...(withNotes ? { include: { notes: true } } : {}),
      },
    },
    orderBy: { [key]: "asc" },
  };
}

interface Repository {
  findMany(args: object): Query<Row[]>;
  getById(id: unknown, args: object): Query<Row>;
  findUnique(args: object): Query<Row | null>;
  createMany(args: { data: readonly object[] }): Query<number>;
  update(args: object): Query<Row>;
  deleteMany(args: object): Query<number>;
}
type Graphs = Client & Readonly<Record<string, Repository>>;

onEveryDialect((fixture) => {
  let db: Graphs;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Graphs>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  const repository = (variant: Variant, name = "Node") =>
    db[schema.models.find((model) => model.name.toLowerCase() === `${variant}${name}`.toLowerCase())!.accessor]!;
  const tableOf = (variant: Variant, name: string) =>
    schema.models.find((model) => model.name.toLowerCase() === `${variant}${name}`.toLowerCase())!;

  /** The fields that hold the key of another node. */
  function foreignKey(variant: Variant, prefix: string, id: number | null): object {
    const names = variant === "plain" ? ["Id"] : ["Team", "Number"];
    const values = id === null ? names.map(() => null) : Object.values(keyOf[variant](id));
    return Object.fromEntries(names.map((name, part) => [prefix + name, values[part]]));
  }

  async function store(variant: Variant, { weights, gone, parents, leaders, links, visits }: Graph): Promise<void> {
    const nodes = repository(variant);
    const joinTable = tableOf(variant, "Node").relations.find(({ name }) => name === "outgoing");
    if (joinTable?.kind !== "many-to-many") throw new Error("It is many to many");
    const { table, sourceColumns, targetColumns } = joinTable.joinTable;
    const nodesTable = tableOf(variant, "Node").table.name;
    const clear = tableOf(variant, "Node").fields.filter(({ name }) => /^(parent|leader)/.test(name));
    await executeSql(
      fixture.url,
      `delete from ${table.name}`,
      `update ${nodesTable} set ${clear.map(({ column }) => `${column} = null`).join(", ")}`,
    );
    for (const name of ["Visit", "Note"]) await repository(variant, name).deleteMany({ all: true });
    await nodes.deleteMany({ all: true, hardDelete: true, withDeleted: true });
    await nodes.createMany({
      data: ids.map((id) => ({
        ...keyOf[variant](id),
        weight: weights[id - 1],
        gone: gone[id - 1] ? new Date(0) : null,
      })),
    });
    for (const id of ids) {
      const data = {
        ...foreignKey(variant, "parent", parents[id - 1]!),
        ...foreignKey(variant, "leader", leaders[id - 1]!),
      };
      const where = variant === "plain" ? keyOf.plain(id) : keyOf.double(id);
      await nodes.update({ where, data, withDeleted: true });
    }
    const literal = (id: number) => (variant === "plain" ? `${id}` : `'t${id % 2}', ${id}`);
    const values = links.map(([from, to]) => `(${literal(from)}, ${literal(to)})`).join(", ");
    const columns = [...sourceColumns, ...targetColumns].join(", ");
    if (links.length > 0) await executeSql(fixture.url, `insert into ${table.name} (${columns}) values ${values}`);
    await repository(variant, "Visit").createMany({
      data: visits.map(([from, to], index) => ({
        id: index,
        ...foreignKey(variant, "visitor", from),
        ...foreignKey(variant, "visited", to),
      })),
    });
    await repository(variant, "Note").createMany({
      data: ids.map((id) => ({ id, ...foreignKey(variant, "node", id) })),
    });
  }

  it.each(["plain", "double"] as const)(
    "is the tree that a naive walk finds, in any graph (%s keys)",
    async (variant) => {
      await fc.assert(
        fc.asyncProperty(graph, fc.array(wish, { minLength: 4, maxLength: 8 }), async (wanted, wishes) => {
          await store(variant, wanted);
          const seen = ids.filter((id) => !wanted.gone[id - 1]);
          for (const each of wishes) {
            const args = toArguments(variant, each);
            const query = repository(variant).findMany(args);
            const { result, statements } = await countStatements(db, () => query);
            const expected = seen.map((id) => ({ id, ...walk(wanted, each, id, [id]) }));
            expect(result.map((row) => reduce(row, each, true))).toEqual(expected);
            expect(query.plan().statements).toBe(each.withNotes ? 3 : 2);
            expect(statements).toBeLessThanOrEqual(query.plan().statements);
            // One root has a plan of its own.
            const { include } = args as { include: object };
            const [id] = seen;
            if (id === undefined) continue;
            const one = await repository(variant).findUnique({ where: keyOf[variant](id), include });
            expect(reduce(one!, each, true)).toEqual(expected[0]);
          }
        }),
        { numRuns: 25 },
      );
    },
    120_000,
  );

  describe("on a long chain", () => {
    const length = 5_000;
    const chain = Array.from({ length }, (_, index) => index + 1);
    const byId = { orderBy: { id: "asc" } };

    beforeAll(async () => {
      await repository("plain", "Visit").deleteMany({ all: true });
      await repository("plain", "Note").deleteMany({ all: true });
      await executeSql(fixture.url, `delete from ${tableOf("plain", "Node").table.name}`);
      const data = chain.map((id) => ({ id, weight: 0, parentId: id === 1 ? null : id - 1 }));
      await repository("plain").createMany({ data });
    });

    it.each([1, 100])("sends one statement for all levels of %d rows", async (limit) => {
      for (const include of [
        { children: { recursive: true, maxDepth: 3 } },
        { parent: { recursive: true, maxDepth: 3 } },
        { children: { recursive: true, maxDepth: 3, where: { weight: 0 }, ...byId, limit: 1 } },
      ]) {
        const query = repository("plain").findMany({ where: { id: { gt: 10 } }, ...byId, limit, include });
        const { result, statements } = await countStatements(db, () => query);
        expect(result).toHaveLength(limit);
        expect(statements).toBe(2);
        const [relation] = Object.keys(include);
        const step = { model: "PlainNode", relation, strategy: "recursive", reason: "one statement for all levels" };
        expect(query.plan()).toMatchObject({ statements: 2, steps: [{ steps: [step] }] });
      }
    });

    it("goes as deep as the data, or as far as it is told", async () => {
      const { result } = await countStatements(db, () =>
        repository("plain").getById(1, { include: { children: { recursive: true, select: { id: true } } } }),
      );
      const ofChain: number[] = [];
      for (let row: Row | undefined = result; row !== undefined; row = (row["children"] as Row[])[0])
        ofChain.push(row["id"] as number);
      expect(ofChain).toEqual(chain);
      const select = { id: true, parent: { recursive: true, maxDepth: 2, select: { id: true } } };
      expect(await repository("plain").getById(9, { select })).toStrictEqual({
        id: 9,
        parent: { id: 8, parent: { id: 7, parent: null } },
      });
    });

    it("gives trees of what a call has written, and below what is joined", async () => {
      const include = { parent: { include: { children: { recursive: true, maxDepth: 2, ...byId } } } };
      const inner = { weight: 1, parent: { id: 5, children: [{ id: 6, children: [{ id: 7, children: [] }] }] } };
      expect(await repository("plain").update({ where: { id: 6 }, data: { weight: 1 }, include })).toMatchObject(inner);
      expect(await repository("plain").getById(6, { include })).toMatchObject(inner);
    });

    it("is loaded later too, for all rows that came together", async () => {
      const rows = await repository("plain").findMany({ where: { id: { lte: 4 } }, ...byId });
      const load = (rows[1] as unknown as { load(include: object): Promise<Row> }).load.bind(rows[1]);
      const { result, statements } = await countStatements(db, () => load({ parent: { recursive: true } }));
      expect(statements).toBe(1);
      expect(result).toMatchObject({ id: 2, parent: { id: 1, parent: null } });
    });

    it("refuses what it cannot do, by its place, before anything is sent", async () => {
      const refusals: readonly [include: object, message: string][] = [
        [{ children: { recursive: 1 } }, "include.children.recursive: Expected true."],
        [{ children: { maxDepth: 1 } }, "include.children.maxDepth: Only what is recursive has a depth."],
        [{ children: { recursive: true, load: "batch" } }, "include.children.load: A recursive relation is always"],
        [
          { notes: { recursive: true } },
          'include.notes.recursive: The selection of a relation to many has no "recursive"',
        ],
        [
          { children: { recursive: true, include: { children: true } } },
          "include.children.include.children: children comes with every level",
        ],
        [
          { parent: { load: "json", include: { children: { recursive: true } } } },
          "include.parent.include.children.recursive: A recursive relation cannot be in JSON.",
        ],
        ...[0, 1.5, -1, "1", null, NaN, Infinity, 10_000].map((maxDepth): [object, string] => [
          { children: { recursive: true, maxDepth } },
          "include.children.maxDepth: Expected a number of levels",
        ]),
      ];
      for (const [include, message] of refusals) {
        const { result, statements } = await countStatements(db, () =>
          repository("plain")
            .findMany({ include })
            .then(undefined, (error: unknown) => error),
        );
        expect(result).toBeInstanceOf(InvalidArgument);
        expect((result as Error).message).toContain(message);
        expect(statements).toBe(0);
      }
    });
  });
});
