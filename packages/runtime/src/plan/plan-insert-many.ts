import type { CompiledStatement, Dialect, Encode, Expression, InsertStatement, Parameter } from "@joinery/sql";
import type { ReadValue } from "../args/group-rows.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";

/** What all rows of one insert have: fields with a value in each row, and columns that the database sets to its current time. */
export interface InsertColumns {
  readonly fields: readonly FieldMetadata[];
  readonly touched: readonly FieldMetadata[];
  readonly skipDuplicates: boolean;
}

/** One statement that inserts a number of rows. */
export interface InsertPlan {
  readonly statement: CompiledStatement;
  /** The values of those rows as parameters, read with one reader a field. `fail` is told where a value is wrong. */
  bind(rows: readonly Row[], readers: readonly ReadValue[], fail: Fail): unknown[];
}

type Row = Parameters<ReadValue>[0];
type Fail = (error: unknown, row: number, column: number) => never;

/** Plans an insert of `rowCount` rows; with array parameters the text is the same for every number. */
export function planInsertMany(
  columns: InsertColumns,
  rowCount: number,
  model: ModelMetadata,
  dialect: Dialect,
): InsertPlan {
  const { fields, touched } = columns;
  const isArrays = dialect.capabilities.hasArrayParameters && fields.length > 0;
  const now: Expression = { kind: "call", function: "now", arguments: [] };
  const parameter = (field: FieldMetadata, slot: number): Parameter => ({ kind: "parameter", slot, type: field.type });
  const statement: InsertStatement = {
    kind: "insert",
    table: model.table,
    columns: [...fields, ...touched].map((field) => field.column),
    source: isArrays
      ? { kind: "arrays", parameters: [...fields.map(parameter), ...touched.map(() => now)] }
      : {
          kind: "rows",
          rows: Array.from({ length: rowCount }, (_, row) => [
            ...fields.map((field, column) => parameter(field, row * fields.length + column)),
            ...touched.map(() => now),
          ]),
        },
    ...(columns.skipDuplicates ? { onConflict: { kind: "do-nothing" } } : {}),
  };
  const compiled = dialect.compile(statement);
  const encoders = compiled.parameters.map(({ encode }) => encode);
  return {
    statement: compiled,
    bind: isArrays
      ? (rows, readers, fail) => bindColumns(rows, readers, encoders, fail)
      : (rows, readers, fail) => bindRows(rows, readers, encoders, fail),
  };
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
