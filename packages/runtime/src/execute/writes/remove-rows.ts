import type { Values } from "../../args/writes/row-set.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { listMarkedParts, planDeletion, planMark, type MarkedPart } from "../../plan/writes/plan-remove-rows.js";
import { bindLists, findListStatement } from "../list-statement.js";
import { sendChange } from "../send.js";
import { senderOf, type Writer } from "./writer.js";

/** Deletes rows by their keys, or marks them as deleted where the schema says so, in one statement for each table that is written. */
export async function removeRows(model: ModelMetadata, rows: readonly Values[], writer: Writer): Promise<void> {
  if (rows.length === 0) return;
  const keys = rows.map((row) => keyOf(row, model));
  const statements =
    model.softDelete === undefined
      ? [findListStatement(planDeletion, model, writer)]
      : markedPartsOf(model).map((part) => findListStatement(planMark, part, writer));
  for (const statement of statements) {
    await sendChange(statement, bindLists(statement, [keys]), senderOf(writer, model));
  }
}

/** Always the same ones: plans are kept by them. */
function markedPartsOf(model: ModelMetadata): readonly MarkedPart[] {
  let parts = markedParts.get(model);
  if (parts === undefined) markedParts.set(model, (parts = listMarkedParts(model)));
  return parts;
}

const markedParts = new WeakMap<ModelMetadata, readonly MarkedPart[]>();

/** A key as statements take it: a value, or of several fields their values. */
export function keyOf(row: Values, { primaryKey }: ModelMetadata): unknown {
  const parts = primaryKey.map(({ name }) => row[name]);
  return parts.length === 1 ? parts[0] : parts;
}
