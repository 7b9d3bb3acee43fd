/** What every call takes beside its other arguments: when it is to end though it is not done. */
export interface CallLimits {
  /**
   * Ends the call when it is aborted: it rejects with the signal's reason, as `fetch` does. A database on a server stops the statement that
   * runs; an embedded one works without letting anybody in between, so there the call ends before its next statement.
   */
  signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call: for all of its statements, and for waiting for a connection. After them it rejects with StatementTimeout. */
  timeout?: number | undefined;
}
