import { ValueError, type BoundStatement } from "@joinery/sql";
import { groupChanges, type ChangeGroup, type RowChange } from "../../args/writes/read-changes.js";
import { readPart, type ReadValue } from "../../args/writes/group-rows.js";
import { operandOf, placeOfOperand, type Operator } from "../../args/writes/read-operators.js";
import { type Arguments, readRowArguments, readVisibility } from "../../args/read-arguments.js";
import { bulkNames, readBulkOptions } from "../../args/writes/read-bulk-options.js";
import type { Visibility } from "../../args/selection.js";
import { refuse } from "../../args/refuse.js";
import { refuseView } from "../../args/refuse-view.js";
import { RecordNotFound, StaleObject } from "../../errors/call-errors.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { identifyKey } from "../../plan/key-reader.js";
import type { Engine } from "../engine.js";
import { planChunks, type UpdateChunk } from "./find-update.js";
import { cutGroups, runChunks } from "./run-chunks.js";
import { sendChange, type Sender } from "../send.js";

/**
 * `updateEach`: changes rows, each in its own way and all or none, in one statement for all that change the same fields, as far as
 * parameters allow. Gives their number.
 *
 * @throws RecordNotFound where one is not there; StaleObject where it may be there in another version than the change says
 */
export function updateEach(args: unknown, model: ModelMetadata, engine: Engine): number | Promise<number> {
  const call = readChanges(readCall(args, [], model), model);
  const updates = call.groups.flatMap((group) => bindUpdates(group, call, model, engine));
  if (updates.length === 0) return 0;
  return engine.inTransaction(async (executor) => {
    await sendUpdates(updates, { model, engine, executor, operation: "updateEach" });
    return call.changes.length;
  });
}

/**
 * `bulkUpdate`: the same a chunk at a time, telling how far it has come. The parameters of one chunk are in memory at a time; so they are
 * bound twice, first for nothing: what is wrong with any is found before anything is sent.
 *
 * @throws RecordNotFound, StaleObject
 */
export function bulkUpdate(args: unknown, model: ModelMetadata, engine: Engine): number | Promise<number> {
  const checked = readCall(args, bulkNames, model);
  const bulk = readBulkOptions(checked);
  const call = readChanges(checked, model);
  const chunks = cutGroups(call.groups, bulk.chunkSize);
  for (const chunk of chunks) bindUpdates(chunk, call, model, engine);
  if (chunks.length === 0) return 0;
  return engine.inTransaction(async (executor) => {
    const sender = { model, engine, executor, operation: "bulkUpdate" };
    await runChunks(chunks, bulk, (chunk) => sendUpdates(bindUpdates(chunk, call, model, engine), sender));
    return call.changes.length;
  });
}

async function sendUpdates(updates: readonly BoundUpdate[], sender: Sender): Promise<void> {
  const { model, operation } = sender;
  for (const { chunk, parameters } of updates) {
    const count = await sendChange(chunk.plan.statement, parameters, sender);
    if (count < chunk.size) throw new (chunk.isVersioned ? StaleObject : RecordNotFound)(model.name, operation);
  }
}

/** Its statements, for `plan()` and `explain()`. */
export function listUpdates(args: unknown, model: ModelMetadata, engine: Engine): readonly BoundStatement[] {
  const call = readChanges(readCall(args, [], model), model);
  return call.groups.flatMap((group) => listStatements(bindUpdates(group, call, model, engine)));
}

/** Those of a `bulkUpdate`. */
export function listBulkUpdates(args: unknown, model: ModelMetadata, engine: Engine): readonly BoundStatement[] {
  const checked = readCall(args, bulkNames, model);
  const { chunkSize } = readBulkOptions(checked);
  const call = readChanges(checked, model);
  return cutGroups(call.groups, chunkSize).flatMap((chunk) => listStatements(bindUpdates(chunk, call, model, engine)));
}

function listStatements(updates: readonly BoundUpdate[]): readonly BoundStatement[] {
  return updates.map(({ chunk, parameters }) => ({ statement: chunk.plan.statement, parameters }));
}

interface Changes {
  readonly changes: readonly RowChange[];
  readonly groups: readonly ChangeGroup[];
  readonly visibility: Visibility;
}

function readCall(args: unknown, options: readonly string[], model: ModelMetadata): Arguments {
  refuseView(model);
  const place = "A call that changes each row in its own way";
  return readRowArguments(args, ["changes", ...options], model, [], place);
}

function readChanges(args: Arguments, model: ModelMetadata): Changes {
  const { changes } = args;
  if (!Array.isArray(changes)) refuse(["changes"], `Expected a list of changes of ${model.name}.`);
  const groups = groupChanges(changes, model, ["changes"]);
  for (const group of groups) refuseRepetition(group, changes as readonly RowChange[]);
  return { changes: changes as readonly RowChange[], groups, visibility: readVisibility(args) };
}

interface BoundUpdate {
  readonly chunk: UpdateChunk;
  readonly parameters: readonly unknown[];
}

function bindUpdates(
  group: ChangeGroup,
  { changes, visibility }: Changes,
  model: ModelMetadata,
  engine: Engine,
): readonly BoundUpdate[] {
  return planChunks({ ...group, ...visibility }, group.positions.length, model, engine).map((chunk): BoundUpdate => {
    const { start, size, plan, key, fields } = chunk;
    const positions = group.positions.slice(start, start + size);
    const readers = [
      ...key.map(({ name }) => readPart<RowChange>("where", name)),
      ...fields.map((field) => readerOf(field, group.operators?.get(field))),
    ];
    const rows = positions.map((position) => changes[position] as unknown as Readonly<Record<string, unknown>>);
    const parameters = plan.bind(rows, readers, (error, row, column) => {
      if (!(error instanceof ValueError)) throw error;
      const part = column < key.length ? "where" : "data";
      const field = [...key, ...fields][column]!;
      const place = placeOfOperand(field, part === "data" ? group.operators?.get(field) : undefined);
      refuse(["changes", positions[row]!, part, ...place, ...error.at], error.message);
    });
    return { chunk, parameters };
  });
}

function readerOf(field: FieldMetadata, operator?: Operator): ReadValue {
  const read = readPart<RowChange>("data", field.name);
  return operator === undefined ? read : (change) => operandOf(read(change), operator, field);
}

/** Of two changes of one row a statement would make one. */
function refuseRepetition({ key, positions }: ChangeGroup, changes: readonly RowChange[]): void {
  const seen = new Set<string>();
  for (const position of positions) {
    const identity = identifyKey(key.map(({ name }) => changes[position]!.where[name]));
    if (seen.has(identity)) refuse(["changes", position, "where"], "Another change names this row: put both together.");
    seen.add(identity);
  }
}
