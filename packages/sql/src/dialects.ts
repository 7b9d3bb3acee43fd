import { DatabaseError } from "./database-error.js";
import type { Dialect } from "./dialect.js";
import { postgres } from "./postgres/dialect.js";
import { sqlite } from "./sqlite/dialect.js";

/** Every database there is. A third one is a third folder and a third entry here. */
export const dialects: readonly Dialect[] = [postgres, sqlite];

/** The dialect of that name, as in `dialect:` arguments and snapshots. */
export function findDialect(name: string): Dialect | undefined {
  return dialects.find((dialect) => dialect.name === name);
}

/**
 * The dialect whose databases a connection URL names.
 *
 * @throws DatabaseError "connection-failed" for any other URL. Of the URL only the scheme is shown: the rest may hold a password.
 */
export function resolveDialect(url: string): Dialect {
  const dialect = dialects.find((candidate) => candidate.matchesUrl(url));
  if (dialect !== undefined) return dialect;
  const scheme = /^[a-z][a-z\d+.-]*(?=:)/i.exec(url)?.[0];
  throw new DatabaseError(
    "connection-failed",
    `${scheme === undefined ? "A database URL starts with a scheme, and this one has none" : `No database is known for the scheme "${scheme}:"`}. Write postgresql://user@host/database, or sqlite:./file.db.`,
  );
}
