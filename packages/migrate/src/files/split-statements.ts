/** One statement of a script, without its semicolon. */
export interface SqlStatement {
  readonly sql: string;
  /** Offset of its first character. */
  readonly start: number;
  /** Comment lines since the statement before, without their dashes. */
  readonly comments: readonly string[];
}

/** A text of SQL ends where it cannot; `offset` is where what is not closed begins. */
export class UnclosedSqlError extends Error {
  override readonly name = "UnclosedSqlError";

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/**
 * Splits a script at its semicolons: not those in quotes, dollar quotes and comments, nor those in the body of a trigger or routine
 * (`begin … end`). Comments before a statement are kept with it.
 *
 * @throws UnclosedSqlError for a quote, comment or body that does not end.
 */
export function splitStatements(script: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let comments: string[] = [];
  let start: number | undefined;
  let end = 0;
  const body = new BodyTracker();
  const finish = () => {
    if (start !== undefined) {
      statements.push({ sql: script.slice(start, end), start, comments });
      comments = [];
    }
    start = undefined;
    body.reset();
  };
  for (let at = 0; at < script.length;) {
    const next = endOfToken(script, at);
    const token = script.slice(at, next);
    if (token.startsWith("--") || token.startsWith("/*")) {
      if (start === undefined) comments.push(...commentLines(token));
    } else if (token === ";" && !body.isOpen) {
      finish();
    } else if (token.trim() !== "") {
      start ??= at;
      end = next;
      body.read(token, at);
    }
    at = next;
  }
  if (body.isOpen) throw new UnclosedSqlError(`"begin" without its "end"`, body.start);
  finish();
  return statements;
}

/** Follows the words of a statement that makes a trigger or routine, whose body has statements of its own. */
class BodyTracker {
  #words = 0;
  #creates = false;
  #hasBody = false;
  #depth = 0;
  start = 0;

  get isOpen(): boolean {
    return this.#depth > 0;
  }

  reset(): void {
    this.#words = 0;
    this.#creates = false;
    this.#hasBody = false;
    this.#depth = 0;
  }

  read(token: string, at: number): void {
    const word = token.toLowerCase();
    if (this.#words++ === 0) this.#creates = word === "create";
    // `create or replace temporary trigger`: what is made is said within a few words.
    if (this.#creates && this.#words <= 6 && /^(trigger|function|procedure)$/.test(word)) this.#hasBody = true;
    if (!this.#hasBody) return;
    // `case` has an `end` of its own.
    if (word === "begin" || (word === "case" && this.isOpen)) {
      if (!this.isOpen) this.start = at;
      this.#depth++;
    } else if (word === "end" && this.isOpen) {
      this.#depth--;
    }
  }
}

function commentLines(token: string): string[] {
  if (token.startsWith("--")) return [token.slice(2).trim()];
  return token
    .slice(2, -2)
    .split("\n")
    .map((line) => line.trim());
}

const word = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const space = /\s+/y;
const dollarQuote = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

/** Where the token that begins at `at` ends. A quote is one token, and so is a comment. */
function endOfToken(sql: string, at: number): number {
  switch (sql.charAt(at)) {
    case "'":
      return endOfQuote(sql, at, "'");
    case '"':
      return endOfQuote(sql, at, '"');
    case "-":
      if (sql[at + 1] !== "-") return at + 1;
      return indexOrEnd(sql, "\n", at);
    case "/":
      return sql[at + 1] === "*" ? endOfComment(sql, at) : at + 1;
    case "$": {
      const tag = matchAt(dollarQuote, sql, at);
      return tag === undefined ? at + 1 : closing(sql, tag, at, at + tag.length, "dollar quote");
    }
  }
  const blank = matchAt(space, sql, at);
  if (blank !== undefined) return at + blank.length;
  const name = matchAt(word, sql, at);
  if (name === undefined) return at + 1;
  const end = at + name.length;
  // E'…' knows backslashes.
  return /^e$/i.test(name) && sql[end] === "'" ? endOfEscapedQuote(sql, end) : end;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function indexOrEnd(sql: string, what: string, at: number): number {
  const found = sql.indexOf(what, at);
  return found < 0 ? sql.length : found;
}

function closing(sql: string, mark: string, start: number, from: number, what: string): number {
  const found = sql.indexOf(mark, from);
  if (found < 0) throw new UnclosedSqlError(`the ${what} that begins here does not end`, start);
  return found + mark.length;
}

/** A doubled quote is two quotes side by side: the next one begins where this one ends, which comes to the same. */
function endOfQuote(sql: string, at: number, mark: string): number {
  return closing(sql, mark, at, at + 1, mark === "'" ? "text" : "quoted name");
}

function endOfEscapedQuote(sql: string, at: number): number {
  for (let place = at + 1; place < sql.length; place++) {
    if (sql[place] === "\\") place++;
    else if (sql[place] === "'") return place + 1;
  }
  throw new UnclosedSqlError("the text that begins here does not end", at);
}

/** Comments nest in one database and not in another: where nesting does not come out even, they did not. */
function endOfComment(sql: string, at: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at;
  let depth = 0;
  for (let match = mark.exec(sql); match !== null; match = mark.exec(sql)) {
    depth += match[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return closing(sql, "*/", at, at + 2, "comment");
}
