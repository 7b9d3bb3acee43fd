import { isUint8Array } from "node:util/types";
import type { ResultColumn, Row } from "../dialect.js";
import { readExactInteger } from "../exact-integer.js";

/** What the driver says of a column. */
interface Described {
  readonly name: string;
  readonly table: string | null;
  readonly column: string | null;
}

/** What a column that is none of a table holds is what the database has: numbers, text, bytes. */
export function describeColumn({ name, table, column }: Described): ResultColumn {
  return { name, ...(table !== null && column !== null && { origin: { table, column } }) };
}

/** A row with its integers as numbers where they are exact. */
export function readRow(row: Row): Row {
  return row.map((value) => {
    if (typeof value === "bigint") return readExactInteger(value);
    // A Buffer's `slice` and `toString` do other things.
    return isUint8Array(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value;
  });
}
