/** An undirected link between two things, by their index. */
export type Link = readonly [a: number, b: number];

/**
 * Divides what is linked into groups with many links inside and few between: the method of Louvain, which moves one thing
 * at a time to the group where the modularity gains most, then does the same with the groups. Ties and the order of moves
 * follow the index, so the same links give the same groups, in whatever order they are.
 *
 * @returns the group of each thing, numbered from 0 in order of their first members
 */
export function findCommunities(count: number, links: readonly Link[]): readonly number[] {
  const weights = weighLinks(count, links);
  let groups = moveThings(weights);
  let groupCount = renumber(groups);
  for (let before = count; groupCount < before;) {
    before = groupCount;
    const merged = moveThings(mergeWeights(weights, groups, groupCount));
    groupCount = renumber(merged);
    groups = groups.map((group) => merged[group] ?? 0);
  }
  return groups;
}

/** For each thing, how strongly it is linked with which others. What is linked with itself counts for its weight only. */
type Weights = readonly ReadonlyMap<number, number>[];

function weighLinks(count: number, links: readonly Link[]): Weights {
  const weights = Array.from({ length: count }, () => new Map<number, number>());
  for (const [a, b] of links) {
    weights[a]?.set(b, (weights[a].get(b) ?? 0) + 1);
    weights[b]?.set(a, (weights[b].get(a) ?? 0) + 1);
  }
  return weights;
}

function mergeWeights(weights: Weights, groups: readonly number[], groupCount: number): Weights {
  const merged = Array.from({ length: groupCount }, () => new Map<number, number>());
  for (const [thing, linked] of weights.entries()) {
    const own = merged[groups[thing] ?? 0];
    for (const [other, weight] of linked) {
      const group = groups[other] ?? 0;
      own?.set(group, (own.get(group) ?? 0) + weight);
    }
  }
  return merged;
}

const passes = 20;

function moveThings(weights: Weights): number[] {
  const degrees = weights.map((linked) => [...linked.values()].reduce((sum, weight) => sum + weight, 0));
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  const groups = weights.map((_, index) => index);
  const groupDegrees = [...degrees];
  let isMoving = total > 0;
  for (let pass = 0; isMoving && pass < passes; pass++) {
    isMoving = false;
    for (const [thing, linked] of weights.entries()) {
      const own = groups[thing] ?? 0;
      const degree = degrees[thing] ?? 0;
      groupDegrees[own] = (groupDegrees[own] ?? 0) - degree;
      const ties = new Map<number, number>([[own, 0]]);
      for (const [other, weight] of linked) {
        const group = groups[other] ?? 0;
        if (other !== thing) ties.set(group, (ties.get(group) ?? 0) + weight);
      }
      const gain = (group: number) => (ties.get(group) ?? 0) - (degree * (groupDegrees[group] ?? 0)) / total;
      let best = own;
      for (const group of [...ties.keys()].sort((a, b) => a - b)) if (gain(group) > gain(best) + 1e-9) best = group;
      groupDegrees[best] = (groupDegrees[best] ?? 0) + degree;
      if (best === own) continue;
      groups[thing] = best;
      isMoving = true;
    }
  }
  return groups;
}

/** Numbers the groups anew, without gaps, in place; gives how many there are. */
function renumber(groups: number[]): number {
  const numbers = new Map<number, number>();
  for (const [index, group] of groups.entries()) {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    groups[index] = number;
  }
  return numbers.size;
}
