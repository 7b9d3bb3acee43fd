import { PlanCache } from "../../src/plan/plan-cache.js";

const model = {};
const operation = {};

it("keeps what is used, and never more than it may", () => {
  const cache = new PlanCache<number>(10);
  cache.set(model, operation, "hot", -1);
  for (let index = 0; index < 1000; index++) {
    cache.set(model, operation, `cold ${index}`, index);
    expect(cache.get(model, operation, "hot")).toBe(-1);
    expect(cache.size).toBeLessThanOrEqual(10);
  }
  expect(cache.get(model, operation, "cold 999")).toBe(999);
  expect(cache.get(model, operation, "cold 1")).toBeUndefined();
});

it("keeps at least half of what was used last", () => {
  const cache = new PlanCache<number>(10);
  for (let index = 0; index < 100; index++) cache.set(model, operation, String(index), index);
  for (let index = 95; index < 100; index++) expect(cache.get(model, operation, String(index))).toBe(index);
});

it("tells models and operations apart", () => {
  const cache = new PlanCache<number>(10);
  cache.set(model, operation, "shape", 1);
  expect(cache.get({}, operation, "shape")).toBeUndefined();
  expect(cache.get(model, {}, "shape")).toBeUndefined();
  expect(cache.get(model, operation, "shape")).toBe(1);
});

it("counts what is set again once", () => {
  const cache = new PlanCache<number>(10);
  for (let index = 0; index < 4; index++) cache.set(model, operation, "shape", index);
  expect(cache.size).toBe(1);
  expect(cache.get(model, operation, "shape")).toBe(3);
});
