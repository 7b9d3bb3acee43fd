import type { RelationMetadata } from "../metadata/metadata.js";
import type { ObjectMapping } from "./object-mapping.js";
import type { ObjectState } from "./object-state.js";
import type { SessionObjects } from "./session-objects.js";

/** What a flush finds out, before anything is sent: the objects themselves stay as they are until all is done, but for the other sides of relations. */
export interface FlushDraft {
  readonly objects: SessionObjects;
  readonly mappingOf: (model: string) => ObjectMapping;
  /** Of which model an object is; undefined where it is of none. */
  readonly modelOf: (object: object) => string | undefined;
  /** Objects whose rows were deleted here. */
  readonly removed: WeakSet<object>;
  /** By child and relation: the parent that it is to have. */
  readonly links: Map<ObjectState, Map<string, ObjectState | null>>;
  /** Rows to be deleted. */
  readonly doomed: Set<ObjectState>;
  /** Rows that the database deletes along with others, and new objects whose parent is deleted: nothing is sent for them. */
  readonly vanished: Set<ObjectState>;
  readonly pairs: PairChanges;
  /** What is in lists that are asked often. */
  readonly members: Map<readonly object[], Set<object>>;
}

/** Pairs of many-to-many relations that are new, or no longer there: by join table, and of each side the rows. */
export type PairChanges = Map<string, PairChange>;

export interface PairChange {
  /** As seen from the sources. */
  readonly relation: RelationMetadata;
  readonly isSwapped: boolean;
  readonly added: Map<ObjectState, Set<ObjectState>>;
  readonly removed: Map<ObjectState, Set<ObjectState>>;
}

export function startFlush(scope: Pick<FlushDraft, "objects" | "mappingOf" | "modelOf" | "removed">): FlushDraft {
  return {
    ...scope,
    links: new Map(),
    doomed: new Set(),
    vanished: new Set(),
    pairs: new Map(),
    members: new Map(),
  };
}

export function linkTo(
  { links }: FlushDraft,
  child: ObjectState,
  relation: RelationMetadata,
  parent: ObjectState | null,
): void {
  const own = links.get(child);
  if (own === undefined) links.set(child, new Map([[relation.name, parent]]));
  else own.set(relation.name, parent);
}

/** Undefined where nothing is said of it. */
export function linkOf(
  { links }: FlushDraft,
  child: ObjectState,
  relation: RelationMetadata,
): ObjectState | null | undefined {
  return links.get(child)?.get(relation.name);
}

/** Whether a list of an object has another in it: quick for lists that are asked again. */
export function includes({ members }: FlushDraft, list: readonly object[], object: object): boolean {
  if (list.length < 8) return list.includes(object);
  let known = members.get(list);
  if (known === undefined || known.size > list.length) members.set(list, (known = new Set(list)));
  return known.has(object);
}
