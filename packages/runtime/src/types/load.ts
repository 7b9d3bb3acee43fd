import type { Query } from "../query.js";
import type { Exactly } from "./arguments.js";
import type { ModelTypes } from "./model-types.js";
import type { Inclusion } from "./result.js";

/**
 * Loads relations for a row that is there, and for all rows that came with it: those of one node of one call, so a loop that loads for
 * one after the other sends as many statements as an `include` would have. Gives the same row, with the relations on it.
 *
 * A row has a relation from then on; asked for it by the same arguments again it is given that, and nothing is sent. An entity that
 * was made by `new` has no siblings and is refused. After a transaction, rows that were read in it load from the database outside.
 */
export interface Load<T extends ModelTypes> {
  <Self, I>(this: Self, include: Exactly<I, IncludeOf<T>>): Query<Self & Inclusion<T, I>>;
}

type IncludeOf<T extends ModelTypes> = T["args"] extends { include?: infer Include } ? NonNullable<Include> : never;
