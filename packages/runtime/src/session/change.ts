import type { RelationMetadata } from "../metadata/metadata.js";
import type { ObjectState } from "./object-state.js";
import type { Values } from "./snapshot.js";

/** What is to become of one row. */
export interface Change {
  readonly state: ObjectState;
  /** What is written, by field. A value that another insert makes is put in once it is there. */
  readonly values: Record<string, unknown>;
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

/** Puts in what the inserts that it refers to have made. */
export function resolveReferences({ values, references }: Change): void {
  for (const { relation, target } of references) {
    relation.fields.forEach(({ name }, place) => {
      const made = target.values[relation.references[place]!.name];
      if (values[name] === undefined) values[name] = made;
    });
  }
}

/** Whether all values that the reference is made of are there before its target is inserted. */
export function isKnown({ relation, target }: Reference): boolean {
  return relation.references.every(({ name }) => target.values[name] !== undefined);
}
