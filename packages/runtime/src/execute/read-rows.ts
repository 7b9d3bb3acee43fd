import { UnexpectedRow } from "../errors/call-errors.js";
import type { RowSchema } from "../types/row-schema.js";

/**
 * The rows as a schema makes them.
 *
 * @throws UnexpectedRow with the place of the first that does not fit
 */
export async function readRows<Row>(rows: readonly unknown[], schema: RowSchema<Row>): Promise<Row[]> {
  const read: Row[] = [];
  for (const [index, row] of rows.entries()) {
    const checked = schema["~standard"].validate(row);
    const result = checked instanceof Promise ? await checked : checked;
    if (result.issues !== undefined) throw new UnexpectedRow(index, placeOf(result.issues[0]?.path));
    read.push(result.value);
  }
  return read;
}

/** Steps are keys, or objects that have one. */
function placeOf(path: readonly unknown[] = []): string {
  const keys = path.map((step) => (typeof step === "object" && step !== null && "key" in step ? step.key : step));
  return keys.map(String).join(".");
}
