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
