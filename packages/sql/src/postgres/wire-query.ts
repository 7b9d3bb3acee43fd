import type { BoundStatement, Row } from "../dialect.js";
import { isStaleStatement } from "./errors.js";
import type { PreparedStatements } from "./prepared-statements.js";

/** The messages of the extended protocol, as the driver's connection sends them. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: "P"; name: string }): void;
  execute(message: Record<string, never>): void;
  close(message: { type: "S"; name: string }): void;
  sync(): void;
  sendCopyFail(message: string): void;
}

/** What a statement came to: its rows, in the server's text form, and the number that were read or changed. */
export interface WireResult {
  readonly rows: Row[];
  readonly count: number;
  /** Where they were asked for. */
  readonly columns: readonly WireColumn[];
}

/** What the server says of a column. */
export interface WireColumn {
  readonly name: string;
  readonly dataTypeID: number;
  /** The table that it is a column of; 0 for what was computed. */
  readonly tableID: number;
}

/**
 * One run of prepared statements, as the driver's clients run what has a `submit` method: all are sent at once, and the server leaves out
 * what follows one that fails. The driver's own query asks for a description of the columns each time and looks up a parser for
 * each value; here a row is kept as it came.
 */
export class WireQuery {
  /** Called once; the driver wraps it where it watches the time. */
  callback: (error: Error | null, results?: WireResult[]) => void;
  readonly #prepared: PreparedStatements;
  readonly #statements: readonly BoundStatement[];
  readonly #results: WireResult[] = [];
  /** Whether this run prepares the statement at that place. */
  readonly #isNew: boolean[] = [];
  #rows: Row[] = [];
  #columns: readonly WireColumn[] = [];
  #failure: Error | undefined;

  constructor(
    prepared: PreparedStatements,
    statements: readonly BoundStatement[],
    callback: (error: Error | null, results?: WireResult[]) => void,
  ) {
    this.#prepared = prepared;
    this.#statements = statements;
    this.callback = callback;
  }

  submit(wire: Wire): void {
    // One packet for all messages.
    wire.stream.cork();
    try {
      for (const statement of this.#statements) this.#send(statement, wire);
    } catch (error) {
      // A value that is in no form of the wire. The server has yet to answer what was sent, so the failure is told then.
      this.#failure = error as Error;
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
  }

  #send({ statement: { sql, isUntyped }, parameters }: BoundStatement, wire: Wire): void {
    const known = this.#prepared.find(sql);
    const name = known ?? this.#prepared.add(sql);
    this.#isNew.push(known === undefined);
    for (const dropped of this.#prepared.takeDropped()) wire.close({ type: "S", name: dropped });
    if (known === undefined) wire.parse({ name, text: sql });
    wire.bind({ statement: name, values: parameters });
    if (isUntyped) wire.describe({ type: "P", name: "" });
    wire.execute({});
  }

  handleDataRow(message: { readonly fields: Row }): void {
    this.#rows.push(message.fields);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    // "INSERT 0 5", "UPDATE 5", "SELECT 5".
    const count = Number(message.text.slice(message.text.lastIndexOf(" ") + 1));
    // "CREATE TABLE" counts nothing.
    this.#finish(count || 0);
  }

  handleEmptyQuery(): void {
    this.#finish(0);
  }

  #finish(count: number): void {
    this.#results.push({ rows: this.#rows, count, columns: this.#columns });
    this.#rows = [];
    this.#columns = [];
  }

  handleRowDescription(message: { readonly fields: readonly WireColumn[] }): void {
    this.#columns = message.fields;
  }

  handleReadyForQuery(): void {
    if (this.#failure !== undefined) this.callback(this.#failure);
    else this.callback(null, this.#results);
  }

  handleError(error: Error): void {
    // Where one is gone, so may be those behind it. A new one that failed may not have been prepared at all, and those behind it were not.
    const isStale = isStaleStatement(error);
    for (let place = this.#results.length; place < this.#isNew.length; place++) {
      if (isStale || this.#isNew[place]) this.#prepared.drop(this.#statements[place]!.statement.sql);
    }
    this.callback(error);
  }

  // The rest of what a client calls; none of it has a part in running prepared statements to their end.
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail("No data to copy");
  }
}
