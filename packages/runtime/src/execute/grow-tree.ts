import { groupBy } from "../group-by.js";
import type { Row } from "@joinery/sql";
import type { BatchNode, Recursion } from "../plan/query-plan.js";
import { followPath } from "./stitch.js";

type Owner = Record<string, unknown>;

/** An object that a recursive relation starts from. */
export interface TreeRoot {
  readonly owner: Owner;
  /** The key of its relation, and its own: as `Map`s know them. */
  readonly key: unknown;
  readonly identity: unknown;
}

/** The objects that wait for a recursive relation, and each key once, as it is sent. */
export interface TreeRoots {
  readonly keys: readonly unknown[];
  readonly roots: readonly TreeRoot[];
}

/** Finds who has the relation. What has no key has nothing below it. */
export function collectRoots(
  { property, isMany, ownerPath, ownerKey, guard, recursion }: BatchNode,
  rows: readonly Row[],
  objects: readonly unknown[],
): TreeRoots {
  const { ownerIdentity } = recursion!;
  const keys = new Map<unknown, unknown>();
  const roots: TreeRoot[] = [];
  rows.forEach((row, index) => {
    if (guard !== undefined && row[guard] === null) return;
    const owner = followPath(objects[index], ownerPath);
    if (owner === null) return;
    owner[property] = isMany ? [] : null;
    const key = ownerKey.read(row);
    if (key === undefined) return;
    const known = ownerKey.identify(key);
    keys.set(known, key);
    roots.push({ owner, key: known, identity: identify(ownerIdentity, row) });
  });
  return { keys: [...keys.values()], roots };
}

/** The rows of a tree, in the order in which one walks through it, each as often as it is there; and where each belongs. */
export interface Tree {
  readonly rows: readonly Row[];
  /** By the place of a row: that of the row above it, or of a root, counted from -1 downwards. */
  readonly parents: readonly number[];
}

/** A row whose children are walked through. */
interface Branch {
  readonly children: readonly number[];
  next: number;
  readonly place: number;
  readonly identity: unknown;
}

/**
 * Puts rows together that belong to each other in any way, circles among them: from each root along every way, until it would come to a
 * row that is on the way already. (Without recursion of its own: data may be deeper than a stack.)
 */
export function growTree(
  { ownKey, recursion }: BatchNode,
  roots: readonly TreeRoot[],
  rows: readonly Row[],
  maxDepth: number,
): Tree {
  const { identity, nextKey } = recursion!;
  const identities = rows.map((row) => identify(identity, row));
  const nextKeys = rows.map((row) => identify(nextKey, row));
  const childrenOf = groupRows(ownKey, rows);
  const grown: Row[] = [];
  const parents: number[] = [];
  roots.forEach((root, number) => {
    const way = new Set([root.identity]);
    const trunk = { children: childrenOf.get(root.key) ?? [], next: 0, place: -1 - number, identity: root.identity };
    const branches: Branch[] = [trunk];
    for (let branch = branches.at(-1); branch !== undefined; branch = branches.at(-1)) {
      const child = branch.children[branch.next++];
      if (child === undefined) {
        branches.pop();
        way.delete(branch.identity);
        continue;
      }
      if (way.has(identities[child])) continue;
      const place = grown.push(rows[child]!) - 1;
      parents.push(branch.place);
      const children = branches.length < maxDepth ? childrenOf.get(nextKeys[child]) : undefined;
      if (children === undefined) continue;
      way.add(identities[child]);
      branches.push({ children, next: 0, place, identity: identities[child] });
    }
  });
  return { rows: grown, parents };
}

/** Puts the objects of a tree's rows where they belong. */
export function placeBranches(
  { property, isMany }: BatchNode,
  roots: readonly TreeRoot[],
  { parents }: Tree,
  objects: readonly unknown[],
): void {
  if (isMany) for (const object of objects) (object as Owner)[property] = [];
  objects.forEach((object, index) => {
    const place = parents[index]!;
    const owner = place < 0 ? roots[-1 - place]!.owner : (objects[place] as Owner);
    if (isMany) (owner[property] as unknown[]).push(object);
    else owner[property] = object;
  });
}

function groupRows(ownKey: BatchNode["ownKey"], rows: readonly Row[]): ReadonlyMap<unknown, readonly number[]> {
  return groupBy(rows.keys(), (index) => identify(ownKey, rows[index]!));
}

function identify({ read, identify: known }: Recursion["nextKey"], row: Row): unknown {
  const key = read(row);
  return key === undefined ? undefined : known(key);
}
