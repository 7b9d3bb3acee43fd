/** A word, a text or a sign of SQL, and where it stands. */
export interface Token {
  /** A keyword is a word that is not quoted, in lower case here. */
  readonly keyword?: string;
  /** A name or a text, without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of SQL text, without its comments. It never fails. */
export function readTokens(sql: string): Token[] {
  const pattern =
    /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|'((?:[^']|'')*)'|[\p{L}_$][\p{L}\p{N}_$]*|\S/gu;
  const tokens: Token[] = [];
  for (const match of sql.matchAll(pattern)) {
    const [whole, double, back, bracket, single] = match;
    if (whole.startsWith("--") || whole.startsWith("/*")) continue;
    const quoted =
      double?.replaceAll('""', '"') ?? back?.replaceAll("``", "`") ?? bracket ?? single?.replaceAll("''", "'");
    const place = { start: match.index, end: match.index + whole.length };
    tokens.push(
      quoted === undefined ? { keyword: whole.toLowerCase(), text: whole, ...place } : { text: quoted, ...place },
    );
  }
  return tokens;
}

/** The columns and constraints: what stands between the outer parentheses, at commas of that level. */
export function splitItems(tokens: readonly Token[]): Token[][] {
  const items: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.keyword === ")" && --depth === 0) break;
    if (depth === 1 && token.keyword === ",") items.push([]);
    else if (depth > 0) items.at(-1)?.push(token);
    if (token.keyword === "(" && ++depth === 1) items.push([]);
  }
  return items;
}

/** Where the parenthesis that opens at `at` closes, or `at` where none opens. */
export function closingParenthesis(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.keyword !== "(") return at;
  let depth = 0;
  for (let place = at; place < tokens.length; place++) {
    if (tokens[place]?.keyword === "(") depth++;
    if (tokens[place]?.keyword === ")" && --depth === 0) return place;
  }
  return tokens.length - 1;
}
