import type { Row } from "../dialect.js";

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
export class PortalQuery {
  /** Called once; the driver wraps it where it watches the time. */
  callback: (error: Error | null, rows?: Row[]) => void;
  readonly #portal: string;
  readonly #step: PortalStep;
  readonly #rows: Row[] = [];
  #failure: Error | undefined;

  constructor(portal: string, step: PortalStep, callback: (error: Error | null, rows?: Row[]) => void) {
    this.#portal = portal;
    this.#step = step;
    this.callback = callback;
  }

  submit(wire: Wire): void {
    const { open, rows, close } = this.#step;
    const portal = this.#portal;
    wire.stream.cork();
    try {
      if (open !== undefined) {
        wire.parse({ name: "", text: open.sql });
        wire.bind({ portal, statement: "", values: open.parameters });
      }
      if (rows !== undefined) wire.execute({ portal, rows });
      if (close) wire.close({ type: "P", name: portal });
    } catch (error) {
      // A value that is in no form of the wire: told once the server has answered what was sent.
      this.#failure = error as Error;
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
  }

  handleDataRow(message: { readonly fields: Row }): void {
    this.#rows.push(message.fields);
  }

  handleReadyForQuery(): void {
    if (this.#failure !== undefined) this.callback(this.#failure);
    else this.callback(null, this.#rows);
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  // The rest of what a client calls; the end of the rows is where fewer come than were asked for.
  handlePortalSuspended(): void {}
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail("No data to copy");
  }
}
