import type { SqlFragment, SqlOrder } from "../sql-fragment.js";

/** An order by SQL: least first, or as `sql.asc` and `sql.desc` say. */
type SqlTerm = SqlFragment | SqlOrder;

/** A list: which rows, in which order, which part of them. What `findMany` takes, and an include of a relation to many. */
export interface ListArgs<Where, OrderBy, Field> {
  where?: Where;
  orderBy?: OrderBy | SqlTerm | readonly (OrderBy | SqlTerm)[];
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

/** How a stream reads. */
export interface StreamOptions {
  /** How many rows are read, and loaded with what is included, at a time. Default 1000. */
  batchSize?: number;
}
