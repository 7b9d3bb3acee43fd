import { averageDigits } from "../aggregate-type.js";
import { canonicalDecimal } from "../canonical-decimal.js";
import { decimalKey } from "./decimal-key.js";

/** As a column holds a decimal: text, or a number of a known scale. */
type Stored = string | number | null;

/** So many units of ten to the minus `digits`, of `count` values. */
interface Total {
  units: bigint;
  digits: number;
  count: number;
  /** Of the type. */
  scale: number;
}

const startTotal = (): Total => ({ units: 0n, digits: 0, count: 0, scale: 0 });

/**
 * Aggregates of decimals, exact: numbers of the database's own would round them, and their text does not sort. By the name that each
 * has in SQL, in the form in which the driver takes them: the parameters of a step, after the first, are those in SQL.
 */
export const decimalAggregates = {
  decimal_sum: { deterministic: true, start: startTotal, step: addValue, result: printSum },
  decimal_avg: { deterministic: true, start: startTotal, step: addValue, result: printAverage },
  decimal_min: { deterministic: true, start: () => null, step: keepIf((key, best) => key < best), result: textOf },
  decimal_max: { deterministic: true, start: () => null, step: keepIf((key, best) => key > best), result: textOf },
};

function addValue(total: Total, value: Stored, scale: number): Total {
  if (value === null) return total;
  const text = typeof value === "number" ? value.toFixed(scale) : value;
  const [whole = "", fraction = ""] = text.split(".");
  const digits = Math.max(total.digits, fraction.length);
  total.units = widen(total.units, digits - total.digits) + widen(BigInt(whole + fraction), digits - fraction.length);
  total.digits = digits;
  total.count++;
  total.scale = scale;
  return total;
}

function widen(units: bigint, digits: number): bigint {
  return digits === 0 ? units : units * 10n ** BigInt(digits);
}

function printSum({ units, digits, count, scale }: Total): string | null {
  if (count === 0) return null;
  return canonicalDecimal(printUnits(units, digits), { scalar: "Decimal", scale }, "compare");
}

function printAverage(total: Total): string | null {
  if (total.count === 0) return null;
  const digits = Math.max(averageDigits(total.scale), total.digits);
  const dividend = widen(total.units, digits - total.digits);
  const divisor = BigInt(total.count);
  // Half away from zero: BigInt divides towards it.
  const half = dividend < 0n ? -divisor : divisor;
  return canonicalDecimal(
    printUnits((dividend * 2n + half) / (divisor * 2n), digits),
    { scalar: "Decimal" },
    "compare",
  );
}

function printUnits(units: bigint, digits: number): string {
  const magnitude = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
  const point = magnitude.length - digits;
  const sign = units < 0n ? "-" : "";
  return sign + magnitude.slice(0, point) + (digits === 0 ? "" : `.${magnitude.slice(point)}`);
}

interface Extreme {
  readonly value: Stored;
  readonly key: string;
}

function keepIf(isBetter: (key: string, best: string) => boolean) {
  return (best: Extreme | null, value: Stored): Extreme | null => {
    const key = decimalKey(value);
    return key === null || (best !== null && !isBetter(key, best.key)) ? best : { value, key };
  };
}

function textOf(best: Extreme | null): string | null {
  return best === null ? null : String(best.value);
}
