import type { Row } from "@joinery/sql";
import type { BatchNode } from "../plan/query-plan.js";

type Owner = Record<string, unknown>;

/** The objects that wait for a relation, by the key under which its rows will come. */
export interface Owners {
  /** Each key once, as it is sent. */
  readonly keys: readonly unknown[];
  /** For a relation to many: the list that all owners of the key share. For one to one: the owners. */
  readonly byKey: ReadonlyMap<unknown, object[]>;
}

/**
 * Finds who has the relation, and gives each the list that its rows will be put into; those without a key are done. Owners
 * with one key are one row that came several times: they share what belongs to it.
 */
export function collectOwners(batch: BatchNode, rows: readonly Row[], objects: readonly unknown[]): Owners {
  const { property, isMany, ownerPath, ownerKey, guard } = batch;
  const keys: unknown[] = [];
  const byKey = new Map<unknown, object[]>();
  for (let index = 0; index < rows.length; index++) {
    if (guard !== undefined && rows[index]![guard] === null) continue;
    const owner = followPath(objects[index], ownerPath);
    if (owner === null) continue;
    const key = ownerKey.read(rows[index]!);
    if (key === undefined) {
      if (isMany) owner[property] = [];
      continue;
    }
    const identity = ownerKey.identify(key);
    let entry = byKey.get(identity);
    if (entry === undefined) {
      keys.push(key);
      byKey.set(identity, (entry = []));
    }
    if (isMany) owner[property] = entry;
    else entry.push(owner);
  }
  return { keys, byKey };
}

/** Puts the rows of a relation where they belong. */
export function placeChildren(
  { property, isMany, ownKey }: BatchNode,
  { byKey }: Owners,
  rows: readonly Row[],
  children: readonly unknown[],
): void {
  let last: unknown;
  let entry: object[] | undefined;
  for (let index = 0; index < rows.length; index++) {
    const identity = ownKey.identify(ownKey.read(rows[index]!));
    // Children of one parent mostly come one after the other.
    if (entry === undefined || identity !== last) {
      entry = byKey.get(identity);
      last = identity;
    }
    if (entry === undefined) continue;
    const child = children[index] as object;
    if (isMany) entry.push(child);
    else for (const owner of entry) (owner as Owner)[property] = child;
  }
}

/** The object at the end of a way through joined relations, if it is there. */
export function followPath(object: unknown, path: readonly string[]): Owner | null {
  let owner = object as Owner | null;
  for (let step = 0; owner !== null && step < path.length; step++) owner = owner[path[step]!] as Owner | null;
  return owner;
}
