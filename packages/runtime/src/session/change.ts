import type { RelationMetadata } from "../metadata/metadata.js";
import type { ObjectMapping } from "./object-mapping.js";
import type { ObjectState } from "./object-state.js";
import { absent, type Values } from "./snapshot.js";

/** What is to become of one row. */
export interface Change {
  readonly state: ObjectState;
  /**
   * What is written, by field. A value that another insert makes is put in once it is there. Of an insert, what is written beside the values
   * that the object has, or in their place ({@link absent}: nothing): see {@link writtenOf}.
   */
  values: Record<string, unknown>;
  /** The inserts that come before it, because it refers to their rows. */
  references: readonly Reference[];
  /** What the database has, by which the row is found; empty for an insert. */
  readonly before: Values;
  /** Of inserts, which statement it is in: one of a later level comes later. */
  level: number;
  /** How many of the same table it comes after. */
  depth: number;
}

export interface Reference {
  readonly relation: RelationMetadata;
  readonly target: Change;
}

/** What a flush does, in no order yet. */
export interface Changes {
  readonly inserts: readonly Change[];
  readonly updates: readonly Change[];
  readonly deletes: readonly Change[];
}

// Most inserts are of what their objects have, and refer to none; and there may be many.
const noValues: Record<string, unknown> = Object.freeze({});
const noReferences: readonly Reference[] = [];

export function startInsert(state: ObjectState): Change {
  return { state, values: noValues, references: noReferences, before: noValues, level: 0, depth: 0 };
}

/** A change of the row that has `before`, which changes nothing yet; or its end. */
export function startChange(state: ObjectState, before: Values): Change {
  return { state, values: {}, references: noReferences, before, level: 0, depth: 0 };
}

export function isInsert({ before }: Change): boolean {
  return before === noValues;
}

export function writeValue(change: Change, name: string, value: unknown): void {
  if (change.values === noValues) change.values = {};
  change.values[name] = value;
}

/** Takes in what the database has made. @param made new, and nobody else's */
export function takeMade(change: Change, made: Record<string, unknown>): void {
  if (change.values === noValues) change.values = made;
  else Object.assign(change.values, made);
}

/** What an insert writes of a field; undefined for nothing. */
export function writtenOf({ state, values }: Change, name: string): unknown {
  const value = values === noValues ? undefined : values[name];
  if (value === undefined) return state.object[name];
  return value === absent ? undefined : value;
}

/** What an insert writes of these fields, by name. */
export function pickWritten(change: Change, names: readonly string[]): Values {
  const picked: Record<string, unknown> = {};
  for (const name of names) picked[name] = writtenOf(change, name);
  return picked;
}

/** The key of the row that an insert makes. */
export function identifyInsert(change: Change, { identify, keyNames }: ObjectMapping): unknown {
  return identify(change.values === noValues ? change.state.object : pickWritten(change, keyNames));
}

export function addReference(change: Change, reference: Reference): void {
  change.references = [...change.references, reference];
}

/** Puts in what the inserts that it refers to have made. */
export function resolveReferences(change: Change): void {
  for (const { relation, target } of change.references) {
    relation.fields.forEach(({ name }, place) => {
      const isOpen = (isInsert(change) ? writtenOf(change, name) : change.values[name]) === undefined;
      if (isOpen) writeValue(change, name, writtenOf(target, relation.references[place]!.name));
    });
  }
}

/** Whether all values that the reference is made of are there before its target is inserted. */
export function isKnown({ relation, target }: Reference): boolean {
  return relation.references.every(({ name }) => writtenOf(target, name) !== undefined);
}
