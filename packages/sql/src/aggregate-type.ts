import { scaleOf } from "./canonical-decimal.js";
import type { AggregateFunction } from "./statement.js";
import type { ValueType } from "./value-type.js";

/**
 * What comes of an aggregate, on every database: the least and the greatest are values of the type itself; a sum of integers of 32
 * bits is a number, of 64 bits one of them (beyond, the database refuses), of decimals exact, with their digits behind the point; an
 * average is a number, or of decimals a decimal of {@link averageDigits}.
 */
export function aggregateType(name: AggregateFunction, operand: ValueType): ValueType {
  switch (name) {
    case "count":
    case "count-distinct":
      return { scalar: "Int" };
    case "min":
    case "max":
      return operand;
    case "sum":
      return operand.scalar === "Decimal" ? sumOfDecimals(operand) : operand.scalar === "BigInt" ? bigint : float;
    case "avg":
      return operand.scalar === "Decimal" ? { scalar: "Decimal" } : float;
  }
}

const float: ValueType = { scalar: "Float" };
const bigint: ValueType = { scalar: "BigInt" };

/** Of any number of digits before the point, so without a precision. */
function sumOfDecimals(operand: ValueType): ValueType {
  const scale = scaleOf(operand);
  return { scalar: "Decimal", ...(scale !== undefined && { scale }), ...(operand.isLoose && { isLoose: true }) };
}

/**
 * How many digits behind the point an average of decimals has at most (zeros at the end are left out): a quotient has no end, so
 * databases must agree where to round it, half away from zero.
 */
export function averageDigits(scale: number): number {
  return Math.max(16, scale);
}
