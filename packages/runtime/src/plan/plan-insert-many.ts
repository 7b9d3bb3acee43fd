import type { CompiledStatement, Dialect, Encode, InsertStatement, OutputColumn, Parameter } from "@joinery/sql";
import type { ReadValue } from "../args/group-rows.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { createKeyReader, type KeyReader } from "./key-reader.js";

/** What all rows of one insert have: fields with a value in each row, and columns that the database sets to its current time. */
export interface InsertColumns {
  readonly fields: readonly FieldMetadata[];
  readonly touched: readonly FieldMetadata[];
  /** What the database makes of the key, wanted back; in any order. */
  readonly returning: readonly FieldMetadata[];
  readonly skipDuplicates: boolean;
}

/** One statement that inserts a number of rows. */
export interface InsertPlan {
  readonly statement: CompiledStatement;
  /** The values of those rows as parameters, read with one reader a field. `fail` is told where a value is wrong. */
  bind(rows: readonly Row[], readers: readonly ReadValue[], fail: Fail): unknown[];
  /** Reads what is wanted back of a row. */
  readonly key?: KeyReader;
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
  const { fields, touched, returning } = columns;
  const isArrays = dialect.capabilities.hasArrayParameters && fields.length > 0;
  const call = (name: "now" | "numbered") => ({ kind: "call", function: name, arguments: [] }) as const;
  // Rows of nothing but defaults are as many as their numbers.
  const hasColumns = fields.length + touched.length > 0;
  const numbered = hasColumns || rowCount === 1 ? [] : model.primaryKey.filter(isNumbered);
  const made = [...touched.map(() => call("now")), ...numbered.map(() => call("numbered"))];
  const parameter = (field: FieldMetadata, slot: number): Parameter => ({ kind: "parameter", slot, type: field.type });
  const statement: InsertStatement = {
    kind: "insert",
    table: model.table,
    columns: [...fields, ...touched, ...numbered].map((field) => field.column),
    source: isArrays
      ? { kind: "arrays", parameters: [...fields.map(parameter), ...made] }
      : {
          kind: "rows",
          rows: Array.from({ length: rowCount }, (_, row) => [
            ...fields.map((field, column) => parameter(field, row * fields.length + column)),
            ...made,
          ]),
        },
    ...(returning.length === 0 ? {} : { returning: returning.map(outputOf) }),
    ...(columns.skipDuplicates ? { onConflict: { kind: "do-nothing" } } : {}),
  };
  const compiled = dialect.compile(statement);
  const encoders = compiled.parameters.map(({ encode }) => encode);
  return {
    statement: compiled,
    ...(returning.length === 0 ? {} : { key: createKeyReader([...returning.keys()], compiled.decoders) }),
    bind: isArrays
      ? (rows, readers, fail) => bindColumns(rows, readers, encoders, fail)
      : (rows, readers, fail) => bindRows(rows, readers, encoders, fail),
  };
}

/** Whether the database counts the values up. */
export function isNumbered(field: FieldMetadata): boolean {
  return field.default?.kind === "autoincrement";
}

function outputOf({ column, type }: FieldMetadata): OutputColumn {
  return { expression: { kind: "column", name: column }, type };
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
