import { averageDigits } from "../aggregate-type.js";
import { canonicalDecimal } from "../canonical-decimal.js";
import { decimalKey } from "./decimal-key.js";
import { divideUnits, printUnits, readUnits, widenUnits } from "./decimal-units.js";

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
  const given = readUnits(value, scale);
  const digits = Math.max(total.digits, given.digits);
  total.units = widenUnits(total.units, digits - total.digits) + widenUnits(given.units, digits - given.digits);
  total.digits = digits;
  total.count++;
  total.scale = scale;
  return total;
}

function printSum({ units, digits, count, scale }: Total): string | null {
  if (count === 0) return null;
  return canonicalDecimal(printUnits({ units, digits }), { scalar: "Decimal", scale }, "compare");
}

function printAverage(total: Total): string | null {
  if (total.count === 0) return null;
  const digits = Math.max(averageDigits(total.scale), total.digits);
  const units = divideUnits(widenUnits(total.units, digits - total.digits), BigInt(total.count));
  return canonicalDecimal(printUnits({ units, digits }), { scalar: "Decimal" }, "compare");
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
