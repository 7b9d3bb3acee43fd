import type { RowLocking } from "./row-locking.js";

/** What a call can say of the moment that it reads. */
export interface SnapshotReading {
  /**
   * All that the call reads is of one moment, also where it takes several statements (see `plan()`). These run on a connection of their own
   * then, and keep nobody from writing. In a transaction, which is to be one of isolation `repeatable read` or more, it is so anyway. One
   * statement sees one moment by itself, and so does a stream.
   */
  snapshot?: boolean;
}

/** What calls that read rows of a table can say beside which. */
export interface RowReading extends RowLocking, SnapshotReading {}
