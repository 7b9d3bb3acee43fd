/**
 * A text that sorts as the decimal does, for `decimal_key` in SQL: decimals of more digits than a double keeps are stored as
 * text, which sorts by its first digit. The number of digits before the point comes first; of a negative number all is turned
 * around, and stands before the positive ones.
 */
export function decimalKey(value: string | number | null): string | null {
  if (value === null) return null;
  // A number, where the column has another type because it was not made from this schema.
  const text = String(value);
  const isNegative = text.startsWith("-");
  const magnitude = isNegative ? text.slice(1) : text;
  const [whole = "", fraction = ""] = magnitude.split(".");
  const digits = whole === "0" ? 0 : whole.length;
  const key = `${String(digits).padStart(6, "0")}${digits === 0 ? "" : whole}${fraction.replace(/0+$/, "")}`;
  return isNegative ? `-${key.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}~` : `0${key}`;
}
