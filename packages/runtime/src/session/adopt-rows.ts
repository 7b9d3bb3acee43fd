import { findCohort } from "../execute/batching/cohort.js";
import type { ObjectMapping } from "./object-mapping.js";
import { hasRelation, isRelationSame, listRelated, takeRelation, type ObjectState } from "./object-state.js";
import type { SessionObjects } from "./session-objects.js";
import { absent, copyValue, isSameValue } from "./snapshot.js";

export interface AdoptOptions {
  /** What is read goes over what an object has, unless the program has changed that. */
  readonly isNewer: boolean;
}

/**
 * Puts what a call has read into a session: rows that it has already become the objects that it has, so that a row is one object. What such an
 * object holds stays as it is (what a transaction has read, it has read), but for what it lacks; a list is taken anew where the
 * program has not changed it.
 *
 * @returns the answer, with the session's objects in it
 */
export function adoptAnswer(
  answer: unknown,
  objects: SessionObjects,
  mappingOf: (model: string) => ObjectMapping,
  { isNewer }: AdoptOptions,
): unknown {
  /** What each object of the answer has become that is not the session's by now. */
  const adopted = new Map<object, object>();
  return adopt(answer);

  function adopt(value: unknown): unknown {
    if (typeof value !== "object" || value === null || objects.stateOf(value) !== undefined) return value;
    const known = adopted.get(value);
    if (known !== undefined) return known;
    if (Array.isArray(value)) {
      adopted.set(value, value);
      for (let index = 0; index < value.length; index++) value[index] = adopt(value[index]);
      return value;
    }
    const cohort = findCohort(value);
    if (cohort !== undefined) return adoptRow(value as Record<string, unknown>, cohort.kind);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return value;
    // What was selected, or a page: rows may be in it.
    adopted.set(value, value);
    for (const name of Object.keys(value)) {
      const part = (value as Record<string, unknown>)[name];
      if (typeof part === "object" && part !== null) (value as Record<string, unknown>)[name] = adopt(part);
    }
    return value;
  }

  function adoptRow(row: Record<string, unknown>, kind: Kind): object {
    const mapping = mappingOf(kind.model);
    const identity = mapping.identify(row);
    const state = identity === undefined ? undefined : objects.findRow(mapping, identity);
    if (state !== undefined) {
      adopted.set(row, state.object);
      mergeRow(state, row, kind);
      return state.object;
    }
    const added = identity === undefined ? undefined : objects.addRow(row, mapping, identity);
    if (added === undefined) adopted.set(row, row);
    for (const name of Object.keys(kind.loaded)) {
      if (!Object.hasOwn(row, name)) continue;
      row[name] = adopt(row[name]);
      if (added !== undefined) takeRelation(added, name, isWhole(kind.loaded[name]));
    }
    return row;
  }

  function mergeRow(state: ObjectState, row: Record<string, unknown>, kind: Kind): void {
    const { object, isExpired } = state;
    state.isExpired = false;
    mergeValues(state, row, isNewer || isExpired);
    for (const name of Object.keys(row)) {
      if (!state.mapping.model.members.has(name)) object[name] = row[name];
    }
    for (const name of Object.keys(kind.loaded)) {
      if (Object.hasOwn(row, name)) mergeRelation(state, name, adopt(row[name]), isWhole(kind.loaded[name]), isExpired);
    }
  }
}

interface Kind {
  readonly model: string;
  readonly loaded: Readonly<Record<string, string | undefined>>;
}

function mergeValues(state: ObjectState, row: Record<string, unknown>, isNewer: boolean): void {
  const { object, mapping } = state;
  const { names } = mapping;
  if (!isNewer && !state.values.includes(absent)) return;
  const values = state.values.slice();
  for (let place = 0; place < names.length; place++) {
    const name = names[place]!;
    const known = values[place];
    if (!isNewer && known !== absent) continue;
    const read = row[name];
    if (read === undefined) continue;
    values[place] = copyValue(read);
    const isChanged = known === absent ? object[name] !== undefined : !isSameValue(object[name], known);
    if (!isChanged) object[name] = read;
  }
  state.values = values;
}

/** Gives an object a relation that was read, unless the program has changed the one that it has. */
export function mergeRelation(
  state: ObjectState,
  name: string,
  value: unknown,
  isComplete: boolean,
  isExpired = false,
): void {
  const { object } = state;
  if (!hasRelation(state, name)) {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
    takeRelation(state, name, isComplete);
    return;
  }
  // One that was assigned over, unread.
  if (!state.relations.has(name) || !isRelationSame(state, name)) return;
  const current = object[name];
  if (Array.isArray(current) && Array.isArray(value)) {
    if (current !== value) current.splice(0, current.length, ...listRelated({ value }, "value"));
  } else if (!isExpired && state.mapping.owning.some(({ relation }) => relation.name === name)) return;
  else object[name] = value;
  takeRelation(state, name, isComplete);
}

/** Whether a relation was loaded with all that it leads to, by what the call says of it: see `describeChoice`. */
export function isWhole(loadedBy: string | undefined): boolean {
  return loadedBy !== undefined && !loadedBy.includes('"distinct"');
}
