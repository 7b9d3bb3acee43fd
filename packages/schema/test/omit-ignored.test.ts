import { omitIgnored, type Model, type Relation, type Schema } from "../src/index.js";

const int = { kind: "scalar", name: "Int" } as const;
const foreignKey = { name: "fk", onDelete: "NoAction", onUpdate: "NoAction" } as const;

function makeModel(name: string, parts: Partial<Model> = {}): Model {
  return {
    name,
    accessor: name,
    table: { name },
    fields: [{ name: "id", column: "id", type: int }],
    relations: [],
    primaryKey: { name: "pkey", fields: ["id"] },
    uniques: [],
    indexes: [],
    ...parts,
  };
}

function relate(name: string, target: string, parts: object): Relation {
  return { kind: "owning", cardinality: "one", name, target, fields: ["id"], references: ["id"], foreignKey, ...parts };
}

const makeSchema = (...models: Model[]): Schema => ({ enums: [], models, joinTables: [] });

test("a schema without anything ignored stays the very same", () => {
  const schema = makeSchema(makeModel("A"), makeModel("B"));
  expect(omitIgnored(schema)).toBe(schema);
});

test("keys and indexes over ignored fields are left out", () => {
  const fields = [
    { name: "id", column: "id", type: int },
    { name: "secret", column: "secret", type: int, isIgnored: true },
  ] as const;
  const uniques = [
    { name: "ab", fields: ["id", "secret"] },
    { name: "a", fields: ["id"] },
  ];
  const indexes = [
    { name: "covering", fields: [{ name: "id" }], include: ["secret"] },
    { name: "over", fields: [{ name: "secret" }] },
    { name: "plain", fields: [{ name: "id" }] },
  ];
  const [model] = omitIgnored(makeSchema(makeModel("A", { fields, uniques, indexes }))).models;
  expect(model?.fields).toEqual([fields[0]]);
  expect(model?.uniques).toEqual([uniques[1]]);
  expect(model?.indexes).toEqual([indexes[2]]);
});

test("a relation forgets an other side that is ignored", () => {
  const owner = makeModel("A", { relations: [relate("b", "B", { inverse: "a" }), relate("c", "C", { inverse: "a" })] });
  const ignoring = makeModel("B", { relations: [relate("a", "A", { isIgnored: true })] });
  const { models } = omitIgnored(makeSchema(owner, ignoring, makeModel("C", { relations: [relate("a", "A", {})] })));
  expect(models[0]?.relations).toEqual([relate("b", "B", {}), relate("c", "C", { inverse: "a" })]);
  expect(models[1]?.relations).toEqual([]);
});

test("with an ignored model go its join tables and queries", () => {
  const sideOf = (model: string) => ({ model, columns: ["x"], references: ["id"], foreignKeyName: "fk" });
  const join = (name: string, ...models: string[]) => ({
    table: { name },
    primaryKeyName: "pk",
    indexName: "idx",
    sides: models.map(sideOf),
  });
  const query = (model: string) => ({ name: "all", model, parameters: [], arguments: [] });
  const schema = {
    ...makeSchema(makeModel("A"), makeModel("B"), makeModel("C", { isIgnored: true })),
    joinTables: [join("ab", "A", "B"), join("ac", "A", "C")],
    queries: [query("A"), query("C")],
  };
  const visible = omitIgnored(schema);
  expect(visible.models.map(({ name }) => name)).toEqual(["A", "B"]);
  expect(visible.joinTables).toEqual([schema.joinTables[0]]);
  expect(visible.queries).toEqual([query("A")]);
});

test("a list through an ignored model goes through its table alone", () => {
  const joinTable = { table: { name: "ab" }, sourceColumns: ["a"], targetColumns: ["b"] };
  const through = { kind: "many-to-many", cardinality: "many", joinTable: { ...joinTable, model: "C" } };
  const owner = makeModel("A", { relations: [relate("bs", "B", through)] });
  const [model] = omitIgnored(makeSchema(owner, makeModel("B"), makeModel("C", { isIgnored: true }))).models;
  expect(model?.relations).toEqual([relate("bs", "B", { ...through, joinTable })]);
});

test("an arc goes with the relations that it is made of", () => {
  const arc = (name: string) => ({ name, targets: [{ name: "b", relation: `${name}B` }], checkName: name });
  const model = makeModel("A", {
    relations: [relate("knownB", "B", {}), relate("ignoredB", "B", { isIgnored: true })],
    arcs: [arc("known"), arc("ignored")],
  });
  expect(omitIgnored(makeSchema(model, makeModel("B"))).models[0]?.arcs).toEqual([arc("known")]);
});
