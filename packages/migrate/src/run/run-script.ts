import { DatabaseError, type Connection, type Dialect } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { hazardRemedy, type AcceptedLoss, type Hazard } from "../plan/hazard.js";
import { MigrationError, type RefusedHazard } from "../migration-error.js";
import type { Script, ScriptStatement } from "../files/script.js";
import { sha256 } from "../files/snapshot.js";

/** How far a script came. */
export interface ScriptProgress {
  readonly statementsDone: number;
  /** Of those statements. */
  readonly doneChecksum: string;
}

export interface ScriptRun {
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly script: Script;
  /** What the messages call it: `Revision 2026…_add_posts`. */
  readonly name: string;
  /** What to run again once the trouble is mended. */
  readonly command: string;
  readonly accept: readonly AcceptedLoss[];
  /** Statements that an interrupted run has done. */
  readonly skip: number;
  /** Called in the transaction of what it tells of, so that both stand or fall together. */
  record(progress: ScriptProgress, isFinished: boolean): Promise<void>;
  onStatement?(statement: ScriptStatement, index: number, total: number): void;
}

/**
 * Runs a script: all of it in one transaction, or where some statements cannot be in one, those one by one and what is
 * between them in a transaction each.
 *
 * @throws MigrationError "migrate/hazards", before anything has run, when rows would be lost that nobody gave up;
 * "migrate/hazards" or "migrate/statement-failed" from a statement, whose transaction is then rolled back.
 */
export async function runScript(run: ScriptRun): Promise<void> {
  const { script, connection, dialect, skip } = run;
  await refuseLosses(run);
  const { statements } = script;
  const isWhole = !statements.some(({ isStandalone }) => isStandalone);
  for (let from = skip; from < statements.length || from === skip;) {
    const to = endOfSegment(statements, from);
    const isFinished = to >= statements.length;
    const progress = progressAt(script, to);
    if (statements[from]?.isStandalone) {
      await runStatement(run, from, from);
      await ddlOf(dialect).runInTransaction(connection, () => run.record(progress, isFinished));
    } else {
      await runSegment(run, from, to, isWhole ? 0 : from, () => run.record(progress, isFinished));
    }
    if (isFinished) return;
    from = to;
  }
}

/** A standalone statement is a segment; so are all others up to the next such one. */
function endOfSegment(statements: readonly ScriptStatement[], from: number): number {
  if (statements[from]?.isStandalone) return from + 1;
  const next = statements.findIndex(({ isStandalone }, index) => index > from && isStandalone);
  return next < 0 ? statements.length : next;
}

export function progressAt({ statements }: Script, done: number): ScriptProgress {
  const text = statements.slice(0, done).map(({ sql }) => sql);
  return { statementsDone: done, doneChecksum: sha256(text.join(";\n").replaceAll("\r\n", "\n")) };
}

async function runSegment(
  run: ScriptRun,
  from: number,
  to: number,
  kept: number,
  record: () => Promise<void>,
): Promise<void> {
  let last = from;
  try {
    await ddlOf(run.dialect).runInTransaction(run.connection, async () => {
      for (last = from; last < to; last++) await runStatement(run, last, kept);
      await record();
    });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    // At the end of the transaction: what was deferred until then.
    const statement = run.script.statements[Math.min(last, to - 1)];
    throw statement === undefined ? error : failure(run, statement, error, kept);
  }
}

/** `kept` statements have run before and stay, whatever becomes of this one. */
async function runStatement(run: ScriptRun, index: number, kept: number): Promise<void> {
  const { connection, script } = run;
  const statement = script.statements[index] as ScriptStatement;
  run.onStatement?.(statement, index, script.statements.length);
  try {
    await refuseFailures(run, statement);
    await connection.execute(statement.sql);
  } catch (error) {
    throw error instanceof DatabaseError ? failure(run, statement, error, kept) : error;
  }
}

function failure(run: ScriptRun, statement: ScriptStatement, error: DatabaseError, kept: number): MigrationError {
  const after =
    kept === 0
      ? `Everything ${run.name} had done was rolled back. Mend it, or the data, and run ${run.command} again.`
      : `Statements that cannot be undone together have run before it. Mend this one, or the data, and run ${run.command} again: it goes on from there.`;
  return MigrationError.of(
    "migrate/statement-failed",
    {
      place: run.script.locate(statement, error.details.position),
      statement: statement.sql.replaceAll(/\s+/g, " ").slice(0, 200),
      reason: reasonOf(error),
      after,
    },
    { cause: error },
  );
}

/** What a trigger or a function says of a migration is for its author, who wrote the script. */
function reasonOf({ details, original, message }: DatabaseError): string {
  return details.isRaised ? (original as Error).message : message;
}

/** Counts what would be lost, all of it, before anything is. */
async function refuseLosses(run: ScriptRun): Promise<void> {
  const refused: RefusedHazard[] = [];
  for (const each of run.script.statements.slice(run.skip).flatMap(({ hazards }) => hazards)) {
    const accepted = (run.accept as readonly string[]).includes(each.code.slice("migrate/".length));
    if (each.effect !== "loss" || accepted) continue;
    const rows = await countLoss(run, each);
    if (rows > 0) refused.push(refuse(each, rows));
  }
  if (refused.length > 0) throw refusal(run, refused);
}

async function countLoss(run: ScriptRun, each: Hazard): Promise<number> {
  // A loss without a count is at stake whatever there is.
  if (each.countSql === undefined) return 1;
  try {
    return await countRows(run, each.countSql);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== "refused") throw error;
    // What is not there at the beginning cannot be lost, and what cannot be converted fails. Half way through, names may be others.
    return run.skip === 0 ? 0 : 1;
  }
}

async function refuseFailures(run: ScriptRun, { hazards }: ScriptStatement): Promise<void> {
  const refused: RefusedHazard[] = [];
  for (const each of hazards) {
    if (each.effect !== "failure" || each.countSql === undefined) continue;
    const rows = await countRows(run, each.countSql);
    if (rows > 0) refused.push(refuse(each, rows));
  }
  if (refused.length > 0) throw refusal(run, refused);
}

async function countRows({ connection }: ScriptRun, sql: string): Promise<number> {
  const [row] = await connection.queryRaw(sql);
  return Number(row?.["rows"] ?? 0);
}

function refuse({ code, effect, message }: Hazard, rows: number): RefusedHazard {
  return { code, effect, message, rows, remedy: hazardRemedy(code) };
}

function refusal(run: ScriptRun, hazards: readonly RefusedHazard[]): MigrationError {
  return MigrationError.of("migrate/hazards", { name: run.name, hazards });
}
