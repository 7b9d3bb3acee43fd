/**
 * Keeps what was used lately: at least `size` entries, never more than twice as many. Two generations stand in for the order of a
 * true LRU: a hit among the young ones (every hit of a steady program) changes nothing and costs one look-up.
 */
export class RecentCache<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(readonly size: number) {}

  get(key: string): Value | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const survivor = this.#old.get(key);
    if (survivor === undefined) return undefined;
    this.#old.delete(key);
    this.set(key, survivor);
    return survivor;
  }

  /** Adds an entry and returns what had to go. */
  set(key: string, value: Value): Iterable<Value> {
    let dropped: Iterable<Value> = [];
    if (this.#young.size >= this.size) {
      dropped = this.#old.values();
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return dropped;
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }
}
