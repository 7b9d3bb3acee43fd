import type { CompiledStatement, Dialect, InsertStatement, OutputColumn, Parameter } from "@joinery/sql";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { createRowBinder, type BindRows } from "./bind-rows.js";
import { createKeyReader, type KeyReader } from "../key-reader.js";

/** What all rows of one insert have: fields with a value in each row, and columns that the database sets to its current time. */
export interface InsertColumns {
  readonly fields: readonly FieldMetadata[];
  readonly touched: readonly FieldMetadata[];
  /** What the database makes of the key, wanted back; in any order. */
  readonly returning: readonly FieldMetadata[];
  readonly skipDuplicates: boolean;
}

/** One statement that writes a number of rows. */
export interface InsertPlan {
  readonly statement: CompiledStatement;
  readonly bind: BindRows;
  /** Reads what is wanted back of a row. */
  readonly key?: KeyReader;
}

/** What is inserted into: the table of a model, or one that ties two. */
export type InsertedTable = Pick<ModelMetadata, "name" | "table" | "primaryKey">;

/** Plans an insert of `rowCount` rows; with array parameters the text is the same for every number. */
export function planInsertMany(
  columns: InsertColumns,
  rowCount: number,
  model: InsertedTable,
  dialect: Dialect,
): InsertPlan {
  const { fields, touched, returning } = columns;
  const isArrays = dialect.capabilities.hasArrayParameters && fields.length > 0;
  // Rows of nothing but defaults are as many as their numbers.
  const hasColumns = fields.length + touched.length > 0;
  const numbered = hasColumns || rowCount === 1 ? [] : model.primaryKey.filter(isNumbered);
  const statement: InsertStatement = {
    kind: "insert",
    table: model.table,
    ...insertSource(columns, rowCount, numbered, isArrays),
    ...(returning.length === 0 ? {} : { returning: returning.map(outputOf) }),
    ...(columns.skipDuplicates ? { onConflict: { kind: "do-nothing" } } : {}),
  };
  const compiled = dialect.compile(statement);
  return {
    statement: compiled,
    ...(returning.length === 0 ? {} : { key: createKeyReader([...returning.keys()], compiled.decoders) }),
    bind: createRowBinder(compiled, isArrays),
  };
}

/**
 * The columns of an insert, and its rows: parameters one field after the other in each row, or with arrays one for each field.
 *
 * @param numbered what the database is to count up in each row
 */
export function insertSource(
  { fields, touched }: Pick<InsertColumns, "fields" | "touched">,
  rowCount: number,
  numbered: readonly FieldMetadata[],
  isArrays: boolean,
): Pick<InsertStatement, "columns" | "source"> {
  const call = (name: "now" | "numbered") => ({ kind: "call", function: name, arguments: [] }) as const;
  const made = [...touched.map(() => call("now")), ...numbered.map(() => call("numbered"))];
  const parameter = (field: FieldMetadata, slot: number): Parameter => ({ kind: "parameter", slot, type: field.type });
  const rowOf = (row: number) => [
    ...fields.map((field, column) => parameter(field, row * fields.length + column)),
    ...made,
  ];
  return {
    columns: [...fields, ...touched, ...numbered].map((field) => field.column),
    source: isArrays
      ? { kind: "arrays", parameters: [...fields.map(parameter), ...made] }
      : { kind: "rows", rows: Array.from({ length: rowCount }, (_, row) => rowOf(row)) },
  };
}

/** Whether the database counts the values up. */
export function isNumbered(field: FieldMetadata): boolean {
  return field.default?.kind === "autoincrement";
}

function outputOf({ column, type }: FieldMetadata): OutputColumn {
  return { expression: { kind: "column", name: column }, type };
}
