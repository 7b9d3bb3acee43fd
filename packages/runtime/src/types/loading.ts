/**
 * How a relation to one is to be loaded, where the planner is not to choose: in the statement of its parent, or in one more
 * for all parents (SQLAlchemy's `joinedload` and `selectinload`).
 */
export interface ToOneLoading {
  load?: "join" | "batch";
}

/** As {@link ToOneLoading}, of a relation to many: joined, the rows of a list would repeat their parent. */
export interface ToManyLoading {
  load?: "batch";
}
