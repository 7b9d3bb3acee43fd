import type { RelationSelection, Selection } from "../../args/selection.js";

/** A list of the root's rows that the call leaves open how to load. */
export interface OpenList {
  readonly property: string;
  /** How many trips are saved when it comes as JSON, with all the lists that are in it. */
  readonly savedTrips: number;
  /** The ways from its rows to further lists. */
  readonly inner: readonly ListPath[];
}

/** A relation that is a list or leads to some. */
export interface ListPath {
  readonly property: string;
  readonly isMany: boolean;
  readonly inner: readonly ListPath[];
}

/**
 * The lists of which either way gives the same objects in the same order: the call does not say how they, and what is in them, are loaded, and
 * their rows have a key, so that no two are alike to their order.
 *
 * @param isUnique the root is the one row that a key names: then a list leaves together with it, and only those that are in it take trips
 */
export function findOpenLists({ relations }: Selection, isUnique: boolean): readonly OpenList[] {
  return relations.flatMap((selected): OpenList | readonly [] => {
    if (!selected.relation.isMany || !isOpen(selected)) return [];
    const { property, inner } = followLists(selected);
    const savedTrips = countLevels(inner) + (isUnique ? 0 : 1);
    return savedTrips === 0 ? [] : { property, savedTrips, inner };
  });
}

function isOpen({ relation, load, recursion, isOfArc, selection }: RelationSelection): boolean {
  if (load !== undefined || recursion !== undefined) return false;
  if (relation.isMany && relation.target.primaryKey.length === 0) return false;
  // Of an arc's rows only some have the lists of one of its models.
  const mayHaveLists = isOfArc === undefined;
  return selection.relations.every((inner) => isOpen(inner) && (mayHaveLists || !hasLists(inner)));
}

function hasLists({ relation, selection }: RelationSelection): boolean {
  return relation.isMany || selection.relations.some(hasLists);
}

function followLists({ property, relation, selection }: RelationSelection): ListPath {
  return { property, isMany: relation.isMany, inner: selection.relations.filter(hasLists).map(followLists) };
}

function countLevels(paths: readonly ListPath[]): number {
  return Math.max(0, ...paths.map(({ isMany, inner }) => (isMany ? 1 : 0) + countLevels(inner)));
}
