/** A list: which rows, in which order, which part of them. What `findMany` takes, and an include of a relation to many. */
export interface ListArgs<Where, OrderBy> {
  where?: Where;
  orderBy?: OrderBy | readonly OrderBy[];
  limit?: number;
  offset?: number;
}

/** The part of a list that `getAll` reads. */
export interface PageOptions {
  skip?: number;
  limit?: number;
}
