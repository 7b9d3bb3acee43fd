/** A list: which rows, in which order, which part of them. What `findMany` takes, and an include of a relation to many. */
export interface ListArgs<Where, OrderBy, Field> {
  where?: Where;
  orderBy?: OrderBy | readonly OrderBy[];
  /** Of rows that are alike in all of these fields, only the first in that order. */
  distinct?: readonly Field[];
  limit?: number;
  offset?: number;
}

/** The part of a list that `getAll` reads. */
export interface PageOptions {
  skip?: number;
  limit?: number;
}
