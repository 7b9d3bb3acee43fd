import { ValueError } from "./dialect.js";
import type { ValueUse } from "./encoding.js";
import type { ValueType } from "./value-type.js";

/**
 * The one spelling of a decimal: no needless zeros or sign before the point, and behind it as many digits as the type has
 * (`1.5` in a `Decimal(10, 2)` is `1.50`), or, without a precision, none that are needless. So equal numbers are equal
 * texts, and every database gives back the same.
 *
 * A value to store must fit: databases would round it in silence. A value to compare with may be any.
 *
 * @throws ValueError when the text is no plain decimal number, or does not fit.
 */
export function canonicalDecimal(value: unknown, type: ValueType, use: ValueUse): string {
  if (typeof value !== "string" || !/^-?\d+(\.\d+)?$/.test(value)) {
    throw new ValueError(`expected a decimal number as text, like "12.50"`);
  }
  const isNegative = value.startsWith("-");
  const [wholeDigits = "", fractionDigits = ""] = (isNegative ? value.slice(1) : value).split(".");
  const whole = trimStart(wholeDigits);
  const fraction = trimEnd(fractionDigits);
  const scale = scaleOf(type);
  if (use === "store" && type.precision !== undefined && scale !== undefined) {
    const most = type.precision - scale;
    if (whole.length > most || fraction.length > scale) {
      throw new ValueError(
        `expected a decimal number of at most ${most} digits before the point and ${scale} after it`,
      );
    }
  }
  const sign = isNegative && whole + fraction !== "" ? "-" : "";
  const decimals = scale === undefined ? fraction : fraction.padEnd(scale, "0");
  return `${sign}${whole === "" ? "0" : whole}${decimals === "" ? "" : `.${decimals}`}`;
}

/** The digits behind the point, where the type fixes them: `Decimal(p)` means `Decimal(p, 0)` as in SQL. */
export function scaleOf(type: ValueType): number | undefined {
  return type.scale ?? (type.precision === undefined ? undefined : 0);
}

// Loops, because `/0+$/` takes quadratic time on a long run of zeros that is not at the end.
function trimStart(digits: string): string {
  let start = 0;
  while (digits[start] === "0") start++;
  return digits.slice(start);
}

function trimEnd(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}
