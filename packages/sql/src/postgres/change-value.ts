import { scaleOf } from "../canonical-decimal.js";
import { isJsonOperator, readJsonOperator } from "../json-edit.js";
import type { ChangeOperator } from "../value-change.js";
import type { ValueType } from "../value-type.js";
import { unlimitedType } from "./column-type.js";
import { editJson } from "./edit-json.js";

/** Writes a change of a value where it is; `operand` may be said more than once. */
export function changeValue(operator: ChangeOperator, value: string, operand: string, type: ValueType): string {
  if (isJsonOperator(operator)) return editJson(value, operand, readJsonOperator(operator));
  switch (operator) {
    case "append":
    case "prepend": {
      // To the operator, null is a list of nothing; but a list of value objects is JSON.
      const list = type.isObjectList ? `coalesce(${value}, '[]')` : value;
      const more = `${operand}::${unlimitedType(type)}`;
      return operator === "append" ? `${list} || ${more}` : `${more} || ${list}`;
    }
    default:
      return type.scalar === "Decimal"
        ? changeDecimal(operator, type.isLoose ? `${value}::numeric` : value, `${operand}::numeric`, type)
        : changeNumber(operator, value, operand, type);
  }
}

const signs = { increment: "+", decrement: "-", multiply: "*", divide: "/" } as const;

function changeNumber(operator: keyof typeof signs, value: string, operand: string, type: ValueType): string {
  if (type.scalar !== "Float") return `${value} ${signs[operator]} ${operand}::${unlimitedType(type)}`;
  // A product may be -0, which is 0 here.
  return `${value} ${signs[operator]} ${operand}::double precision + 0`;
}

/** The column rounds what it is given. A quotient must not have been rounded before, so it is made of whole numbers. */
function changeDecimal(operator: keyof typeof signs, value: string, operand: string, type: ValueType): string {
  if (operator !== "divide") return `${value} ${signs[operator]} ${operand}`;
  const scale = scaleOf(type) ?? 0;
  const doubled = `2${"0".repeat(scale)}`;
  const unit = scale === 0 ? "1" : `0.${"1".padStart(scale, "0")}`;
  const quotient = `div(abs(${value}) * ${doubled} + abs(${operand}), 2 * abs(${operand}))`;
  return `sign(${value}) * sign(${operand}) * ${quotient} * ${unit}`;
}
