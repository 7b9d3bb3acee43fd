import type { Row } from "../dialect.js";
import { isStaleStatement } from "./errors.js";
import type { PreparedStatements } from "./prepared-statements.js";

/** The messages of the extended protocol, as the driver's connection sends them. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  execute(message: Record<string, never>): void;
  close(message: { type: "S"; name: string }): void;
  sync(): void;
  sendCopyFail(message: string): void;
}

/** What a statement came to: its rows, in the server's text form, and the number that were read or changed. */
export interface WireResult {
  readonly rows: Row[];
  readonly count: number;
}

/**
 * One run of a prepared statement, as the driver's clients run what has a `submit` method. The driver's own query asks for a
 * description of the columns each time and looks up a parser for each value; here a row is kept as it came.
 */
export class WireQuery {
  /** Called once; the driver wraps it where it watches the time. */
  callback: (error: Error | null, result?: WireResult) => void;
  readonly #statements: PreparedStatements;
  readonly #sql: string;
  readonly #values: readonly unknown[];
  readonly #rows: Row[] = [];
  #count = 0;
  #isNew = false;
  #failure: Error | undefined;

  constructor(
    statements: PreparedStatements,
    sql: string,
    values: readonly unknown[],
    callback: (error: Error | null, result?: WireResult) => void,
  ) {
    this.#statements = statements;
    this.#sql = sql;
    this.#values = values;
    this.callback = callback;
  }

  submit(wire: Wire): void {
    // One packet for all messages.
    wire.stream.cork();
    try {
      this.#send(wire);
    } catch (error) {
      // A value that is in no form of the wire. The server has yet to answer what was sent, so the failure is told then.
      this.#failure = error as Error;
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
  }

  #send(wire: Wire): void {
    const known = this.#statements.find(this.#sql);
    const name = known ?? this.#statements.add(this.#sql);
    this.#isNew = known === undefined;
    for (const dropped of this.#statements.takeDropped()) wire.close({ type: "S", name: dropped });
    if (this.#isNew) wire.parse({ name, text: this.#sql });
    wire.bind({ statement: name, values: this.#values });
    wire.execute({});
  }

  handleDataRow(message: { readonly fields: Row }): void {
    this.#rows.push(message.fields);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    // "INSERT 0 5", "UPDATE 5", "SELECT 5".
    this.#count = Number(message.text.slice(message.text.lastIndexOf(" ") + 1));
  }

  handleReadyForQuery(): void {
    if (this.#failure !== undefined) this.callback(this.#failure);
    else this.callback(null, { rows: this.#rows, count: this.#count });
  }

  handleError(error: Error): void {
    // A new one may not have been prepared at all.
    if (this.#isNew || isStaleStatement(error)) this.#statements.drop(this.#sql);
    this.callback(error);
  }

  // The rest of what a client calls; none of it has a part in running one prepared statement to its end.
  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail("No data to copy");
  }
}
