/**
 * Keeps what was used lately: at least `size` entries, never more than twice as many. Two generations stand in for the order of a
 * true LRU: a hit among the young ones (every hit of a steady program) changes nothing and costs one look-up.
 */
export class RecentCache<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  readonly #drop: (value: Value) => void;

  /** @param drop is told what has to go: at a `set`, and at a `get` that makes an old entry young again */
  constructor(
    readonly size: number,
    drop: (value: Value) => void = () => {},
  ) {
    this.#drop = drop;
  }

  get(key: string): Value | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const survivor = this.#old.get(key);
    if (survivor === undefined) return undefined;
    this.#old.delete(key);
    this.set(key, survivor);
    return survivor;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.size) {
      for (const dropped of this.#old.values()) this.#drop(dropped);
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }
}
