import type { ToManyFilter } from "./relation-filters.js";

/** What can be asked of any list that is, or is in, a value object. */
export interface EmptinessFilter {
  isEmpty?: boolean;
}

/** What can be asked of a list of value objects, by the filter of one of them. */
export interface ObjectListFilter<Where> extends ToManyFilter<Where>, EmptinessFilter {}

/** What can be asked of a list of scalars or enum members that is a part of a value object. */
export interface PartListFilter<Element> extends EmptinessFilter {
  has?: Element;
  hasSome?: readonly Element[];
}
