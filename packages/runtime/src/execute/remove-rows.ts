import type { Values } from "../args/row-set.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { planRemoval } from "../plan/plan-remove-rows.js";
import { bindLists, findListStatement } from "./list-statement.js";
import { sendChange } from "./send.js";
import { senderOf, type Writer } from "./writer.js";

/** Deletes rows by their keys, or marks them as deleted where the schema says so, in one statement for each table that is written. */
export async function removeRows(model: ModelMetadata, rows: readonly Values[], writer: Writer): Promise<void> {
  if (rows.length === 0) return;
  const keys = rows.map((row) => keyOf(row, model));
  const parts = model.softDelete === undefined ? [model.parts[0]!] : model.parts;
  for (const part of parts) {
    const key = `${model.name} ${part.model.name} remove`;
    const statement = findListStatement(key, () => planRemoval(model, part, writer.engine.planner), writer);
    if (statement !== undefined) await sendChange(statement, bindLists(statement, [keys]), senderOf(writer, model));
  }
}

/** A key as statements take it: a value, or of several fields their values. */
function keyOf(row: Values, { primaryKey }: ModelMetadata): unknown {
  const parts = primaryKey.map(({ name }) => row[name]);
  return parts.length === 1 ? parts[0] : parts;
}
