import type { RowGuards } from "./dialect.js";
import { quoteIdentifier } from "./quote-identifier.js";
import type { SqlWriter } from "./sql-syntax.js";

/** No name and no constant in a statement has it. */
const mark = "\0";

/**
 * A condition on the rows of a source which begins with the guard where there are such: a database takes conditions in their order, so that it comes
 * past the guard at each row that it reads, whatever it makes of it.
 */
export function guardCondition(condition: string, alias: string, writer: SqlWriter): string {
  const guard = writeGuard(alias, writer);
  return guard === undefined ? condition : `${mark}${guard} and (${mark}${condition}${mark})${mark}`;
}

/** The condition of a source that has no other; empty where there are no guards. */
export function guardRows(alias: string, writer: SqlWriter): string {
  const guard = writeGuard(alias, writer);
  return guard === undefined ? "" : `${mark} where ${guard}${mark}`;
}

/** The call of the guard with any column of the source, so that it is made for each row of that one and not for each of an outer one. */
function writeGuard(alias: string, { columns, syntax }: SqlWriter): string | undefined {
  if (columns === undefined) return undefined;
  const column = columns.get(alias);
  return `${syntax.rowGuard}(${column === undefined ? "" : `${quoteIdentifier(alias)}.${quoteIdentifier(column)}`})`;
}

/** What was written, without the guards, and they apart. */
export function splitGuards(written: string): { readonly sql: string; readonly guards?: RowGuards } {
  if (!written.includes(mark)) return { sql: written };
  const guards: [number, string][] = [];
  let sql = "";
  written.split(mark).forEach((piece, index) => {
    if (index % 2 === 0) sql += piece;
    else guards.push([sql.length, piece]);
  });
  return { sql, guards };
}

/** The text of a statement with its guards. */
export function insertGuards(sql: string, guards: RowGuards): string {
  let text = "";
  let end = 0;
  for (const [offset, guard] of guards) {
    text += sql.slice(end, offset) + guard;
    end = offset;
  }
  return text + sql.slice(end);
}
