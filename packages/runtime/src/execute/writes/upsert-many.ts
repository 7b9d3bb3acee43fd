import type { BoundStatement } from "@joinery/sql";
import type { Arguments } from "../../args/read-arguments.js";
import { refuse } from "../../args/refuse.js";
import { refuseView } from "../../args/refuse-view.js";
import { readUpsertMany, type UpsertMany } from "../../args/writes/read-upsert-many.js";
import { createUniqueViolation } from "../../errors/translate-database-error.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { Engine } from "../engine.js";
import { sendChange, sendQuery, type Sender } from "../send.js";
import { chunkSizes } from "./find-insert.js";
import { findUpsert } from "./find-upsert.js";
import { failOf, rowsOf } from "./given-rows.js";
import { prepareFoundUpsert } from "./upsert-found.js";
import { createValueReader } from "./value-reader.js";
import { prepareWrittenRows, type WrittenRows } from "./written-rows.js";

const operation = "upsertMany";

/**
 * `upsertMany`: changes the rows that a key names, and creates those that are not there, all or none. One statement for as many as its
 * parameters allow, so that of two calls at once none fails; where the database cannot look out for the key, or rows are in several
 * tables, they are looked for first.
 *
 * @returns their number, or what the call selects of them, in the order of its data
 */
export function upsertMany(args: unknown, model: ModelMetadata, engine: Engine): unknown {
  const call = readCall(args, model, engine);
  const written = prepareWritten(call, args, model, engine);
  if (call.data.length === 0) return written === undefined ? 0 : [];
  if (call.arbiter === undefined) {
    const write = prepareFoundUpsert(call, args, model, engine);
    return engine.inTransaction(async (executor) => {
      await write({ engine, executor, args, operation });
      return giveWritten(written, call, { engine, executor, model, operation });
    });
  }
  const upserts = bindUpserts(call, args, model, engine);
  const [only] = upserts;
  const isAlone = upserts.length === 1 && written === undefined && model.softDelete === undefined;
  if (isAlone && only !== undefined) return sendAlone(only, { engine, model, operation });
  return engine.inTransaction(async (executor) => {
    const sender = { engine, executor, model, operation };
    for (const upsert of upserts) await sendUpsert(upsert, call, written !== undefined, sender);
    return giveWritten(written, call, sender);
  });
}

/** Its statements, for `plan()` and `explain()`. */
export function listUpserts(args: unknown, model: ModelMetadata, engine: Engine): readonly BoundStatement[] {
  const call = readCall(args, model, engine);
  if (call.arbiter === undefined) return [];
  return bindUpserts(call, args, model, engine).map(({ statement, parameters }) => ({ statement, parameters }));
}

/** What it gives back of the rows, for the same. */
export function readUpserted(args: unknown, model: ModelMetadata, engine: Engine): WrittenRows | undefined {
  return prepareWritten(readCall(args, model, engine), args, model, engine);
}

function readCall(args: unknown, model: ModelMetadata, engine: Engine): UpsertMany {
  refuseView(model);
  return readUpsertMany(args, model, createValueReader(engine), engine.planner.dialect.name);
}

interface BoundUpsert extends BoundStatement {
  readonly size: number;
}

function bindUpserts(call: UpsertMany, args: unknown, model: ModelMetadata, engine: Engine): readonly BoundUpsert[] {
  const { data, groups, visibility } = call;
  const arbiter = call.arbiter!;
  return groups.flatMap((group) =>
    chunkSizes({ ...group, count: group.positions.length }, model, engine).map(({ start, size }): BoundUpsert => {
      const plan = findUpsert({ ...group, arbiter, ...visibility }, size, model, engine);
      const positions = group.positions.slice(start, start + size);
      const fail = failOf({ positions }, data);
      const ofRows = plan.bind(rowsOf({ positions }, data), group.readers, (error, row, column) =>
        fail(error, row, group.fields[column]!),
      );
      return { statement: plan.statement, parameters: [...ofRows, ...plan.argumentBinder.bindArguments(args)], size };
    }),
  );
}

async function sendAlone(upsert: BoundUpsert, sender: Omit<Sender, "executor">): Promise<number> {
  const executor = sender.engine.executor ?? (await sender.engine.open());
  return sendChange(upsert.statement, upsert.parameters, { ...sender, executor });
}

/** @throws UniqueViolation where a row that is marked as deleted has the key of one: it is no row to change, and yet it is there */
async function sendUpsert(upsert: BoundUpsert, { key, arbiter }: UpsertMany, isGiven: boolean, sender: Sender) {
  const { statement, parameters, size } = upsert;
  const isWhole = arbiter!.among === undefined;
  const rows = isWhole ? [] : await sendQuery(statement, parameters, sender);
  const count = isWhole ? await sendChange(statement, parameters, sender) : rows.length;
  if (count < size) {
    const place = { model: sender.model.name, fields: key.map(({ name }) => name) };
    throw createUniqueViolation(place, " It is by a row that is marked as deleted: to change that, say withDeleted.");
  }
  if (isGiven && rows.some(([isAmong]) => statement.decoders[0]!(isAmong) !== true)) {
    refuse(
      ["on"],
      "A row that is not among those of this index cannot be found by it again. Leave out what is selected.",
    );
  }
}

function prepareWritten(
  { key, arbiter }: UpsertMany,
  args: unknown,
  model: ModelMetadata,
  engine: Engine,
): WrittenRows | undefined {
  return prepareWrittenRows(args as Arguments, key, arbiter?.among, model, engine);
}

async function giveWritten(
  written: WrittenRows | undefined,
  { data, key }: UpsertMany,
  sender: Sender,
): Promise<unknown> {
  if (written === undefined) return data.length;
  return written.load(
    data.map((row) => key.map(({ name }) => row[name])),
    sender,
  );
}
