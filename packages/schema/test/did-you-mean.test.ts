import fc from "fast-check";
import { nearestName } from "../src/index.js";

test.each([
  ["Pots", ["Post", "Tag"], "Post"],
  ["modle", ["model", "mixin"], "model"],
  ["user", ["User"], "User"],
  ["CREATEDAT", ["createdAt"], "createdAt"],
  ["emial", ["email", "mail"], "email"],
  ["a", ["b"], "b"],
  ["tag", ["Tags", "Tag"], "Tag"],
  ["xyz", ["model", "Post"], undefined],
  ["createdAt", ["updatedAt"], "updatedAt"],
  ["email", [], undefined],
])("%s among %j is %s", (name, candidates, expected) => expect(nearestName(name, candidates)).toBe(expected));

test("among equals the first is taken", () => expect(nearestName("bat", ["cat", "rat"])).toBe("cat"));

const word = fc.stringMatching(/^[a-d]{1,6}$/);

test("it is the nearest by the distance as it is defined", () => {
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 5 }), (name, candidates) => {
      const distances = candidates.map((candidate) => distanceByDefinition(name, candidate));
      const least = Math.min(...distances);
      const isNear = least <= Math.max(1, Math.floor(name.length / 3));
      expect(nearestName(name, candidates)).toBe(isNear ? candidates[distances.indexOf(least)] : undefined);
    }),
    { numRuns: 1000 },
  );
});

/** The edits that turn one word into another: insert, delete, replace, swap neighbours not edited otherwise. */
function distanceByDefinition(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const isSame = a.at(-1) === b.at(-1);
  const isSwapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  if (isSame) return distanceByDefinition(a.slice(0, -1), b.slice(0, -1));
  return (
    1 +
    Math.min(
      distanceByDefinition(a.slice(0, -1), b),
      distanceByDefinition(a, b.slice(0, -1)),
      distanceByDefinition(a.slice(0, -1), b.slice(0, -1)),
      isSwapped ? distanceByDefinition(a.slice(0, -2), b.slice(0, -2)) : Infinity,
    )
  );
}
