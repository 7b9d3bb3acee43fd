import type { DdlStatement } from "@joinery/sql";
import { isHazardCode, type Hazard } from "../plan/hazard.js";
import { MigrationError } from "../migration-error.js";
import type { Step } from "../plan/plan-changes.js";
import { splitStatements, UnclosedSqlError, type SqlStatement } from "./split-statements.js";

/** What is run: statements with their guards, and where each stands. Read from a file, or made of a plan. */
export interface Script {
  readonly statements: readonly ScriptStatement[];
  /** `migrations/…/up.sql:12:5`, of an offset in the statement; without files, what the statement is for. */
  locate(statement: ScriptStatement, offset?: number): string;
}

export interface ScriptStatement extends DdlStatement {
  readonly start: number;
  /** In words, for progress. */
  readonly description: string;
  readonly hazards: readonly Hazard[];
}

/**
 * Reads a migration file: statements, and in the comments before each what {@link writeHazard} and {@link standaloneMark} wrote there. The file
 * is what counts: a person who takes a guard out has taken it out.
 *
 * @throws MigrationError "migrate/unreadable-sql".
 */
export function readScript(text: string, path: string): Script {
  const locateOffset = (offset: number) => {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    return `${path}:${line}:${offset - before.lastIndexOf("\n")}`;
  };
  const locate: Script["locate"] = ({ start }, offset = 0) => locateOffset(start + offset);
  try {
    const statements = splitStatements(text).map(readStatement);
    const own = statements.find(({ sql }) => transactionControl.test(sql));
    if (own === undefined) return { statements, locate };
    const reason = "a revision runs in a transaction of its own. Take this statement out.";
    throw MigrationError.of("migrate/unreadable-sql", { place: locate(own), reason });
  } catch (error) {
    if (!(error instanceof UnclosedSqlError)) throw error;
    throw MigrationError.of("migrate/unreadable-sql", { place: locateOffset(error.offset), reason: error.message });
  }
}

const transactionControl = /^(begin|commit|end|start\s+transaction|rollback(?!\s+to\b))\b/i;

/** The comment that makes a statement run outside a transaction. */
export const standaloneMark = "standalone: cannot run in a transaction";

function readStatement({ sql, start, comments }: SqlStatement): ScriptStatement {
  return {
    sql,
    start,
    description: comments.find((comment) => /^\d+\. /.test(comment))?.replace(/^\d+\. |\.$/g, "") ?? firstWords(sql),
    hazards: readHazards(comments),
    ...(comments.some((comment) => comment.startsWith("standalone:")) ? { isStandalone: true } : {}),
  };
}

function firstWords(sql: string): string {
  const words = sql.replaceAll(/\s+/g, " ");
  return words.length <= 60 ? words : `${words.slice(0, 59)}…`;
}

const labels = { loss: "LOSSY", failure: "FAILS" } as const;
const countLabels = { loss: "at stake", failure: "failing" } as const;

/**
 * A hazard as comment lines (without dashes): for a person, and for {@link readScript}. A count that does not fit on one line (a name or
 * text has a line break) is left out; what cannot be counted is at stake.
 */
export function writeHazard({ code, effect, message, countSql }: Hazard): string[] {
  return [
    `${labels[effect]} ${code}: ${message}.`,
    ...(countSql === undefined || countSql.includes("\n") ? [] : [`${countLabels[effect]}: ${countSql}`]),
  ];
}

function readHazards(comments: readonly string[]): Hazard[] {
  return comments.flatMap((comment, index) => {
    const label = /^(LOSSY|FAILS) (migrate\/[a-z-]+): (.*?)\.?$/.exec(comment);
    const [, name, code = "", message = ""] = label ?? [];
    if (!isHazardCode(code)) return [];
    const effect = name === labels.loss ? "loss" : "failure";
    const count = new RegExp(`^${countLabels[effect]}: (.+)$`).exec(comments[index + 1] ?? "")?.[1];
    return [{ code, effect, message, ...(count === undefined ? {} : { countSql: count }) } as const];
  });
}

/** What a plan runs; `push` has no file. */
export function planScript(steps: readonly Step[]): Script {
  const statements = steps.flatMap(({ statements, hazards, description }) =>
    statements.map((statement, index) => ({
      ...statement,
      start: 0,
      description,
      hazards: index === 0 ? hazards : [],
    })),
  );
  return { statements, locate: ({ description }) => description };
}
