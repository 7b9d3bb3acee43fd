import type { CompiledStatement, Encode } from "@joinery/sql";
import type { ReadValue } from "../../args/writes/group-rows.js";

/** The values of rows as parameters, read with one reader a field. `fail` is told where a value is wrong. */
export type BindRows = (rows: readonly Row[], readers: readonly ReadValue[], fail: Fail) => unknown[];

type Row = Parameters<ReadValue>[0];
type Fail = (error: unknown, row: number, column: number) => never;

/** @param isArrays a parameter is a column of all rows; otherwise one value */
export function createRowBinder({ parameters }: CompiledStatement, isArrays: boolean): BindRows {
  const encoders = parameters.map(({ encode }) => encode);
  const bind = isArrays ? bindColumns : bindRows;
  return (rows, readers, fail) => bind(rows, readers, encoders, fail);
}

function bindRows(
  rows: readonly Row[],
  readers: readonly ReadValue[],
  encoders: readonly Encode[],
  fail: Fail,
): unknown[] {
  const parameters: unknown[] = [];
  const width = readers.length;
  let row = 0;
  let column = 0;
  try {
    for (; row < rows.length; row++) {
      const values = rows[row]!;
      for (column = 0; column < width; column++) parameters.push(encoders[column]!(readers[column]!(values)));
    }
  } catch (error) {
    fail(error, row, column);
  }
  return parameters;
}

/** An encoder of a whole column does not say which of its values is wrong: that is looked for once one is. */
function bindColumns(
  rows: readonly Row[],
  readers: readonly ReadValue[],
  encoders: readonly Encode[],
  fail: Fail,
): unknown[] {
  return encoders.map((encode, column) => {
    const read = readers[column]!;
    const values = rows.map(read);
    try {
      return encode(values);
    } catch (error) {
      const row = values.findIndex((value) => isRefused(encode, value));
      return fail(error, Math.max(0, row), column);
    }
  });
}

function isRefused(encode: Encode, value: unknown): boolean {
  try {
    encode([value]);
    return false;
  } catch {
    return true;
  }
}
