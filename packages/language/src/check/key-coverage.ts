import { maxKeyFields } from "./keys.js";

/** A key or an index, as far as rows are found by it. */
export interface CoveringKey {
  readonly fields: readonly string[];
  readonly isUnique: boolean;
  /** Of some rows, in some databases, or for other searches: no row may be found by it. */
  readonly isPartial: boolean;
}

/** Knows which sets of fields the keys of a model are over, and begin with, in whatever order. */
export interface KeyCoverage {
  readonly add: (key: CoveringKey) => void;
  readonly hasUnique: (fields: readonly string[]) => boolean;
  readonly hasStart: (fields: readonly string[]) => boolean;
}

/** The coverage of these keys, and of those that are added. */
export function trackCoverage(keys: Iterable<CoveringKey>): KeyCoverage {
  const uniques = new Set<string>();
  const starts = new Set<string>();
  const add = ({ fields, isUnique, isPartial }: CoveringKey): void => {
    if (isPartial) return;
    if (isUnique) uniques.add(textOf(fields));
    for (let length = 1; length <= Math.min(fields.length, maxKeyFields); length++) {
      starts.add(textOf(fields.slice(0, length)));
    }
  };
  for (const key of keys) add(key);
  return { add, hasUnique: (fields) => uniques.has(textOf(fields)), hasStart: (fields) => starts.has(textOf(fields)) };
}

function textOf(fields: readonly string[]): string {
  return [...fields].sort().join();
}
