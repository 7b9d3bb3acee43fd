import type { TableName } from "@joinery/schema";
import {
  isJsonOperator,
  operandTypeOf,
  type ChangeOperator,
  type ColumnExpression,
  type Expression,
  type InsertStatement,
  type ValueChange,
} from "@joinery/sql";
import { placeOfOperand, type Operators } from "../../args/writes/read-operators.js";
import { generatorOf } from "../../metadata/default-value.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import { readColumn, type Draft } from "../draft.js";
import { addParameter } from "../slots.js";

export interface Assignment {
  readonly column: string;
  readonly value: Expression;
}

const now: Expression = { kind: "call", function: "now", arguments: [] };

/** The insert of one row. */
export function insertRow(table: TableName, assignments: readonly Assignment[]): InsertStatement {
  return {
    kind: "insert",
    table,
    columns: assignments.map(({ column }) => column),
    source: { kind: "rows", rows: [assignments.map(({ value }) => value)] },
  };
}

/** What a change is made of. */
export interface Changes {
  /** Fields whose values are in the arguments. */
  readonly given: readonly FieldMetadata[];
  /** How they change those of them that they do not just replace. */
  readonly operators?: Operators | undefined;
  /** The field that is set to the current time, where the change is that the rows count as deleted. */
  readonly mark?: FieldMetadata;
}

/** What a change sets of these fields: the values given, the time of the change, and its number. */
export function assignChanges(
  { given, operators, mark }: Changes,
  fields: readonly FieldMetadata[],
  alias: string,
  draft: Draft,
): readonly Assignment[] {
  return [
    ...assignGiven({ given, operators, alias }, fields, draft, "data"),
    ...fields.filter((field) => field === mark).map(({ column }) => ({ column, value: now })),
    ...assignStamps(given, fields, alias, draft),
  ];
}

/** What every change of these fields sets by itself: its time, and its number. */
export function assignStamps(
  given: readonly FieldMetadata[],
  fields: readonly FieldMetadata[],
  alias: string,
  draft: Draft,
): readonly Assignment[] {
  const counted = fields.filter((field) => field.isVersion);
  return [
    ...touch(given, fields),
    ...counted.map(({ column }) => ({ column, value: addOne(readColumn(draft, alias, column)) })),
  ];
}

/** The time as the database tells it, so that it agrees with its defaults. */
function touch(given: readonly FieldMetadata[], fields: readonly FieldMetadata[]): readonly Assignment[] {
  const touched = fields.filter((field) => field.isUpdatedAt && !given.includes(field));
  return touched.map(({ column }) => ({ column, value: now }));
}

function addOne(left: Expression): Expression {
  return { kind: "sum", left, right: { kind: "literal", value: 1 } };
}

/** Values that are given for fields of rows that are there under an alias, or changes of them. */
interface Given {
  readonly given: readonly FieldMetadata[];
  readonly operators: Operators | undefined;
  readonly alias: string;
}

/** @param argument the one that has the values */
export function assignGiven(
  { given, operators, alias }: Given,
  fields: readonly FieldMetadata[],
  draft: Draft,
  argument: string,
): readonly Assignment[] {
  if (operators === undefined) return assignValues(given, fields, draft, argument);
  return fields
    .filter((field) => given.includes(field))
    .map((field) => {
      const operator = operators.get(field);
      const path = [argument, ...placeOfOperand(field, operator)];
      if (operator === undefined || operator === "set") {
        return { column: field.column, value: addParameter(draft, { kind: "argument", path }, field.type) };
      }
      const operandType = operandTypeOf(operator, field.type);
      const source = isJsonOperator(operator)
        ? ({ kind: "edits", path, field } as const)
        : ({ kind: "operand", path, operator } as const);
      const operand = addParameter(draft, source, operandType);
      return {
        column: field.column,
        value: changeValue(operator, readColumn(draft, alias, field.column), operand, field),
      };
    });
}

/** A value after a change: see {@link ValueChange}. */
export function changeValue(
  operator: ChangeOperator,
  value: ColumnExpression,
  operand: ValueChange["operand"],
  { type }: FieldMetadata,
): ValueChange {
  return { kind: "value-change", operator, value, operand, type };
}

/** @param argument the one that has the values */
function assignValues(
  given: readonly FieldMetadata[],
  fields: readonly FieldMetadata[],
  draft: Draft,
  argument: string | undefined = "data",
): readonly Assignment[] {
  return given
    .filter((field) => fields.includes(field))
    .map((field) => ({
      column: field.column,
      value: addParameter(draft, { kind: "argument", path: [argument, field.name] }, field.type),
    }));
}

/** What a new row has of these fields: the values given, the time, and what is made here. */
export function assignNewValues(
  given: readonly FieldMetadata[],
  fields: readonly FieldMetadata[],
  draft: Draft,
  argument?: string,
): readonly Assignment[] {
  const generated = fields.flatMap((field): readonly Assignment[] => {
    const make = given.includes(field) ? undefined : generatorOf(field);
    if (make === undefined) return [];
    return [{ column: field.column, value: addParameter(draft, { kind: "generated", make }, field.type) }];
  });
  return [...assignValues(given, fields, draft, argument), ...touch(given, fields), ...generated];
}
