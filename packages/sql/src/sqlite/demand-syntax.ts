import type { DemandSyntax } from "../demand-checks.js";
import { quoteText } from "../quote-text.js";
import type { ValueType } from "../value-type.js";
import { codec, isNumericDecimal } from "./codec.js";

/** Times are texts of a fixed width, which sort as what they say; so are numbers, but for decimals of many digits. */
export const demandSyntax: DemandSyntax = {
  length: (column) => `length(${column})`,
  compare(column, operator, value, type) {
    const bound = codec.encoder(type)(value);
    if (isTextDecimal(type)) return compareDecimal(column, operator, bound as string);
    return `${column} ${operator} ${typeof bound === "string" ? quoteText(bound) : String(bound)}`;
  },
};

function isTextDecimal(type: ValueType): boolean {
  return type.scalar === "Decimal" && !isNumericDecimal(type);
}

/**
 * By sign, then by the number of digits before the point, then digit by digit. In the database's own words, not by the
 * `decimal_key` of our connections: whoever else writes to the table is to be able to.
 */
function compareDecimal(column: string, operator: "<=" | ">=", bound: string): string {
  const isNegative = bound.startsWith("-");
  // Of two numbers below zero the one with more digits is less.
  const direction = isNegative ? (operator === "<=" ? ">=" : "<=") : operator;
  const size = (text: string) => `(instr(${text} || '.', '.'), ${text})`;
  const ofOneSign = `${size(column)} ${direction} ${size(quoteText(bound))}`;
  const isBelow = `${column} like '-%'`;
  if (isNegative) return operator === ">=" ? `not ${isBelow} or ${ofOneSign}` : `${isBelow} and ${ofOneSign}`;
  return operator === ">=" ? `not ${isBelow} and ${ofOneSign}` : `${isBelow} or ${ofOneSign}`;
}
