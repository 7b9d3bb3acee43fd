/**
 * How a relation to one is to be loaded, where the planner is not to choose: as columns of its parent's row, as JSON in a column of
 * it, or in one more statement for all parents (SQLAlchemy's `joinedload` and `selectinload`). Everything inside of JSON comes with it.
 */
export interface ToOneLoading {
  load?: "join" | "json" | "batch";
}

/** As {@link ToOneLoading}, of a relation to many: joined, the rows of a list would repeat their parent. */
export interface ToManyLoading {
  load?: "json" | "batch";
}
