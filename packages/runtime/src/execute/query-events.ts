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

/** A statement that is about to be sent. */
export type StartingStatement = Pick<QueryEvent, "model" | "operation">;

/** Who wants to know of statements. While nobody does, a statement costs one look at `isActive`. */
export class QueryEvents {
  readonly #listeners = new Set<QueryListener>();
  /** Asked before a statement is sent; what it throws keeps the statement from it. */
  readonly #gates = new Set<(statement: StartingStatement) => void>();
  isActive = false;

  /** @returns what takes the listener away again */
  add(listener: QueryListener): () => void {
    this.#listeners.add(listener);
    this.isActive = true;
    return () => {
      this.#listeners.delete(listener);
      this.#update();
    };
  }

  /** @returns what takes the gate away again */
  addGate(gate: (statement: StartingStatement) => void): () => void {
    this.#gates.add(gate);
    this.isActive = true;
    return () => {
      this.#gates.delete(gate);
      this.#update();
    };
  }

  /** Asks all gates. */
  admit(statement: StartingStatement): void {
    for (const gate of this.#gates) gate(statement);
  }

  #update(): void {
    this.isActive = this.#listeners.size + this.#gates.size > 0;
  }

  emit(event: QueryEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
