import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { NaiveRows } from "./naive-rows.js";
import { drawModels, drawOne } from "./random-models.js";
import { drawRows, writeRows, type Row } from "./random-rows.js";
import { TreeDrawing, toArguments, toOrder, type Strategy } from "./random-trees.js";

/** How many schemas, each with as many calls: `JOINERY_SCHEMAS=200` looks further. */
const schemas = Number(process.env["JOINERY_SCHEMAS"] ?? 6);
const callsOfEach = 10;
const strategies: readonly Strategy[] = ["join", "json", "batch", "auto", "mixed"];

interface Repository {
  findMany(args: object): Query<Row[]>;
  findUnique(args: object): Query<Row | null>;
}
type Repositories = Readonly<Record<string, Repository>>;

onEveryDialect((fixture) => {
  it(
    "loads anything of any schema by every strategy as a naive evaluation does",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (draw) => {
          const text = drawModels(draw);
          const schema = compileModels(text);
          const rows = drawRows(schema, draw);
          const naive = new NaiveRows(schema, rows);
          const drawing = new TreeDrawing(schema, rows, draw);
          const { url } = await fixture.createDatabase();
          await createTables(url, schema);
          const db = createClient<Client & Repositories>({ url, schema, models: {} });
          try {
            await writeRows(db, url, schema, rows);
            for (let call = 0; call < callsOfEach; call++) {
              const model = drawOne(draw, schema.models);
              const repository = db[model.accessor]!;
              const tree = drawing.tree(model);
              const list = drawing.list(model);
              const { where, orderBy, limit, offset } = list;
              const ties = model.primaryKey!.fields.map((field) => ({
                direction: orderBy.at(-1)?.direction ?? ("asc" as const),
                field,
              }));
              const all = rows.ofModels.get(model.name)!;
              const expected = naive.cut(model, all, list).map((row) => naive.expand(model, row, tree));
              for (const strategy of strategies) {
                const asked = toArguments(tree, strategy);
                const args = {
                  ...asked,
                  ...(where && { where }),
                  orderBy: [...orderBy, ...ties].map(toOrder),
                  ...(limit !== undefined && { limit }),
                  ...(offset !== undefined && { offset }),
                };
                const told = () => `${text}\n${strategy}: ${model.name} ${fc.stringify(args)}`;
                await explainFailure(told, async () => {
                  const query = repository.findMany(args);
                  const { result, statements } = await countStatements(db, () => query);
                  expect(statements).toBeLessThanOrEqual(query.plan().statements);
                  expect(toPlain(result)).toStrictEqual(toPlain(expected));
                  // By their keys, in one tick: one statement for all of them has plans of its own, and so has one alone.
                  const keys = all.map((row) => Object.fromEntries(ties.map(({ field }) => [field, row[field]])));
                  const find = (key: Row) => repository.findUnique({ ...asked, where: key });
                  const each = all.map((row) => naive.expand(model, row, tree));
                  expect(toPlain(await Promise.all(keys.map(find)))).toStrictEqual(toPlain(each));
                  if (keys[0] !== undefined) expect(toPlain(await find(keys[0]))).toStrictEqual(toPlain(each[0]));
                });
              }
            }
          } finally {
            await db.dispose();
          }
        }),
        { numRuns: schemas, endOnFailure: true },
      );
    },
    60_000 + schemas * 10_000,
  );
});

/** What a failure is about, in words that can be tried again. */
async function explainFailure(told: () => string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new Error(`${told()}\n${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Without classes, and in one order of properties. */
function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Uint8Array) return [...value];
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, toPlain(each)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
