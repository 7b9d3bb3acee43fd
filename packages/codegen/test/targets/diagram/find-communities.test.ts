import { findCommunities, type Link } from "../../../src/targets/diagram/find-communities.js";

/** All links between the numbers from `start` on. */
const clique = (start: number, count: number): Link[] =>
  Array.from({ length: count }, (_, a) => Array.from({ length: a }, (__, b): Link => [start + a, start + b])).flat();

it("parts cliques that one link joins", () => {
  const links: Link[] = [...clique(0, 5), ...clique(5, 4), ...clique(9, 6), [0, 5], [5, 9]];
  expect(findCommunities(15, links)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
});

it("leaves alone what is linked with nothing", () => {
  expect(findCommunities(3, [])).toEqual([0, 1, 2]);
});

it("keeps a ring of pairs in few groups, and does not depend on the order of the links", () => {
  const ring = Array.from({ length: 40 }, (_, index): Link => [index, (index + 1) % 40]);
  const groups = findCommunities(40, ring);
  expect(Math.max(...groups) + 1).toBeLessThan(12);
  expect(findCommunities(40, ring.toReversed())).toEqual(groups);
});
