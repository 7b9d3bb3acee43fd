import { readRegularExpression, type PatternToken } from "../regular-expression.js";

/** The characters of each set, as JavaScript has them: the server's own depend on its locale. */
const sets = {
  d: "0-9",
  w: "A-Za-z0-9_",
  s: "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff",
} as const;

const [before, after] = [`(?<=[${sets.w}])`, `(?=[${sets.w}])`];
const [notBefore, notAfter] = [`(?<![${sets.w}])`, `(?![${sets.w}])`];
const boundary = `(?:${before}${notAfter}|${notBefore}${after})`;
const noBoundary = `(?:${before}${after}|${notBefore}${notAfter})`;

/**
 * A regular expression as the server spells it (an "advanced" one, for `~`).
 *
 * @throws ValueError for what is none, or means something else here
 */
export function printRegularExpression(value: unknown): string | null {
  return value === null ? null : readRegularExpression(value).map(printToken).join("");
}

function printToken(token: PatternToken): string {
  switch (token.kind) {
    case "literal":
      return /^[\w\s]$|[^\0-\x7f]/u.test(token.character) ? token.character : `\\${token.character}`;
    case "set":
      return token.isInClass ? sets[token.name] : `[${token.isNegated ? "^" : ""}${sets[token.name]}]`;
    case "boundary":
      return token.isNegated ? noBoundary : boundary;
    case "syntax":
      return token.text;
  }
}
