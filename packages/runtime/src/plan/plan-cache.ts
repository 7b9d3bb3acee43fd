/**
 * Keeps what was used lately, at no cost for what is used all the time: two generations, of which the older is dropped when the
 * younger is full. What is asked for moves to the younger; so at least half of `capacity` entries stay, and never more than it.
 */
export class PlanCache<Value> {
  readonly #half: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  /** @param capacity the most entries it holds */
  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: string): Value | undefined {
    const value = this.#young.get(key);
    return value === undefined ? this.#revive(key) : value;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  #revive(key: string): Value | undefined {
    const value = this.#old.get(key);
    if (value === undefined) return undefined;
    this.#old.delete(key);
    this.set(key, value);
    return value;
  }
}
