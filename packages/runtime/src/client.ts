import type { QueryListener } from "./execute/query-events.js";
import type { GuardOptions } from "./execute/statement-guard.js";
import type { RawSql } from "./raw-sql.js";
import type { OpenSession, Session } from "./session/session.js";
import type { SessionOptions } from "./session/session-options.js";
import type { TransactionOptions } from "./transaction-options.js";

/** What every generated `Database` is, beside its repositories. */
export interface Client extends AsyncDisposable {
  /**
   * Calls `listener` for every statement once it is done. Returns what takes it away again.
   */
  on(event: "query", listener: QueryListener): () => void;
  /**
   * Runs `work`, a test or a request, and refuses to send more statements for it than it may send: with `TooManyStatements`, which names the calls
   * and the lines that made them. With `mode: "log"` they are sent, and told of in the client's `log`.
   */
  guard<Result>(options: GuardOptions, work: () => Promise<Result>): Promise<Result>;
  /** Runs SQL of your own: `` db.sql`select …` ``. */
  readonly sql: RawSql;
  /**
   * Runs `work` in one transaction: what it does is done wholly or, when it throws, not at all. Every call that is made in it on this database, in
   * whatever function, is a part of it, and so is one on the database that it is given. A transaction within another may fail alone.
   */
  transaction<Result>(work: (transaction: this) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /**
   * Runs `work` with a session, a unit of work: the objects that it reads are watched, and what becomes of them, and of those that are added, is
   * written at the end, in one transaction, or not at all where it throws.
   */
  session<Result>(work: (session: this & Session) => Promise<Result>, options?: SessionOptions): Promise<Result>;
  /** The same, to be ended by hand: `commit` and `rollback`, then `close` or `await using`. */
  openSession(options?: SessionOptions): this & OpenSession;
  /**
   * The same database, of which no call joins the transaction that it is made in: it sees what is committed, and stays when that is
   * rolled back. `detached.transaction` begins one of its own.
   */
  readonly detached: this;
  /** Waits for what is under way, then closes all connections. Calls after it fail with ClientDisposed. */
  dispose(): Promise<void>;
}
