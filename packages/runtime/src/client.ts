import type { QueryListener } from "./execute/query-events.js";
import type { RawSql } from "./raw-sql.js";

/** What every generated `Database` is, beside its repositories. */
export interface Client extends AsyncDisposable {
  /**
   * Calls `listener` for every statement once it is done. Returns what takes it away again.
   */
  on(event: "query", listener: QueryListener): () => void;
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
