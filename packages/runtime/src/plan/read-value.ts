import type { ColumnExpression, Expression, JsonPath } from "@joinery/sql";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import { readField, type Draft } from "./draft.js";

/** The value of a field with its type: its column, the part of the JSON in it, or what is computed of the column in many rows. */
export function readValue(draft: Draft, alias: string, field: FieldMetadata): Expression {
  const { type, aggregate } = field;
  if (aggregate !== undefined) {
    const { function: compute, of } = aggregate;
    if (of === undefined) return { kind: "call", function: "count", arguments: [] };
    return { kind: "aggregate", function: compute, operand: readField(draft, alias, of), operandType: of.type, type };
  }
  return readStored(draft, alias, field);
}

/** The same of what is in the row. */
export function readStored(draft: Draft, alias: string, field: FieldMetadata): ColumnExpression | JsonPath {
  const { steps, type } = field;
  const document = readField(draft, alias, field);
  return steps === undefined ? { ...document, type } : { kind: "json-path", document, steps, type };
}
