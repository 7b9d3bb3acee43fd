/** Which part of a list: what each `findMany`, at the root or in an include, takes beside filter, order and shape. */
export interface ListOptions {
  limit?: number;
  offset?: number;
}

/** The part of a list that `getAll` reads. */
export interface PageOptions {
  skip?: number;
  limit?: number;
}
