/** Items of two states, paired by key: what came, what went, what is in both (before, after). In the order of their list. */
export interface Matched<Item> {
  readonly added: readonly Item[];
  readonly dropped: readonly Item[];
  readonly kept: readonly (readonly [Item, Item])[];
}

export function matchItems<Item>(
  from: readonly Item[],
  to: readonly Item[],
  keyOf: (item: Item) => string,
): Matched<Item> {
  const before = new Map(from.map((item) => [keyOf(item), item]));
  const after = new Set(to.map(keyOf));
  return {
    added: to.filter((item) => !before.has(keyOf(item))),
    dropped: from.filter((item) => !after.has(keyOf(item))),
    kept: to.flatMap((item) => {
      const previous = before.get(keyOf(item));
      return previous === undefined ? [] : [[previous, item] as const];
    }),
  };
}
