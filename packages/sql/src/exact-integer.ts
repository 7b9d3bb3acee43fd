/** A whole number as a number where that is exact, and as a bigint beyond. */
export function readExactInteger(value: string | bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value);
}
