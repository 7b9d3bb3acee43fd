import type { BoundStatement, Row } from "../dialect.js";
import { isStaleStatement } from "./errors.js";
import type { PreparedStatements } from "./prepared-statements.js";
import { Trip } from "./trip.js";

/** The messages of the extended protocol, as the driver's connection sends them. */
export interface Wire {
  readonly stream: { readonly writable: boolean; cork(): void; uncork(): void };
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

/** A statement of a run, as the server knows it. */
interface SentStatement {
  readonly sql: string;
  readonly name: string;
  /** This run prepares it. */
  readonly isNew: boolean;
}

/**
 * One run of prepared statements: all are sent at once, and the server leaves out what follows one that fails. The driver's own query asks for a description of the columns each time and looks up a parser for
 * each value; here a row is kept as it came.
 *
 * It can be sent before it is submitted, behind runs that are under way: what the server has prepared is written down as it is sent, so what
 * is prepared or closed by one run is so for the next, answered or not.
 */
export class WireQuery extends Trip<Wire, WireResult[]> {
  protected readonly result: WireResult[] = [];
  readonly #prepared: PreparedStatements;
  readonly #statements: readonly BoundStatement[];
  readonly #sent: SentStatement[] = [];
  #isSent = false;
  #rows: Row[] = [];
  #columns: readonly WireColumn[] = [];

  constructor(
    prepared: PreparedStatements,
    statements: readonly BoundStatement[],
    callback: (error: Error | null, results?: WireResult[]) => void,
  ) {
    super(callback);
    this.#prepared = prepared;
    this.#statements = statements;
  }

  override submit(wire: Wire): void {
    if (!this.#isSent) this.send(wire);
  }

  protected write(wire: Wire): void {
    this.#isSent = true;
    // Before anything that could fail, for then the server leaves out the rest.
    for (const dropped of this.#prepared.takeDropped()) wire.close({ type: "S", name: dropped });
    for (const statement of this.#statements) this.#send(statement, wire);
  }

  #send({ statement: { sql, isUntyped }, parameters }: BoundStatement, wire: Wire): void {
    const known = this.#prepared.find(sql);
    const name = known ?? this.#prepared.add(sql);
    this.#sent.push({ sql, name, isNew: known === undefined });
    if (known === undefined) wire.parse({ name, text: sql });
    wire.bind({ statement: name, values: parameters });
    if (isUntyped) wire.describe({ type: "P", name: "" });
    wire.execute({});
  }

  handleDataRow(message: { readonly fields: Row }): void {
    this.#rows.push(message.fields);
  }

  override handleCommandComplete(message: { readonly text: string }): void {
    // "INSERT 0 5", "UPDATE 5", "SELECT 5".
    const count = Number(message.text.slice(message.text.lastIndexOf(" ") + 1));
    // "CREATE TABLE" counts nothing.
    this.#finish(count || 0);
  }

  override handleEmptyQuery(): void {
    this.#finish(0);
  }

  #finish(count: number): void {
    this.result.push({ rows: this.#rows, count, columns: this.#columns });
    this.#rows = [];
    this.#columns = [];
  }

  override handleRowDescription(message: { readonly fields: readonly WireColumn[] }): void {
    this.#columns = message.fields;
  }

  override handleError(error: Error): void {
    // Where one is gone, so may be those behind it. A new one that failed may not have been prepared at all, and those behind it were not.
    const isStale = isStaleStatement(error);
    for (const { sql, name, isNew } of this.#sent.slice(this.result.length)) {
      if (isStale || isNew) this.#prepared.drop(sql, name);
    }
    super.handleError(error);
  }
}
