import type { QueryListener } from "./execute/query-events.js";
import type { GuardOptions } from "./execute/statement-guard.js";
import type { RawSql } from "./raw-sql.js";

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
   * Runs `work` in one transaction: what it does through the database it is given is done wholly or, when it throws, not at all.
   * The outer database stays outside.
   */
  transaction<Result>(work: (transaction: this) => Promise<Result>): Promise<Result>;
  /** Waits for what is under way, then closes all connections. Calls after it fail with ClientDisposed. */
  dispose(): Promise<void>;
}
