import * as fc from "fast-check";
import { type Item, stackItems } from "../../../../src/targets/diagram/layout/stack-items.js";

const item = (height: number, weight = 1): Item => ({ height, margin: 5, weight, y: 0 });

it("leaves items where they want to be, when nothing is in the way", () => {
  const items = [item(10), item(10), item(10)];
  stackItems(items, [0, 100, 130]);
  expect(items.map(({ y }) => y)).toEqual([0, 100, 130]);
});

it("moves items that want the same place apart by as much", () => {
  const items = [item(10), item(10)];
  stackItems(items, [50, 50]);
  expect(items.map(({ y }) => y)).toEqual([40, 60]);
});

it("lets the heavier one have its way", () => {
  const items = [item(10, 3), item(10, 1)];
  stackItems(items, [50, 50]);
  expect(items.map(({ y }) => y)).toEqual([45, 65]);
});

it("never lets items overlap, and no nudge of one item would bring all nearer to where they want to be", () => {
  const wanted = fc.array(fc.tuple(fc.nat({ max: 80 }), fc.integer({ min: -300, max: 300 })), { maxLength: 12 });
  fc.assert(
    fc.property(wanted, (list) => {
      const items = list.map(([height]) => item(height));
      const wishes = list.map(([, y]) => y);
      stackItems(items, wishes);
      const isApart = (ys: readonly number[]) =>
        items.every(({ height }, index) => (ys[index + 1] ?? Infinity) >= (ys[index] ?? 0) + height + 10 - 1e-6);
      const cost = (ys: readonly number[]) => ys.reduce((sum, y, index) => sum + (y - (wishes[index] ?? 0)) ** 2, 0);
      const ys = items.map(({ y }) => y);
      expect(isApart(ys)).toBe(true);
      for (const [index] of ys.entries()) {
        for (const step of [-1, 1]) {
          const nudged = ys.map((y, other) => (other === index ? y + step : y));
          if (isApart(nudged)) expect(cost(nudged)).toBeGreaterThan(cost(ys));
        }
      }
    }),
  );
});
