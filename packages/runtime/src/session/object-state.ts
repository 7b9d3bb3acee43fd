import type { ObjectMapping, RowKey } from "./object-mapping.js";
import { absent, copyValue, isSameValue, type Values } from "./snapshot.js";

/**
 * What a session knows of an object that it holds. What a row was when it was last read or written is kept beside it, and compared with it when the
 * session flushes: so objects are plain, and whatever changes them, in place or not, is found.
 */
export interface ObjectState {
  readonly object: Record<string, unknown>;
  readonly mapping: ObjectMapping;
  /** New: there is no row of it yet. */
  status: "new" | "persistent";
  /** The program has added it by itself; other new objects are here as long as one of the session's holds them. */
  isAdded: boolean;
  /** To be deleted by the next flush. */
  isDoomed: boolean;
  /** What is read of it next goes over what it has. */
  isExpired: boolean;
  /** What the database has, in the order of the model's fields. A new list where it changes: who has the old one keeps what it was. */
  values: readonly unknown[];
  /** By name, what the relations were that it holds. */
  relations: Map<string, RelationSnapshot>;
  /** What it was before a flush of the transaction wrote it. */
  saved: SavedState | undefined;
}

/** What an object was before a flush wrote it: kept beside it, so that there is no table of all of them. */
export interface SavedState {
  /** The undo log that it belongs to. */
  log: object;
  readonly status: ObjectState["status"];
  /** What the database had; of a new object, what it has since it was inserted. */
  readonly values: readonly unknown[];
  readonly relations: Map<string, RelationSnapshot>;
  /** Of a new object, the values which that has replaced. */
  readonly replaced: Values | undefined;
  /** What it was before the transaction around this part of it wrote it. */
  readonly outer: SavedState | undefined;
}

/** What a relation held when it was read or written: rows, one or none. */
export interface RelationSnapshot {
  readonly objects: readonly object[];
  /** Whether it is all that the relation leads to: a call may have asked for a part. */
  readonly isComplete: boolean;
}

// Shared: there may be many objects, and what is taken of one is put in their place.
const none: Map<string, RelationSnapshot> = new Map();
const nothing: readonly unknown[] = [];

export function createState(object: object, mapping: ObjectMapping, status: ObjectState["status"]): ObjectState {
  const state: ObjectState = {
    object: object as Record<string, unknown>,
    mapping,
    status,
    isAdded: false,
    isDoomed: false,
    isExpired: false,
    values: nothing,
    relations: none,
    saved: undefined,
  };
  if (status === "persistent") takeValues(state);
  return state;
}

/** Takes what the object's fields are now for what the database has. */
export function takeValues(state: ObjectState): void {
  const { object, mapping } = state;
  const { names } = mapping;
  const values: unknown[] = [];
  for (let place = 0; place < names.length; place++) {
    const value = object[names[place]!];
    values.push(value === undefined ? absent : typeof value === "object" ? copyValue(value) : value);
  }
  state.values = values;
}

export function takeRelation(state: ObjectState, name: string, isComplete: boolean): void {
  if (state.relations === none) state.relations = new Map();
  state.relations.set(name, { objects: listRelated(state.object, name), isComplete });
}

/** What a relation of an object holds: a copy. Touching one that was not loaded is an error, so ask before with `hasRelation`. */
export function listRelated(object: Values, name: string): readonly object[] {
  const value = object[name];
  if (Array.isArray(value)) return value.slice() as object[];
  return typeof value === "object" && value !== null ? [value] : [];
}

export function hasRelation({ object }: ObjectState, name: string): boolean {
  return Object.hasOwn(object, name);
}

/** Whether a relation is as it was when it was read. */
export function isRelationSame({ object, relations }: ObjectState, name: string): boolean {
  const snapshot = relations.get(name);
  const current = object[name];
  if (snapshot === undefined) return false;
  if (!Array.isArray(current)) return (current ?? undefined) === snapshot.objects[0];
  return current.length === snapshot.objects.length && current.every((each, place) => each === snapshot.objects[place]);
}

/** The names of the fields that are not as the database has them. */
export function listChanges({ object, mapping, values }: ObjectState): readonly string[] {
  const { names } = mapping;
  let changed: string[] | undefined;
  for (let place = 0; place < names.length; place++) {
    const current = object[names[place]!];
    const known = values[place];
    if (current === known || (current === undefined && known === absent) || isSameValue(current, known)) continue;
    (changed ??= []).push(names[place]!);
  }
  return changed ?? noNames;
}

const noNames: readonly string[] = [];

/** What the database has of one field. */
export function knownValue({ mapping, values }: ObjectState, name: string): unknown {
  const value = values[mapping.names.indexOf(name)];
  return value === absent ? undefined : value;
}

/** The key of the row, as the database has it. */
export function knownIdentity(state: ObjectState): RowKey | undefined {
  const key: Record<string, unknown> = {};
  for (const name of state.mapping.keyNames) key[name] = knownValue(state, name);
  return state.mapping.identify(key);
}

/** What the database has, by name. */
export function knownValues({ mapping, values }: ObjectState): Values {
  const known: Record<string, unknown> = {};
  mapping.names.forEach((name, place) => {
    if (values[place] !== absent) known[name] = values[place];
  });
  return known;
}
