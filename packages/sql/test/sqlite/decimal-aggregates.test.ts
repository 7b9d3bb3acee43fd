import fc from "fast-check";
import { decimalAggregates } from "../../src/sqlite/decimal-aggregates.js";

type Value = string | number | null;
const { decimal_sum: sum, decimal_avg: average, decimal_min: least, decimal_max: greatest } = decimalAggregates;

const total = (values: readonly Value[], scale: number) =>
  values.reduce((state, value) => sum.step(state, value, scale), sum.start());
const extreme = (aggregate: typeof least, values: readonly Value[]) =>
  aggregate.result(values.reduce<ReturnType<typeof least.step>>((best, value) => aggregate.step(best, value), null));

it("adds without losing a digit, numbers as what they stand for", () => {
  expect(sum.result(total(["0.10", "0.20", null], 2))).toBe("0.30");
  expect(sum.result(total([0.1, 0.2, -0.3], 2))).toBe("0.00");
  expect(sum.result(total(["-0.0001", "99999999999999999999.0000"], 4))).toBe("99999999999999999998.9999");
  expect(sum.result(total([null], 2))).toBeNull();
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })), (units) => {
      const exact = units.reduce((left, right) => left + right, 0n).toString();
      expect(sum.result(total(units.map(String), 0))).toBe(units.length === 0 ? null : exact);
    }),
  );
});

it("rounds an average half away from zero, at sixteen digits or those of the type", () => {
  const of = (values: readonly Value[], scale: number) => average.result(total(values, scale));
  expect(of(["1.00", "2.00"], 2)).toBe("1.5");
  expect(of(["1", "0", "0"], 0)).toBe("0.3333333333333333");
  expect(of(["2", "0", "0"], 0)).toBe("0.6666666666666667");
  expect(of(["-2", "0", "0"], 0)).toBe("-0.6666666666666667");
  expect(of(["0.0000000000000001", "0"], 16)).toBe("0.0000000000000001");
  expect(of(["-0.0000000000000001", "0"], 16)).toBe("-0.0000000000000001");
  expect(of(["0.00000000000000000001"], 20)).toBe("0.00000000000000000001");
  expect(of([null], 2)).toBeNull();
});

it("finds the least and the greatest as numbers, and gives them as they are stored", () => {
  const values = ["9.50", "10.00", null, "-1.00", "-20.00"];
  expect([extreme(least, values), extreme(greatest, values)]).toEqual(["-20.00", "10.00"]);
  expect([extreme(least, [null]), extreme(greatest, [])]).toEqual([null, null]);
});
