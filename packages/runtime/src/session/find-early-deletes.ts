import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { Change, Changes } from "./change.js";
import { createIdentify } from "./object-mapping.js";
import type { Values } from "./snapshot.js";

/**
 * The deletes that must come first, because what they free is taken anew: a row with the same primary or unique key is inserted, or changed into
 * one. With them go the deletes of rows that refer to theirs.
 */
export function findEarlyDeletes({ inserts, updates, deletes }: Changes): ReadonlySet<Change> {
  const early = new Set<Change>();
  if (deletes.length === 0 || inserts.length + updates.length === 0) return early;
  const roots = new Set(deletes.map(({ state }) => state.mapping.root));
  const taken = new Set<string>();
  for (const { state, values, before } of [...inserts, ...updates]) {
    if (!roots.has(state.mapping.root)) continue;
    for (const key of state.mapping.model.keys) {
      if (key.some(({ name }) => values[name] !== undefined)) note(taken, key, { ...before, ...values });
    }
  }
  if (taken.size === 0) return early;
  for (const change of deletes) {
    const freed = new Set<string>();
    for (const key of change.state.mapping.model.keys) note(freed, key, change.before);
    if ([...freed].some((each) => taken.has(each))) early.add(change);
  }
  for (let known = -1; known < early.size && early.size > 0;) {
    known = early.size;
    for (const change of deletes) if (!early.has(change) && refersTo(change, early)) early.add(change);
  }
  return early;
}

function note(keys: Set<string>, key: readonly FieldMetadata[], values: Values): void {
  const names = key.map(({ name }) => name);
  const identity = createIdentify(names)(values);
  if (identity !== undefined) keys.add(`${names.join()} ${String(identity)}`);
}

function refersTo({ state, before }: Change, targets: ReadonlySet<Change>): boolean {
  return state.mapping.owning.some((link) => {
    const key = link.identifyParent(before);
    if (key === undefined) return false;
    const { name } = link.relation.target;
    return [...targets].some(({ state: { mapping }, before: target }) => {
      return mapping.model.parts.some((part) => part.model.name === name) && mapping.identify(target) === key;
    });
  });
}
