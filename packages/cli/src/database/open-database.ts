import { hostname, userInfo } from "node:os";
import type { AcceptedLoss, MigrationContext } from "@joinery/migrate";
import type { DialectName } from "../config/config.js";
import type { Settings } from "../config/settings.js";
import { anchorUrl } from "../config/anchor-url.js";
import { countOf } from "../output/count.js";
import { problem } from "../problem.js";

/** An open database and all that migrations are told of it. */
export interface OpenDatabase extends MigrationContext {
  /** The folder of its revisions. */
  readonly folder: string;
}

/**
 * Opens the database that the settings name, does the work and closes it, whatever happens. `describe` is told what is
 * under way.
 *
 * @throws UserProblem when the settings name no database, or one that they are not for; DatabaseError and MigrationError.
 */
export async function withDatabase<Result>(
  settings: Settings,
  accept: readonly AcceptedLoss[],
  describe: (label: string) => void,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const { url, dialects, migrations, shownConfig } = settings;
  if (url === undefined) throw problem("cli/no-database-url", { config: shownConfig });
  const { resolveDialect } = await import("@joinery/sql");
  const dialect = resolveDialect(url);
  if (dialects !== undefined && !dialects.includes(dialect.name as DialectName)) {
    throw problem("cli/other-dialect", { found: dialect.name, expected: dialects });
  }
  const { migrationsFolder } = await import("@joinery/migrate");
  const folder = migrationsFolder(migrations, dialect.name, dialects ?? [dialect.name]);
  const driver = await dialect.open({ url: anchorUrl(url, settings.folder), poolSize: 1, poolTimeout: connectTimeout });
  try {
    return await work({
      dialect,
      driver,
      folder,
      accept,
      appliedBy: describeUser(),
      onEvent: (event) => describe(labelOf(event)),
    });
  } finally {
    await driver.close();
  }
}

/** Seconds. */
const connectTimeout = 10;

function labelOf(event: Parameters<NonNullable<MigrationContext["onEvent"]>>[0]): string {
  switch (event.kind) {
    case "waiting-for-lock":
      return "Waiting for the lock on the database";
    case "revision-started":
    case "revision-finished":
      return `Revision ${event.revision} ${event.direction}`;
    case "statement-started":
      return `${event.description} (${event.index + 1} of ${countOf(event.total, "statement")})`;
  }
}

/** Who is recorded in the history. A container's user may have no name. */
function describeUser(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return hostname();
  }
}
