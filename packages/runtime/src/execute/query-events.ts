/** One statement that was sent, as listeners of "query" learn of it. Without values: it may be logged. */
export interface QueryEvent {
  readonly sql: string;
  /** From sending to the last row, in milliseconds. */
  readonly duration: number;
  /** Rows read or changed; none when it failed. */
  readonly rows: number;
  /** Absent for SQL of the caller's. */
  readonly model?: string;
  /** The method of the repository that was called; "sql" for SQL of the caller's. */
  readonly operation: string;
  /** Present where the database refused it. */
  readonly error?: unknown;
}

export type QueryListener = (event: QueryEvent) => void;

/** Who wants to know of statements. While nobody does, a statement costs one look at `isActive`. */
export class QueryEvents {
  readonly #listeners = new Set<QueryListener>();
  isActive = false;

  /** @returns what takes the listener away again */
  add(listener: QueryListener): () => void {
    this.#listeners.add(listener);
    this.isActive = true;
    return () => {
      this.#listeners.delete(listener);
      this.isActive = this.#listeners.size > 0;
    };
  }

  emit(event: QueryEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
