import { ValueError } from "@joinery/sql";
import type { ArgumentPath } from "../args/argument-path.js";
import { readArguments } from "../args/read-selection.js";
import { refuse, refuseUndefined } from "../args/refuse.js";
import { refuseView } from "../args/refuse-view.js";
import { groupRows, type ReadValue, type RowGroup } from "../args/group-rows.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { planInsertMany, type InsertPlan } from "../plan/plan-insert-many.js";
import type { Engine } from "./engine.js";
import { sendChange, type Sender } from "./send.js";

/** The most rows in one statement that takes arrays: what it holds in memory stays bounded, and one trip more does not count. */
const arrayRows = 10_000;

/** One insert, ready to be sent. */
interface BoundInsert {
  readonly plan: InsertPlan;
  readonly parameters: readonly unknown[];
}

/**
 * `createMany`: inserts all rows or none, in as few statements as their number of parameters allows, and gives the number
 * inserted.
 */
export function insertMany(args: unknown, model: ModelMetadata, engine: Engine): number | Promise<number> {
  const inserts = bindInserts(args, model, engine);
  const { executor } = engine;
  const [only] = inserts;
  if (only === undefined) return 0;
  const sender = { engine, model, operation: "createMany" };
  if (inserts.length > 1) {
    return engine.inTransaction((connection) => sendAll(inserts, { ...sender, executor: connection }));
  }
  const send = (on: Sender["executor"]) =>
    sendChange(only.plan.statement, only.parameters, { ...sender, executor: on });
  return executor === undefined ? engine.open().then(send) : send(executor);
}

/** The statements of a `createMany`, for `plan()`. */
export function listInserts(args: unknown, model: ModelMetadata, engine: Engine): readonly string[] {
  return bindInserts(args, model, engine).map(({ plan }) => plan.statement.sql);
}

async function sendAll(inserts: readonly BoundInsert[], sender: Sender): Promise<number> {
  let count = 0;
  for (const { plan, parameters } of inserts) count += await sendChange(plan.statement, parameters, sender);
  return count;
}

function bindInserts(args: unknown, model: ModelMetadata, engine: Engine): readonly BoundInsert[] {
  refuseView(model);
  const checked = readArguments(args, ["data", "skipDuplicates"], [], "A call that creates many rows");
  const { data, skipDuplicates = false } = checked;
  if (!Array.isArray(data)) refuse(["data"], `Expected a list of rows of ${model.name}.`);
  if (typeof skipDuplicates !== "boolean") refuse(["skipDuplicates"], "Expected true or false.");
  return groupRows(data, model).flatMap((group) =>
    chunkSizes(group, engine).map(({ start, size }) => {
      const plan = findInsert(group, size, skipDuplicates, model, engine);
      const positions = group.positions.slice(start, start + size);
      const rows = positions.map((position) => data[position] as Parameters<ReadValue>[0]);
      const fail = (error: unknown, row: number, column: number) =>
        refuseValue(error, rows[row]!, ["data", positions[row]!, group.fields[column]!.name]);
      return { plan, parameters: plan.bind(rows, group.readers, fail) };
    }),
  );
}

/**
 * Chunks as large as pays and as fits. What remains is cut into powers of two, so that all the inserts of a model
 * come to a few texts, each prepared once.
 */
function chunkSizes({ positions, fields }: RowGroup, engine: Engine): readonly { start: number; size: number }[] {
  const { hasArrayParameters, maxParameters, insertChunkRows } = engine.planner.dialect.capabilities;
  const isArrays = hasArrayParameters && fields.length > 0;
  const fitting = Math.max(1, Math.min(insertChunkRows, Math.floor(maxParameters / Math.max(1, fields.length))));
  const most = isArrays ? arrayRows : fields.length === 0 ? 1 : fitting;
  const chunks: { start: number; size: number }[] = [];
  for (let start = 0; start < positions.length;) {
    const rest = positions.length - start;
    const size = rest >= most ? most : isArrays ? rest : 2 ** Math.floor(Math.log2(rest));
    chunks.push({ start, size });
    start += size;
  }
  return chunks;
}

function findInsert(
  group: RowGroup,
  size: number,
  skipDuplicates: boolean,
  model: ModelMetadata,
  { inserts, planner }: Engine,
): InsertPlan {
  const { hasArrayParameters } = planner.dialect.capabilities;
  const count = hasArrayParameters && group.fields.length > 0 ? "" : size;
  const key = `${model.name} ${group.fields.map((field) => field.name).join()} ${group.touched.map((field) => field.name).join()} ${count} ${skipDuplicates}`;
  let plan = inserts.get(key);
  if (plan === undefined) {
    plan = planInsertMany({ ...group, skipDuplicates }, size, model, planner.dialect);
    inserts.set(key, plan);
  }
  return plan;
}

function refuseValue(error: unknown, row: Readonly<Record<string, unknown>>, path: ArgumentPath): never {
  if (!(error instanceof ValueError)) throw error;
  const name = String(path.at(-1));
  if (Object.hasOwn(row, name) && row[name] === undefined) refuseUndefined(path);
  refuse([...path, ...error.at], error.message);
}
