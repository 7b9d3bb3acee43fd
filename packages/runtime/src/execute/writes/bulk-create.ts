import type { BoundStatement } from "@joinery/sql";
import { groupRows, type RowGroup } from "../../args/writes/group-rows.js";
import { readArguments } from "../../args/read-arguments.js";
import { bulkNames, readBulkOptions, type Bulk } from "../../args/writes/read-bulk-options.js";
import { refuse } from "../../args/refuse.js";
import { refuseView } from "../../args/refuse-view.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { Engine } from "../engine.js";
import { failOf, rowsOf } from "./given-rows.js";
import { bindPartInserts, insertParts, planPartInserts } from "./insert-parts.js";
import { cutGroups, runChunks } from "./run-chunks.js";

const operation = "bulkCreate";

/**
 * `bulkCreate`: inserts rows, all or none, a chunk at a time, and gives their keys in the order of the rows. The parameters of one chunk are in
 * memory at a time; so they are bound twice, first for nothing: what is wrong with any is found before anything is sent.
 */
export function bulkCreate(args: unknown, model: ModelMetadata, engine: Engine): unknown[] | Promise<unknown[]> {
  const { data, chunks, bulk } = readCall(args, model);
  for (const chunk of chunks) bindChunk(chunk, data, model, engine);
  if (chunks.length === 0) return [];
  return engine.inTransaction(async (executor) => {
    const keys = Array.from<unknown>({ length: data.length });
    await runChunks(chunks, bulk, async (chunk) => {
      const parts = planPartInserts(chunk, model, engine);
      const sender = { engine, executor, model, operation };
      const rows = await insertParts(rowsOf(chunk, data), chunk, parts, sender, failOf(chunk, data));
      chunk.positions.forEach((position, index) => (keys[position] = keyOf(rows[index]!, model)));
    });
    return keys;
  });
}

/** Its statements, for `plan()` and `explain()`. */
export function listBulkInserts(args: unknown, model: ModelMetadata, engine: Engine): readonly BoundStatement[] {
  const { data, chunks } = readCall(args, model);
  return chunks.flatMap((chunk) => bindChunk(chunk, data, model, engine));
}

interface BulkCreateCall {
  readonly data: readonly unknown[];
  readonly chunks: readonly RowGroup[];
  readonly bulk: Bulk;
}

function readCall(args: unknown, model: ModelMetadata): BulkCreateCall {
  refuseView(model);
  const checked = readArguments(args, ["data", ...bulkNames], [], "A call that creates rows in bulk");
  const { data } = checked;
  if (!Array.isArray(data)) refuse(["data"], `Expected a list of rows of ${model.name}.`);
  const bulk = readBulkOptions(checked);
  return { data, chunks: cutGroups(groupRows(data, model), bulk.chunkSize), bulk };
}

function bindChunk(chunk: RowGroup, data: readonly unknown[], model: ModelMetadata, engine: Engine) {
  const parts = planPartInserts(chunk, model, engine);
  return bindPartInserts(rowsOf(chunk, data), chunk, parts, model, failOf(chunk, data));
}

/** The key as `getById` takes it. */
function keyOf(row: Readonly<Record<string, unknown>>, { primaryKey }: ModelMetadata): unknown {
  if (primaryKey.length === 1) return row[primaryKey[0]!.name];
  return Object.fromEntries(primaryKey.map(({ name }) => [name, row[name]]));
}
