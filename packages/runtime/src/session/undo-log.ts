import { leaveCohort } from "./join-cohort.js";
import { knownIdentity, type ObjectState, type SavedState } from "./object-state.js";
import type { SessionObjects } from "./session-objects.js";
import { absent, copyValue, type Values } from "./snapshot.js";

/** What the flushes of one transaction, or of one part of it, have done to objects, so that it can be undone with them. */
export class UndoLog {
  #states: ObjectState[] = [];

  /** To be called before an object is changed; what it was at first is kept. */
  remember(state: ObjectState): void {
    if (state.saved?.log === this) return;
    const { status, values, relations } = state;
    this.#save(state, { status, values, relations: relations.size === 0 ? relations : new Map(relations) });
  }

  /** To be called after an object was inserted. @param replaced what it had in place of the values that it was given */
  rememberInsert(state: ObjectState, replaced: Values): void {
    this.#save(state, { status: "new", values: state.values, relations: state.relations, replaced });
  }

  /** What this part has done is done by the whole from now on. */
  joinInto(outer: UndoLog): void {
    for (const state of this.#states) {
      const saved = state.saved!;
      if (saved.outer?.log === outer) state.saved = saved.outer;
      else {
        saved.log = outer;
        outer.#states.push(state);
      }
    }
    this.#states = [];
  }

  /** There is nothing to be undone any more. */
  clear(): void {
    for (const state of this.#states) state.saved = undefined;
    this.#states = [];
  }

  /** Makes the objects what they were: new ones are strangers again, deleted ones are back. */
  undo(objects: SessionObjects): void {
    for (const state of this.#states) {
      const { status, values, relations, replaced, outer } = state.saved!;
      // By what the database has had of it: the program may have changed the key since.
      objects.unindex(state, knownIdentity(state));
      Object.assign(state, { status, values, relations, saved: outer });
      if (status === "new") {
        if (replaced !== undefined) takeBack(state, replaced);
        leaveCohort(state.object);
        objects.forget(state.object);
        continue;
      }
      objects.restore(state);
      resetObject(state);
      objects.index(state, state.mapping.identify(state.object));
    }
    this.#states = [];
  }

  #save(state: ObjectState, saved: Omit<SavedState, "log" | "outer" | "replaced"> & { replaced?: Values }): void {
    const { status, values, relations, replaced } = saved;
    state.saved = { log: this, status, values, relations, replaced, outer: state.saved };
    this.#states.push(state);
  }
}

/** Makes an object what it was before it was inserted. */
function takeBack({ object, mapping, values }: ObjectState, replaced: Values): void {
  mapping.names.forEach((name, place) => {
    const value = Object.hasOwn(replaced, name) ? replaced[name] : values[place];
    if (value === undefined || value === absent) delete object[name];
    else object[name] = copyValue(value);
  });
}

/** Takes back what the program has changed in an object since its row was read or written. */
export function resetObject(state: ObjectState): void {
  const { object, mapping, values, relations } = state;
  state.isDoomed = false;
  mapping.names.forEach((name, place) => {
    if (values[place] !== absent) object[name] = copyValue(values[place]);
  });
  for (const { name, isMany } of mapping.held) {
    if (!Object.hasOwn(object, name)) continue;
    const snapshot = relations.get(name);
    const current = object[name];
    if (snapshot === undefined) delete object[name];
    else if (!isMany) object[name] = snapshot.objects[0] ?? null;
    else if (Array.isArray(current)) current.splice(0, current.length, ...snapshot.objects);
    else object[name] = [...snapshot.objects];
  }
}
