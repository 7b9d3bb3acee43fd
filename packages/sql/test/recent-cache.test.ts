import fc from "fast-check";
import { RecentCache } from "../src/recent-cache.js";

it("never loses one of the last `size` entries used, and never keeps more than twice as many", () => {
  const size = 4;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 200 }), (uses) => {
      const kept = new Set<number>();
      const cache = new RecentCache<number>(size, (key) => kept.delete(key));
      const recent: number[] = [];
      for (const key of uses) {
        const isRecent = recent.includes(key);
        if (isRecent) expect(cache.get(String(key))).toBe(key);
        if (cache.get(String(key)) === undefined) {
          expect(kept.has(key)).toBe(false);
          cache.set(String(key), key);
          kept.add(key);
        }
        expect(kept.size).toBeLessThanOrEqual(2 * size);
        recent.splice(0, recent.length, ...[key, ...recent.filter((other) => other !== key)].slice(0, size));
      }
    }),
    // An entry is lost only where several things meet.
    { numRuns: 2000 },
  );
});

it("forgets what is deleted", () => {
  const dropped: number[] = [];
  const cache = new RecentCache<number>(1, (value) => dropped.push(value));
  cache.set("a", 1);
  cache.set("b", 2);
  cache.delete("a");
  cache.delete("b");
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, undefined]);
  expect(dropped).toEqual([]);
});
