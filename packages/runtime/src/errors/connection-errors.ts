import { JoineryError } from "./joinery-error.js";

/** The database could not be reached, or turned the connection away. */
export class ConnectionFailed extends JoineryError {
  readonly code = "connection/failed";
}

/** The connection broke: what the statement did is unknown unless it was in a transaction, which is rolled back. */
export class ConnectionLost extends JoineryError {
  readonly code = "connection/lost";
}

/** Every connection stayed in use for longer than a call may wait for one. */
export class PoolTimeout extends JoineryError {
  readonly code = "connection/pool-timeout";
}

/** The client was used after `dispose()`. */
export class ClientDisposed extends JoineryError {
  readonly code = "connection/disposed";
}

/** A transaction was used after its end. */
export class TransactionEnded extends JoineryError {
  readonly code = "connection/transaction-ended";
}

/** A transaction's callback was done before a call that it had made: it was rolled back, so that not half of it is kept. */
export class CallNotAwaited extends JoineryError {
  readonly code = "connection/call-not-awaited";

  constructor(
    /** `User.create`; "a call" where its arguments do not tell. */
    readonly call: string,
    more: number,
    isWaiting: boolean,
  ) {
    const others = more === 0 ? "" : `, and ${more} more`;
    const problem = isWaiting ? "was never awaited, so it was not sent" : "was still running";
    super(
      `${call}${others}: this call of a transaction ${problem} when the callback was done. It was rolled back: await every call before that.`,
    );
  }
}

/** The package that speaks to this database is not installed. */
export class MissingDriver extends JoineryError {
  readonly code = "connection/missing-driver";
}

/** The database user may not do this. */
export class PermissionDenied extends JoineryError {
  readonly code = "connection/permission-denied";
}

/** The database takes no writes: a replica, or a file opened for reading. */
export class ReadOnlyDatabase extends JoineryError {
  readonly code = "connection/read-only";
}
