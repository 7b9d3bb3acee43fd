import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { compileModels, createTables, executeSql } from "./create-tables.js";
import { moodEnum, scalarValues } from "./scalar-values.js";

/**
 * The law of the scalars for defaults: what stands in a `.model` file is what is read, whether the client puts it into the
 * row or the database does.
 */
const columns = Object.entries(scalarValues).map(([name, { type, edges }]) => ({
  name,
  type,
  // What no literal can say: a number that is none, and a key of JavaScript's own.
  edges: edges.filter(
    (edge) => edge !== Infinity && edge !== -Infinity && !JSON.stringify(edge, toText)?.includes("__proto__"),
  ),
}));
const count = Math.max(...columns.map(({ edges }) => edges.length));

/** For each edge a model whose fields have it as their default, alone and twice in a list. */
const expected = Array.from({ length: count }, (_, index) =>
  Object.fromEntries(
    columns.flatMap(({ name, edges }) => {
      const edge = edges[index % edges.length];
      return [
        [name, edge],
        [`${name}List`, index === 0 ? [] : [edge, edge]],
      ];
    }),
  ),
);
const schema = compileModels(
  moodEnum +
    expected
      .map((row, index) => {
        const fields = columns.flatMap(({ name, type }) => [
          `  ${name} ${type} @default(${writeLiteral(name, row[name])})`,
          `  ${name}List ${type}[] @default([${(row[`${name}List`] as unknown[]).map((each) => writeLiteral(name, each)).join(", ")}])`,
        ]);
        return `model Default${index} {\n  id Int @id\n${fields.join("\n")}\n}\n`;
      })
      .join(""),
);

function writeLiteral(name: string, value: unknown): string {
  if (name === "mood") return value as string;
  if (value instanceof Date) return `"${value.toISOString()}"`;
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString("base64")}"`;
  if (name === "short" || name === "long") return value as string;
  // The escapes of JSON that the language does not have.
  return typeof value === "bigint"
    ? String(value)
    : JSON.stringify(value).replaceAll("\\b", "\\u0008").replaceAll("\\f", "\\u000c");
}

function toText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

type Row = Readonly<Record<string, unknown>>;
interface Rows {
  create(args: object): Promise<Row>;
  getById(id: number): Query<Row>;
}

onEveryDialect((fixture) => {
  let db: Client & Readonly<Record<string, Rows>>;
  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  it.each(expected.map((row, index) => [index, row] as const))("holds for the edges number %i", async (index, row) => {
    const { accessor = "", table } = schema.models[index] ?? {};
    const rows = db[accessor] as Rows;
    await executeSql(fixture.url, `insert into ${table?.name} (id) values (1)`);
    expect({ ...(await rows.getById(1)) }).toStrictEqual({ id: 1, ...row });
    expect({ ...(await rows.create({ data: { id: 2 } })) }).toStrictEqual({ id: 2, ...row });
    expect({ ...(await rows.getById(2)) }).toStrictEqual({ id: 2, ...row });
  });
});
