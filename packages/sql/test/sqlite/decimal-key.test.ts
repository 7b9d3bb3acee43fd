import fc from "fast-check";
import { canonicalDecimal } from "../../src/canonical-decimal.js";
import { decimalKey } from "../../src/sqlite/decimal-key.js";

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 40n), fc.integer({ min: 0, max: 45 }))
  .map(([isNegative, units, scale]) => {
    const digits = units.toString().padStart(scale + 1, "0");
    const value = `${isNegative ? "-" : ""}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}0`;
    return {
      units: (isNegative ? -units : units) * 10n ** BigInt(45 - scale),
      text: canonicalDecimal(value, { scalar: "Decimal" }, "compare"),
    };
  });

it("sorts texts as the numbers sort, whatever their length", () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const [left, right] = [decimalKey(a.text)!, decimalKey(b.text)!];
      expect(Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right)))).toBe(
        a.units < b.units ? -1 : a.units > b.units ? 1 : 0,
      );
    }),
    { numRuns: 2000 },
  );
});

it("keeps null, and takes no notice of zeros at the end", () => {
  expect(decimalKey(null)).toBeNull();
  expect(decimalKey("1.50")).toBe(decimalKey("1.5"));
});
