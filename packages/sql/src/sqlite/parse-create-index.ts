import { closingParenthesis, readTokens, splitItems, type Token } from "./sql-tokens.js";

/** What only the text of CREATE INDEX knows. */
export interface IndexText {
  /** One for each entry, as written without its parentheses and direction; of a plain column, its name. */
  readonly expressions: readonly string[];
  readonly where?: string;
}

/** Reads the stored text of a CREATE INDEX, whoever wrote it. It never fails: of a text that it does not understand it finds less. */
export function parseCreateIndex(sql: string): IndexText {
  const tokens = readTokens(sql);
  const open = tokens.findIndex(({ keyword }) => keyword === "(");
  if (open < 0) return { expressions: [] };
  const expressions = splitItems(tokens).map((item) => readEntry(item, sql));
  const where = tokens[closingParenthesis(tokens, open) + 1];
  return where?.keyword === "where" ? { expressions, where: sql.slice(where.end).trim() } : { expressions };
}

function readEntry(item: readonly Token[], sql: string): string {
  const isDirected = ["asc", "desc"].includes(item.at(-1)?.keyword ?? "");
  const tokens = isDirected ? item.slice(0, -1) : item;
  const isEnclosed = tokens.length > 1 && closingParenthesis(tokens, 0) === tokens.length - 1;
  const [first, last] = [tokens[0], tokens.at(-1)];
  return (isEnclosed ? sql.slice(first?.end, last?.start) : sql.slice(first?.start, last?.end)).trim();
}
