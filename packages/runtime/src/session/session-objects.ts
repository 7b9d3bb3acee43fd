import type { ObjectMapping } from "./object-mapping.js";
import { createState, type ObjectState } from "./object-state.js";

/**
 * The objects of a session: what is known of each, and the identity map, by which a row is one object however often it is read (the pattern is
 * Fowler's, the behaviour SQLAlchemy's).
 */
export class SessionObjects {
  readonly #states = new Map<object, ObjectState>();
  readonly #rows = new Map<string, Map<unknown, ObjectState>>();
  /** By model: those that it extends. */
  readonly #families = new Map<string, Set<string>>();

  get states(): Iterable<ObjectState> {
    return this.#states.values();
  }

  get size(): number {
    return this.#states.size;
  }

  stateOf(object: object): ObjectState | undefined {
    return this.#states.get(object);
  }

  addNew(object: object, mapping: ObjectMapping): ObjectState {
    const state = createState(object, mapping, "new");
    this.#states.set(object, state);
    return state;
  }

  /** Adds the object of a row that has none here. */
  addRow(object: object, mapping: ObjectMapping, identity: unknown): ObjectState {
    const state = createState(object, mapping, "persistent");
    this.#states.set(object, state);
    this.index(state, identity);
    return state;
  }

  /** The object of exactly that model for a row. */
  findRow({ model }: ObjectMapping, identity: unknown): ObjectState | undefined {
    return this.#rows.get(model.name)?.get(identity);
  }

  /** The object for a row of a model, or of one that extends it. */
  findAny(model: string, identity: unknown): ObjectState | undefined {
    if (identity === undefined) return undefined;
    const own = this.#rows.get(model)?.get(identity);
    if (own !== undefined) return own;
    for (const heir of this.#families.get(model) ?? []) {
      const state = this.#rows.get(heir)?.get(identity);
      if (state !== undefined) return state;
    }
    return undefined;
  }

  /** All objects of rows of a model, or of one that extends it. */
  *rowsOf(model: string): Iterable<ObjectState> {
    for (const name of [model, ...(this.#families.get(model) ?? [])]) yield* this.#rows.get(name)?.values() ?? [];
  }

  index(state: ObjectState, identity: unknown): void {
    const { model } = state.mapping;
    let rows = this.#rows.get(model.name);
    if (rows === undefined) {
      this.#rows.set(model.name, (rows = new Map<unknown, ObjectState>()));
      for (const part of model.parts.slice(0, -1)) {
        const heirs = this.#families.get(part.model.name) ?? new Set();
        this.#families.set(part.model.name, heirs.add(model.name));
      }
    }
    rows.set(identity, state);
  }

  /** The row is no longer known by that key. */
  unindex(state: ObjectState, identity: unknown): void {
    const rows = this.#rows.get(state.mapping.model.name);
    if (rows?.get(identity) === state) rows.delete(identity);
  }

  restore(state: ObjectState): void {
    this.#states.set(state.object, state);
  }

  forget(object: object): void {
    this.#states.delete(object);
  }

  clear(): void {
    this.#states.clear();
    this.#rows.clear();
  }
}
