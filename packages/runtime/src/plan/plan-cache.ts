/** By model, by what is done with it, and by the shape of the arguments. */
type Generation<Value> = Map<object, Map<object, Map<string, Value>>>;

/**
 * Keeps what was used lately, at no cost for what is used all the time: two generations, of which the older is dropped when the
 * younger is full. What is asked for moves to the younger; so at least half of `capacity` entries stay, and never more than it.
 *
 * An entry is found by steps, for to put the names of model and operation into one key with the shape would take several times as long
 * as to look all three up.
 */
export class PlanCache<Value> {
  readonly #half: number;
  #young: Generation<Value> = new Map();
  #old: Generation<Value> = new Map();
  #youngSize = 0;
  #oldSize = 0;

  /** @param capacity the most entries it holds */
  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  get size(): number {
    return this.#youngSize + this.#oldSize;
  }

  get(model: object, operation: object, shape: string): Value | undefined {
    return this.#young.get(model)?.get(operation)?.get(shape) ?? this.#revive(model, operation, shape);
  }

  set(model: object, operation: object, shape: string, value: Value): void {
    if (this.#youngSize >= this.#half) {
      this.#old = this.#young;
      this.#oldSize = this.#youngSize;
      this.#young = new Map();
      this.#youngSize = 0;
    }
    const shapes = findShapes(this.#young, model, operation);
    if (!shapes.has(shape)) this.#youngSize++;
    shapes.set(shape, value);
  }

  #revive(model: object, operation: object, shape: string): Value | undefined {
    const shapes = this.#old.get(model)?.get(operation);
    const value = shapes?.get(shape);
    if (value === undefined) return undefined;
    shapes!.delete(shape);
    this.#oldSize--;
    this.set(model, operation, shape, value);
    return value;
  }
}

function findShapes<Value>(generation: Generation<Value>, model: object, operation: object): Map<string, Value> {
  let operations = generation.get(model);
  if (operations === undefined) generation.set(model, (operations = new Map()));
  let shapes = operations.get(operation);
  if (shapes === undefined) operations.set(operation, (shapes = new Map()));
  return shapes;
}
