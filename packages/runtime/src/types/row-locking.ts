/** What a call in a transaction can say of the rows that it reads. */
export interface RowLocking {
  /**
   * Keeps others from changing the rows until the transaction ends: `update` from any lock of their own, `share` from all but the like. With `no
   * key` and `key` references to a row do not count. Of what is included nothing is locked. On a database whose transactions write one
   * after the other there is nothing to lock, and it is refused.
   */
  lock?: "update" | "no key update" | "share" | "key share";
  /** Leaves out rows that others have locked: for workers that share a queue. */
  skipLocked?: boolean;
  /** Rejects with LockTimeout where others have locked a row. Without it, the end of their transactions is waited for. */
  noWait?: boolean;
}
