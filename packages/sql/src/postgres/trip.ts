/** The messages of the extended protocol that every trip consists of, as the driver's connection sends them. */
interface TripWire {
  readonly stream: { cork(): void; uncork(): void };
  sync(): void;
  sendCopyFail(message: string): void;
}

/**
 * Messages that leave together, and what the server answers to them, as the driver's clients run what has a `submit` method. Of what a client calls on
 * it, this has what is the same for all trips.
 */
export abstract class Trip<Wire extends TripWire, Result> {
  /** Called once; the driver wraps it where it watches the time. */
  callback: (error: Error | null, result?: Result) => void;
  #failure: Error | undefined;

  constructor(callback: (error: Error | null, result?: Result) => void) {
    this.callback = callback;
  }

  /** The messages, but for the last one. */
  protected abstract write(wire: Wire): void;

  /** What the answers came to. */
  protected abstract readonly result: Result;

  submit(wire: Wire): void {
    this.send(wire);
  }

  send(wire: Wire): void {
    // One packet for all messages.
    wire.stream.cork();
    try {
      this.write(wire);
    } catch (error) {
      // A value that is in no form of the wire. The server has yet to answer what was sent, so the failure is told then.
      this.#failure = error as Error;
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
  }

  handleReadyForQuery(): void {
    if (this.#failure !== undefined) this.callback(this.#failure);
    else this.callback(null, this.result);
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  // What has a part in some trips only.
  handleRowDescription(_message: unknown): void {}
  handleCommandComplete(_message: unknown): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(wire: TripWire): void {
    wire.sendCopyFail("No data to copy");
  }
}
