import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { boundStatements } from "./bound-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { moodEnum, scalarValues } from "./scalar-values.js";

/**
 * The law of the scalars for keys: a row that is known by a value of any type is found by it, and what belongs to it is
 * brought to it and to no other, by whatever way.
 */
const keys = Object.entries(scalarValues).filter(([name]) => name !== "json");
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const schema = compileModels(`
${moodEnum}${keys
  .map(([name, { type }]) =>
    `
model ${capital(name)}Parent {
  key      ${type} @id
  children ${capital(name)}Child[]
  friends  ${capital(name)}Friend[] @through(${capital(name)}Link)
}
model ${capital(name)}Child {
  id     Int @id
  parent ${capital(name)}Parent
}
model ${capital(name)}Friend {
  key     ${type} @id
  parents ${capital(name)}Parent[] @through(${capital(name)}Link)
}
model ${capital(name)}Link {
  parent ${capital(name)}Parent
  friend ${capital(name)}Friend
  @@id([parent, friend])
}
`.trim(),
  )
  .join("\n")}
`);

type Row = Readonly<Record<string, unknown>>;
interface Rows {
  createMany(args: object): Promise<number>;
  findMany(args?: object): Query<Row[]>;
  findUnique(args: object): Query<Row | null>;
  getById(key: unknown, args?: object): Query<Row>;
}
type KeyClient = Client & Readonly<Record<string, Rows>>;

const list = (row: Row | null | undefined, name: string) => (row?.[name] ?? []) as readonly Row[];

onEveryDialect((fixture) => {
  let db: KeyClient;
  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<KeyClient>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  it.each(keys)("holds for %s", async (name, { edges }) => {
    const [parents, children, friends, links] = ["Parent", "Child", "Friend", "Link"].map((part) => {
      const model = schema.models.find((each) => each.name === capital(name) + part);
      return db[model?.accessor ?? ""] as Rows;
    }) as [Rows, Rows, Rows, Rows];
    const data = edges.map((key) => ({ key }));
    await parents.createMany({ data });
    await friends.createMany({ data });
    await children.createMany({ data: edges.map((parentKey, id) => ({ id, parentKey })) });
    await links.createMany({ data: edges.map((key) => ({ parentKey: key, friendKey: key })) });
    const idOf = (key: unknown) => edges.findIndex((edge) => same(edge, key));

    for (const args of [{}, { limit: 5 }]) {
      const include = { children: args, friends: args };
      for (const parent of await boundStatements(db, 3, (limit) => parents.findMany({ include, limit }))) {
        const id = idOf(parent["key"]);
        expect(edges[id]).toStrictEqual(parent["key"]);
        expect(list(parent, "children").map((child) => child["id"])).toEqual([id]);
        expect(list(parent, "friends").map((friend) => friend["key"])).toStrictEqual([edges[id]]);
      }
    }
    // Stand-in keys are of the type, or the database would refuse them.
    const explained = await parents.findMany({ include: { children: { limit: 5 }, friends: {} } }).explain();
    expect(explained.map(({ relation }) => relation)).toEqual([undefined, "children", "friends"]);

    for (const load of ["join", "batch"]) {
      const find = (limit: number) =>
        children.findMany({ orderBy: { id: "asc" }, include: { parent: { load } }, limit });
      const loaded = await boundStatements(db, load === "join" ? 1 : 2, find);
      expect(loaded.map((child) => (child["parent"] as Row)["key"])).toStrictEqual(edges);
    }
    for (const [id, key] of edges.entries()) {
      const include = { children: true, friends: { include: { parents: true } } };
      const calls: Query<Row | null>[] = [
        parents.getById(key, { include }),
        parents.findUnique({ where: { key }, include }),
      ];
      expect(calls.every((call) => call.plan().statements <= 4)).toBe(true);
      const found = [await calls[0]!, await calls[1]!];
      for (const parent of found) {
        expect(parent?.["key"]).toStrictEqual(key);
        expect(list(parent, "children").map((child) => child["id"])).toEqual([id]);
        expect(list(list(parent, "friends")[0], "parents").map((back) => back["key"])).toStrictEqual([key]);
      }
      expect(await children.findMany({ where: { parent: { is: { key } } } })).toHaveLength(1);
      expect(await children.findMany({ where: { parentKey: { in: [key] } } })).toHaveLength(1);
    }
  });
});

/** Equal as values of a field are. */
function same(left: unknown, right: unknown): boolean {
  const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0;
  return plain(left) === plain(right);
}
