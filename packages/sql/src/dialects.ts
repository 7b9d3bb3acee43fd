import { DatabaseError } from "./database-error.js";
import type { Dialect } from "./dialect.js";

/** What is known of a dialect before its code is there: a program is to load that of its own database and no other. */
interface DialectEntry {
  readonly name: string;
  /** How the URLs of its databases begin. */
  readonly url: RegExp;
  /** At once, for a call is planned before anything is waited for. */
  load(): Dialect;
}

/** Every database there is. A third one is a third folder and a third entry here. */
const entries: readonly DialectEntry[] = [
  {
    name: "postgresql",
    url: /^postgres(ql)?:/i,
    load() {
      const { postgres }: typeof import("./postgres/dialect.js") = require("./postgres/dialect.js");
      return postgres;
    },
  },
  {
    name: "sqlite",
    url: /^sqlite:/i,
    load() {
      const { sqlite }: typeof import("./sqlite/dialect.js") = require("./sqlite/dialect.js");
      return sqlite;
    },
  },
];

export function listDialects(): readonly Dialect[] {
  return entries.map((entry) => entry.load());
}

/** The dialect of that name, as in `dialect:` arguments and snapshots. */
export function findDialect(name: string): Dialect | undefined {
  return entries.find((entry) => entry.name === name)?.load();
}

/**
 * The dialect whose databases a connection URL names.
 *
 * @throws DatabaseError "connection-failed" for any other URL. Of the URL only the scheme is shown: the rest may hold a password.
 */
export function resolveDialect(url: string): Dialect {
  const entry = entries.find((candidate) => candidate.url.test(url));
  if (entry !== undefined) return entry.load();
  const scheme = /^[a-z][a-z\d+.-]*(?=:)/i.exec(url)?.[0];
  throw new DatabaseError(
    "connection-failed",
    `${scheme === undefined ? "A database URL starts with a scheme, and this one has none" : `No database is known for the scheme "${scheme}:"`}. Write postgresql://user@host/database, or sqlite:./file.db.`,
  );
}
