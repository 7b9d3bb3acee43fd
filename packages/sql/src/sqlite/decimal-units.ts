/** A decimal as so many units of ten to the minus `digits`. */
export interface DecimalUnits {
  readonly units: bigint;
  readonly digits: number;
}

/** Of a decimal as a column holds it: text, or a number of a known scale. */
export function readUnits(value: string | number | bigint, scale: number): DecimalUnits {
  const text = typeof value === "number" ? value.toFixed(scale) : String(value);
  const [whole = "", fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), digits: fraction.length };
}

export function widenUnits(units: bigint, digits: number): bigint {
  return digits === 0 ? units : units * 10n ** BigInt(digits);
}

/** The quotient as a whole number, rounded half away from zero. */
export function divideUnits(dividend: bigint, divisor: bigint): bigint {
  const [above, below] = [magnitudeOf(dividend), magnitudeOf(divisor)];
  const quotient = (above * 2n + below) / (below * 2n);
  return dividend < 0n === divisor < 0n ? quotient : -quotient;
}

export function printUnits({ units, digits }: DecimalUnits): string {
  const magnitude = magnitudeOf(units)
    .toString()
    .padStart(digits + 1, "0");
  const point = magnitude.length - digits;
  const sign = units < 0n ? "-" : "";
  return sign + magnitude.slice(0, point) + (digits === 0 ? "" : `.${magnitude.slice(point)}`);
}

export function magnitudeOf(units: bigint): bigint {
  return units < 0n ? -units : units;
}
