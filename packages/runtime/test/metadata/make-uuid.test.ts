import { makeUuid } from "../../src/metadata/make-uuid.js";

it("makes version 7, each larger than the one before, with the time in front", () => {
  const before = Date.now();
  const made = Array.from({ length: 20_000 }, () => makeUuid(7));
  for (const uuid of made) expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  const time = parseInt(made[0]!.replace("-", "").slice(0, 12), 16);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThan(before + 1000);
});

it("makes version 4", () => {
  expect(makeUuid(4)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
