/** How a database would run a statement, as it says itself. */
export interface DatabasePlan {
  /** For people: a line for each step, and below it, further in, what feeds it. */
  readonly text: string;
  /** How it comes to the rows of each table. */
  readonly scans: readonly TableScan[];
}

export interface TableScan {
  /** By what name the statement knows the table: its alias, where it has one. */
  readonly source: string;
  /** Every row is looked at, or could be: nothing says where to begin and where to end. */
  readonly isWhole: boolean;
  /** The index that is read; none where the table is. */
  readonly index?: string;
}
