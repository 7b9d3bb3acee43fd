import { canonicalDecimal } from "../canonical-decimal.js";
import { DatabaseError, outOfRange } from "../database-error.js";
import type { NumberOperator } from "../value-change.js";
import { divideUnits, printUnits, readUnits, widenUnits, type DecimalUnits } from "./decimal-units.js";

/** As the driver gives it to a function that takes integers whole. */
type Stored = string | number | bigint | null;

/**
 * A number that is changed where it is, for `change_number` in SQL: the operators of the database would turn integers of more than 64 bits
 * into doubles, know no smaller ones, and round decimals.
 *
 * @param scale of a decimal, as the precision: what its type says
 * @param isNumeric whether the column holds the decimal as a number
 */
export function changeNumber(
  value: Stored,
  operand: Stored,
  operator: NumberOperator,
  scalar: string,
  precision: bigint,
  scale: bigint,
  isNumeric: bigint,
): Stored {
  if (value === null || operand === null) return null;
  switch (scalar) {
    case "Float":
      return changeFloat(Number(value), Number(operand), operator);
    case "Decimal": {
      const digits = Number(scale);
      const changed = changeDecimal(readUnits(value, digits), readUnits(operand, digits), operator, digits);
      const units = roundUnits(changed, digits);
      const text = canonicalDecimal(printUnits(units), { scalar: "Decimal", scale: digits }, "compare");
      if (text.replace(/^-?0?/, "").replace(".", "").length > precision) refuseRange();
      return isNumeric ? Number(text) : text;
    }
    default: {
      const changed = changeInteger(BigInt(value), BigInt(operand), operator);
      return BigInt.asIntN(scalar === "Int" ? 32 : 64, changed) === changed ? changed : refuseRange();
    }
  }
}

function changeInteger(value: bigint, operand: bigint, operator: NumberOperator): bigint {
  switch (operator) {
    case "increment":
      return value + operand;
    case "decrement":
      return value - operand;
    case "multiply":
      return value * operand;
    case "divide":
      return value / operand;
  }
}

/** What is too great for a double, or too small, is refused, as the standard has it. */
function changeFloat(value: number, operand: number, operator: NumberOperator): number {
  const changed = computeFloat(value, operand, operator);
  const isLost = changed === 0 && value !== 0 && (operator === "divide" || (operator === "multiply" && operand !== 0));
  if (isLost || (!Number.isFinite(changed) && Number.isFinite(value))) refuseRange();
  return changed + 0;
}

function computeFloat(value: number, operand: number, operator: NumberOperator): number {
  switch (operator) {
    case "increment":
      return value + operand;
    case "decrement":
      return value - operand;
    case "multiply":
      return value * operand;
    case "divide":
      return value / operand;
  }
}

function changeDecimal(
  value: DecimalUnits,
  operand: DecimalUnits,
  operator: NumberOperator,
  scale: number,
): DecimalUnits {
  if (operator === "multiply") {
    return { units: value.units * operand.units, digits: value.digits + operand.digits };
  }
  if (operator === "divide") {
    const dividend = widenUnits(value.units, scale + operand.digits);
    return { units: divideUnits(dividend, widenUnits(operand.units, value.digits)), digits: scale };
  }
  const digits = Math.max(value.digits, operand.digits);
  const [left, right] = [value, operand].map((each) => widenUnits(each.units, digits - each.digits));
  return { units: operator === "increment" ? left! + right! : left! - right!, digits };
}

function roundUnits({ units, digits }: DecimalUnits, scale: number): DecimalUnits {
  if (digits <= scale) return { units, digits };
  return { units: divideUnits(units, 10n ** BigInt(digits - scale)), digits: scale };
}

function refuseRange(): never {
  throw new DatabaseError("refused", outOfRange);
}
