import type { Row } from "../dialect.js";
import { Trip } from "./trip.js";

/** The messages of the extended protocol about portals, as the driver's connection sends them. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { portal: string; statement: string; values: readonly unknown[] }): void;
  execute(message: { portal: string; rows: number }): void;
  close(message: { type: "P"; name: string }): void;
  sync(): void;
  sendCopyFail(message: string): void;
}

/** What is done with a portal in one trip: it is opened and read, read on, or closed. */
export interface PortalStep {
  readonly open?: { readonly sql: string; readonly parameters: readonly unknown[] };
  readonly rows?: number;
  readonly close?: true;
}

/**
 * One trip to a portal, the server's cursor, which lives until the end of its transaction: between the trips the client is free for other
 * statements. (A driver's own cursor keeps it until the last row.) The statement has no name, so none can have become stale.
 */
export class PortalQuery extends Trip<Wire, Row[]> {
  /** Their end is where fewer come than were asked for. */
  protected readonly result: Row[] = [];
  readonly #portal: string;
  readonly #step: PortalStep;

  constructor(portal: string, step: PortalStep, callback: (error: Error | null, rows?: Row[]) => void) {
    super(callback);
    this.#portal = portal;
    this.#step = step;
  }

  protected write(wire: Wire): void {
    const { open, rows, close } = this.#step;
    const portal = this.#portal;
    if (open !== undefined) {
      wire.parse({ name: "", text: open.sql });
      wire.bind({ portal, statement: "", values: open.parameters });
    }
    if (rows !== undefined) wire.execute({ portal, rows });
    if (close) wire.close({ type: "P", name: portal });
  }

  handleDataRow(message: { readonly fields: Row }): void {
    this.result.push(message.fields);
  }
}
