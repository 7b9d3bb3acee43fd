import { copyValue, absent } from "./snapshot.js";
import type { ObjectState, RelationSnapshot } from "./object-state.js";
import type { SessionObjects } from "./session-objects.js";

/** What an object was before a flush wrote it. */
interface Saved {
  readonly status: ObjectState["status"];
  readonly values: unknown[];
  readonly relations: Map<string, RelationSnapshot>;
  /** Of a new object, the fields as the program had set them, in the order of its model. */
  readonly given: readonly unknown[] | undefined;
}

/** What the flushes of one transaction, or of one part of it, have done to objects, so that it can be undone with them. */
export class UndoLog {
  readonly #saved = new Map<ObjectState, Saved>();

  /** To be called before an object is changed; what it was at first is kept. */
  remember(state: ObjectState): void {
    if (this.#saved.has(state)) return;
    const { status, values, relations, object, mapping } = state;
    const given = status === "new" ? mapping.names.map((name) => object[name]) : undefined;
    this.#saved.set(state, { status, values, relations: relations.size === 0 ? relations : new Map(relations), given });
  }

  /** What this part has done is done by the whole from now on. */
  joinInto(outer: UndoLog): void {
    for (const [state, saved] of this.#saved) if (!outer.#saved.has(state)) outer.#saved.set(state, saved);
  }

  /** Makes the objects what they were: new ones are strangers again, deleted ones are back. */
  undo(objects: SessionObjects): void {
    for (const [state, { status, values, relations, given }] of this.#saved) {
      objects.unindex(state, state.mapping.identify(state.object));
      Object.assign(state, { status, values, relations });
      if (given === undefined) {
        objects.restore(state);
        resetObject(state);
        objects.index(state, state.mapping.identify(state.object));
        continue;
      }
      state.mapping.names.forEach((name, place) => {
        if (given[place] === undefined) delete state.object[name];
        else state.object[name] = given[place];
      });
      objects.forget(state.object);
    }
    this.#saved.clear();
  }
}

/** Takes back what the program has changed in an object since its row was read or written. */
export function resetObject(state: ObjectState): void {
  const { object, mapping, values, relations } = state;
  state.isDoomed = false;
  mapping.names.forEach((name, place) => {
    if (values[place] !== absent) object[name] = copyValue(values[place]);
  });
  for (const { name, isMany } of mapping.relations) {
    if (!Object.hasOwn(object, name)) continue;
    const snapshot = relations.get(name);
    const current = object[name];
    if (snapshot === undefined) delete object[name];
    else if (!isMany) object[name] = snapshot.objects[0] ?? null;
    else if (Array.isArray(current)) current.splice(0, current.length, ...snapshot.objects);
    else object[name] = [...snapshot.objects];
  }
}
