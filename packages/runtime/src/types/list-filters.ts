/** What can be asked of a field that holds a list of scalars or enum members. */
export interface ListFilter<Element> {
  equals?: readonly Element[];
  has?: Element;
  hasSome?: readonly Element[];
  hasEvery?: readonly Element[];
  isEmpty?: boolean;
}

export interface NullableListFilter<Element> extends ListFilter<Element> {
  isNull?: boolean;
}
