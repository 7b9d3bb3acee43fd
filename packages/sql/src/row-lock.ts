/** Keeps the rows that are found as they are, for others, until the transaction ends. */
export interface RowLock {
  /** From the one that lets nobody else have a lock to the one that keeps only keys as they are. */
  readonly strength: "update" | "no key update" | "share" | "key share";
  /** The sources whose rows are locked. */
  readonly sources: readonly string[];
  /** What becomes of a row that another transaction has locked; without it, it is waited for. */
  readonly ifTaken?: "skip" | "fail";
}
