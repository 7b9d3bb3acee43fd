import { RecentCache } from "../recent-cache.js";

/** Prepared statements kept on each connection; the server's plans of each take some tens of kilobytes. */
const size = 128;

/** The statements that the server has prepared on one connection, by their text. What is no longer used is to be closed there. */
export class PreparedStatements {
  #dropped: string[] = [];
  readonly #names = new RecentCache<string>(size, (name) => this.#dropped.push(name));
  #count = 0;

  find(sql: string): string | undefined {
    return this.#names.get(sql);
  }

  /** Names a statement that is to be prepared. A name is never used again, so an old statement cannot be mistaken for a new one. */
  add(sql: string): string {
    const name = `joinery_${++this.#count}`;
    this.#names.set(sql, name);
    return name;
  }

  /** Forgets a statement that failed under that name: it is prepared again at its next use, if it has not been already. */
  drop(sql: string, name: string): void {
    if (this.#names.get(sql) !== name) return;
    this.#names.delete(sql);
    this.#dropped.push(name);
  }

  /** The names to close on the server; closing one that it does not know is no error. */
  takeDropped(): readonly string[] {
    if (this.#dropped.length === 0) return none;
    const dropped = this.#dropped;
    this.#dropped = [];
    return dropped;
  }
}

const none: readonly string[] = [];

/** Each client has prepared statements of its own. */
const prepared = new WeakMap<object, PreparedStatements>();

export function preparedOn(client: object): PreparedStatements {
  let known = prepared.get(client);
  if (known === undefined) prepared.set(client, (known = new PreparedStatements()));
  return known;
}
