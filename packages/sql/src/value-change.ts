import { isJsonOperator, type JsonOperator } from "./json-edit.js";
import type { ColumnExpression, Parameter } from "./operand.js";
import type { ValueType } from "./value-type.js";

/** What can be done to a value where it is, without having read it: to a number, to a list, or to JSON. */
export type ChangeOperator = NumberOperator | ListOperator | JsonOperator;

export type NumberOperator = "increment" | "decrement" | "multiply" | "divide";
export type ListOperator = "append" | "prepend";

/**
 * A value as it is after such a change: of the same type, or the database refuses. A number that is null stays null; where there is no list,
 * the elements become one. Whole numbers are divided without the rest; decimals of a fixed scale are rounded to it, half away from zero.
 */
export interface ValueChange {
  readonly kind: "value-change";
  readonly operator: ChangeOperator;
  readonly value: ColumnExpression;
  /** See {@link operandTypeOf}. */
  readonly operand: ColumnExpression | Parameter;
  /** That of the value. */
  readonly type: ValueType;
}

/** The type of an operand: what is added must fit beside the value, a factor may have more digits, and edits are JSON. */
export function operandTypeOf(operator: ChangeOperator, type: ValueType): ValueType {
  if (isJsonOperator(operator)) return { scalar: "Json" };
  if (operator !== "multiply" && operator !== "divide") return type;
  const { precision: _, scale: __, ...factor } = type;
  return factor;
}
