import { PlanCache } from "../../src/plan/plan-cache.js";

it("keeps what is used, and never more than it may", () => {
  const cache = new PlanCache<number>(10);
  cache.set("hot", -1);
  for (let index = 0; index < 1000; index++) {
    cache.set(`cold ${index}`, index);
    expect(cache.get("hot")).toBe(-1);
    expect(cache.size).toBeLessThanOrEqual(10);
  }
  expect(cache.get("cold 999")).toBe(999);
  expect(cache.get("cold 1")).toBeUndefined();
});

it("keeps at least half of what was used last", () => {
  const cache = new PlanCache<number>(10);
  for (let index = 0; index < 100; index++) cache.set(String(index), index);
  for (let index = 95; index < 100; index++) expect(cache.get(String(index))).toBe(index);
});
