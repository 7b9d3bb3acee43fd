/** How far a bulk operation has come, in rows. */
export interface BulkProgress {
  readonly done: number;
  readonly total: number;
}

/** What a bulk operation takes beside its rows. */
export interface BulkOptions {
  /** Called after each chunk, and awaited; what it throws ends the call, and undoes it. */
  readonly onProgress?: ((progress: BulkProgress) => unknown) | undefined;
  /** The most rows that are bound at a time, 1,000 unless told. What the parameters of a statement do not allow is cut smaller. */
  readonly chunkSize?: number | undefined;
}
