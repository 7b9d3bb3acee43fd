import type { BoundStatement } from "@joinery/sql";
import { readArguments } from "../../args/read-arguments.js";
import { refuse } from "../../args/refuse.js";
import { refuseView } from "../../args/refuse-view.js";
import { groupRows, type RowGroup } from "../../args/writes/group-rows.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { InsertPlan } from "../../plan/writes/plan-insert-many.js";
import type { Engine } from "../engine.js";
import { chunkSizes, findInsert } from "./find-insert.js";
import { failOf, rowsOf } from "./given-rows.js";
import { bindPartInserts, insertParts, planPartInserts } from "./insert-parts.js";
import { sendChange, type Sender } from "../send.js";

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
  const call = readCall(args, model);
  const sender = { engine, model, operation: "createMany" };
  if (model.parts.length > 1) return insertAllParts(call, sender);
  const inserts = bindInserts(call, model, engine);
  const { executor } = engine;
  const [only] = inserts;
  if (only === undefined) return 0;
  if (inserts.length > 1) {
    return engine.inTransaction((connection) => sendAll(inserts, { ...sender, executor: connection }));
  }
  const send = (on: Sender["executor"]) =>
    sendChange(only.plan.statement, only.parameters, { ...sender, executor: on });
  return executor === undefined ? engine.open().then(send) : send(executor);
}

/** The statements of a `createMany`, for `plan()` and `explain()`: where the database makes the keys, with others for them. */
export function listInserts(args: unknown, model: ModelMetadata, engine: Engine): readonly BoundStatement[] {
  const call = readCall(args, model);
  if (model.parts.length === 1) {
    return bindInserts(call, model, engine).map(({ plan: { statement }, parameters }) => ({ statement, parameters }));
  }
  return call.groups.flatMap((group) =>
    bindPartInserts(
      rowsOf(group, call.data),
      group,
      planPartInserts(group, model, engine),
      model,
      failOf(group, call.data),
    ),
  );
}

interface CreateManyCall {
  readonly data: readonly unknown[];
  readonly groups: readonly RowGroup[];
  readonly skipDuplicates: boolean;
}

function readCall(args: unknown, model: ModelMetadata): CreateManyCall {
  refuseView(model);
  const checked = readArguments(args, ["data", "skipDuplicates"], [], "A call that creates many rows");
  const { data, skipDuplicates = false } = checked;
  if (!Array.isArray(data)) refuse(["data"], `Expected a list of rows of ${model.name}.`);
  if (typeof skipDuplicates !== "boolean") refuse(["skipDuplicates"], "Expected true or false.");
  if (skipDuplicates && model.parts.length > 1) {
    const tables = model.parts.map((part) => part.model.name).join(" and ");
    refuse(
      ["skipDuplicates"],
      `Rows of ${model.name} are in the tables of ${tables}: one cannot be left out of them all.`,
    );
  }
  return { data, groups: groupRows(data, model), skipDuplicates };
}

async function sendAll(inserts: readonly BoundInsert[], sender: Sender): Promise<number> {
  let count = 0;
  for (const { plan, parameters } of inserts) count += await sendChange(plan.statement, parameters, sender);
  return count;
}

function bindInserts(
  { data, groups, skipDuplicates }: CreateManyCall,
  model: ModelMetadata,
  engine: Engine,
): readonly BoundInsert[] {
  return groups.flatMap((group) =>
    chunkSizes({ ...group, count: group.positions.length }, model, engine).map(({ start, size }) => {
      const plan = findInsert({ ...group, returning: [], skipDuplicates }, size, model, engine);
      const positions = group.positions.slice(start, start + size);
      const fail = failOf({ positions }, data);
      const parameters = plan.bind(rowsOf({ positions }, data), group.readers, (error, row, column) =>
        fail(error, row, group.fields[column]!),
      );
      return { plan, parameters };
    }),
  );
}

function insertAllParts(call: CreateManyCall, caller: Omit<Sender, "executor">): number | Promise<number> {
  const { engine, model } = caller;
  const planned = call.groups.map((group) => ({ group, parts: planPartInserts(group, model, engine) }));
  if (planned.length === 0) return 0;
  return engine.inTransaction(async (executor) => {
    for (const { group, parts } of planned) {
      await insertParts(rowsOf(group, call.data), group, parts, { ...caller, executor }, failOf(group, call.data));
    }
    return call.data.length;
  });
}
