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

/** Of a relation that leads to the same model again: it can be followed on and on, by one statement. */
interface Recursion {
  /** Every row that is loaded has the relation too, until there is nothing more. A row does not come again below itself. */
  recursive?: true;
  /** How many levels are loaded; what is on the last has nothing below. */
  maxDepth?: number;
}

export interface RecursiveToOneLoading extends ToOneLoading, Recursion {}

export interface RecursiveToManyLoading extends ToManyLoading, Recursion {}
