import { JoineryError } from "./joinery-error.js";

/** The call itself is wrong: nothing was sent. */
export class InvalidArgument extends JoineryError {
  readonly code = "query/invalid-argument";
  /** What was probably meant. */
  readonly suggestion?: string;

  constructor(
    /** Where in the arguments: `where.posts.some.titel`. */
    readonly path: string,
    /** What is wrong there, as a sentence without the path. */
    readonly problem: string,
    suggestion?: string,
    options?: ErrorOptions,
  ) {
    const place = path === "" ? "" : `${path}: `;
    super(`${place}${problem}${suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`}`, options);
    if (suggestion !== undefined) this.suggestion = suggestion;
  }
}

/** What is wrong with a value that is written. */
export interface ValidationIssue {
  /** Where it stands: in the arguments of the call (`data.comments.create[0].text`), or of an object of a session, in its row. */
  readonly path: string;
  /** As Zod says it: what was expected, and not the value. */
  readonly message: string;
}

/** Values are not what the generated schemas demand of their fields (`connect(url, { validate: true })`). Nothing was sent. */
export class ValidationFailed extends JoineryError {
  readonly code = "query/validation-failed";

  constructor(
    /** The model that the call is about. */
    readonly model: string,
    /** The method that was called, or `flush`. */
    readonly operation: string,
    /** Of all values, in the order in which they stand; the first hundred at most. */
    readonly issues: readonly ValidationIssue[],
  ) {
    const shown = issues.slice(0, 10).map(({ path, message }) => `\n  ${path}: ${message}`);
    const more = issues.length > shown.length ? "\n  …" : "";
    super(`${operation}: this is not what a ${model} may be:${shown.join("")}${more}`);
  }
}

/** A `query` block was not generated for this database, or not by this version. */
export class QueryNotCompiled extends JoineryError {
  readonly code = "query/not-compiled";

  constructor(query: string | undefined, reason: string) {
    super(`The query ${query ?? "of a client"} ${reason}. Run \`joinery generate\` again.`);
  }
}

/** The row that a call depends on is not there. */
export class RecordNotFound extends JoineryError {
  readonly code = "query/record-not-found";

  constructor(
    readonly model: string,
    /** The method that was called. */
    readonly operation: string,
    /** Where in its arguments the row is named, where that is not the one that the call is about. */
    readonly path?: string,
  ) {
    const place = path === undefined ? "" : ` at ${path}`;
    super(`${operation}: no ${model} has the key or fits the filter that was asked for${place}.`);
  }
}

/** The row is there, but in another version than the call says: somebody else changed it since it was read. */
export class StaleObject extends JoineryError {
  readonly code = "query/stale-object";

  constructor(
    readonly model: string,
    /** The method that was called. */
    readonly operation: string,
  ) {
    super(`${operation}: this ${model} was changed since the version that was asked for. Read it again.`);
  }
}

/** A row of SQL is not what the schema says that it was read by. What is in it is not told: it may be logged. */
export class UnexpectedRow extends JoineryError {
  readonly code = "query/unexpected-row";

  constructor(
    /** Which of the rows, from 0. */
    readonly row: number,
    /** Where in it: names of columns, and of what is in them. */
    readonly path: string,
  ) {
    super(`Row ${row} is not what the schema expects${path === "" ? "" : `, at "${path}"`}.`);
  }
}

/** Statements of one call, as often as they were sent. */
export interface GuardedStatement {
  /** Absent for SQL of the caller's. */
  readonly model?: string;
  readonly operation: string;
  readonly count: number;
  /** The line of the program that made the call, where it is known. */
  readonly site?: string;
}

/** More statements than a guard allows: the last of them was not sent. */
export class TooManyStatements extends JoineryError {
  readonly code = "query/too-many-statements";

  constructor(
    readonly maxStatements: number,
    /** In the order in which they were first sent. */
    readonly statements: readonly GuardedStatement[],
  ) {
    const total = statements.reduce((sum, { count }) => sum + count, 0);
    const lines = statements.map(({ model, operation, count, site }) => {
      return `  ${count} × ${model === undefined ? "" : `${model}.`}${operation}${site === undefined ? "" : ` at ${site}`}`;
    });
    super(`${total} statements, and at most ${maxStatements} may be sent:\n${lines.join("\n")}`);
  }
}

/** A relation that the query did not load was touched. Nothing is ever loaded behind the caller's back. */
export class RelationNotLoadedError extends JoineryError {
  readonly code = "query/relation-not-loaded";

  constructor(
    readonly model: string,
    readonly relation: string,
    /** How to mend it, as a sentence: it names the call. */
    mend: string,
  ) {
    super(`"${relation}" of this ${model} was not loaded. ${mend}`);
  }
}
