import { DatabaseError } from "@joinery/sql";

/** How a statement is run. */
export type Execute = (sql: string) => Promise<void>;

/** What a database said against a statement. */
export interface Refusal {
  /** Nothing of any row is in it, for there are none. */
  readonly reason: string;
  /** Where in the fragment's text, if the database says. */
  readonly offset?: number;
}

/**
 * Runs statements inside a transaction; what they made is taken back where one is refused, or where it is not to be kept.
 *
 * @param fragment The part of them that is on trial.
 * @throws DatabaseError for all but a refusal.
 */
export async function tryStatements(
  execute: Execute,
  statements: readonly string[],
  fragment: string | undefined,
  { isKept = false } = {},
): Promise<Refusal | undefined> {
  await execute("savepoint joinery_probe");
  let statement = "";
  try {
    for (statement of statements) await execute(statement);
    if (!isKept) await execute("rollback to savepoint joinery_probe");
    return undefined;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== "refused") throw error;
    await execute("rollback to savepoint joinery_probe");
    const offset = findOffset(statement, fragment, error.details.position);
    return { reason: error.message, ...(offset === undefined ? {} : { offset }) };
  }
}

/** Where in the fragment the database means, if it is there and not in what was made around it. */
function findOffset(statement: string, fragment: string | undefined, position: number | undefined): number | undefined {
  if (fragment === undefined || position === undefined) return undefined;
  for (let start = statement.indexOf(fragment); start !== -1; start = statement.indexOf(fragment, start + 1)) {
    if (position >= start && position <= start + fragment.length) return position - start;
  }
  return undefined;
}
