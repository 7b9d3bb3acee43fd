/** What a line begins with: the clauses of a select, and below them the conditions. */
const clause = /^(from|where|(left|inner|cross) join|group by|having|order by|limit|offset|union|for) /;
const condition = /^(and|or) /;

/** The longest line of a list of columns. */
const longestLine = 100;
/** The shortest subquery that has lines of its own. */
const shortestSubquery = 100;

/**
 * The text of a statement on several lines, for its readers. Nothing but spaces becomes a line break with an indentation, so who puts
 * one space for each has the text again. Undefined for a text that has line breaks of its own.
 */
export function layOutSql(sql: string): readonly string[] | undefined {
  if (/[\n\r]/.test(sql)) return undefined;
  const lines: string[] = [];
  /** Of each bracket that is open, whether what is in it has lines of its own. */
  const brackets: boolean[] = [];
  let start = 0;
  let indentation = 0;
  const breakAt = (space: number, depth: number) => {
    lines.push("  ".repeat(indentation) + sql.slice(start, space));
    start = space + 1;
    indentation = depth;
  };
  for (let at = 0; at < sql.length; at++) {
    const sign = sql[at]!;
    if (sign === '"' || sign === "'") at = sql.indexOf(sign, at + 1);
    else if (sign === "(") brackets.push(isLongSubquery(sql, at));
    else if (sign === ")") brackets.pop();
    else if (sign === " " && brackets.every(Boolean)) {
      const depth = brackets.length === 0 ? 0 : brackets.length + 1;
      const rest = sql.slice(at + 1, at + 20);
      if (clause.test(rest)) breakAt(at, depth);
      else if (condition.test(rest)) breakAt(at, depth + 1);
      else if (sql[at - 1] === "," && endOfItem(sql, at + 1) - start > longestLine) breakAt(at, depth + 1);
    }
  }
  lines.push("  ".repeat(indentation) + sql.slice(start));
  return lines;
}

function isLongSubquery(sql: string, open: number): boolean {
  return sql.startsWith("select ", open + 1) && findEnd(sql, open + 1, () => false) - open > shortestSubquery;
}

/** Where an item of a list ends: at the next comma, or where its list does. */
function endOfItem(sql: string, start: number): number {
  return findEnd(sql, start, (at) => sql[at] === "," || (sql[at] === " " && clause.test(sql.slice(at + 1, at + 20))));
}

/** The first place outside of inner brackets where something ends, or the bracket around does. */
function findEnd(sql: string, start: number, isEnd: (at: number) => boolean): number {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    const sign = sql[at]!;
    if (depth === 0 && (sign === ")" || isEnd(at))) return at;
    if (sign === '"' || sign === "'") at = sql.indexOf(sign, at + 1);
    else if (sign === "(") depth++;
    else if (sign === ")") depth--;
  }
  return sql.length;
}
