import type { CustomPatternMatcherReturn, IToken, TokenType } from "chevrotain";
import { createToken, Lexer } from "./chevrotain.js";

/**
 * The vocabulary of the language. There are no keyword tokens: `model`, `where` or `true` are names whose meaning comes
 * from their place, which is what keeps all of them usable as field and attribute names.
 */
export const Newline = createToken({
  name: "Newline",
  label: "the end of the line",
  pattern: /\r\n?|\n/,
  line_breaks: true,
});
export const Name = createToken({ name: "Name", label: "a name", pattern: /[A-Za-z_][A-Za-z_0-9]*/ });
/** Whatever starts like a number, so that `12abc` is one mistake; the lexer says which of them are numbers. */
export const NumberText = createToken({
  name: "NumberText",
  label: "a number",
  pattern: /-?[0-9](?:[eE][+-][0-9]|[A-Za-z_0-9.])*/,
});
export const StringText = createToken({
  name: "StringText",
  label: "a string",
  pattern: { exec: (text: string, offset: number) => matchQuoted(text, offset, '"') },
  start_chars_hint: ['"'],
  line_breaks: false,
});
/** `'x'`: a mistake with one meaning; the lexer names it and goes on with the string it stands for. */
export const SingleQuotedText = createToken({
  name: "SingleQuotedText",
  label: "a string",
  pattern: { exec: (text: string, offset: number) => matchQuoted(text, offset, "'") },
  start_chars_hint: ["'"],
  line_breaks: false,
});
export const UnterminatedString = createToken({
  name: "UnterminatedString",
  label: "a string",
  pattern: /"[^\r\n]*/,
});
export const Variable = createToken({ name: "Variable", label: "a variable", pattern: /\$[A-Za-z_][A-Za-z_0-9]*/ });
export const BlockAttribute = createToken({
  name: "BlockAttribute",
  label: "an attribute",
  pattern: /@@[A-Za-z_][A-Za-z_0-9]*/,
});
export const FieldAttribute = createToken({
  name: "FieldAttribute",
  label: "an attribute",
  pattern: /@[A-Za-z_][A-Za-z_0-9]*/,
});

export const LeftBrace = createToken({ name: "LeftBrace", label: "`{`", pattern: "{" });
export const RightBrace = createToken({ name: "RightBrace", label: "`}`", pattern: "}" });
export const LeftSquare = createToken({ name: "LeftSquare", label: "`[`", pattern: "[" });
export const RightSquare = createToken({ name: "RightSquare", label: "`]`", pattern: "]" });
export const LeftParenthesis = createToken({ name: "LeftParenthesis", label: "`(`", pattern: "(" });
export const RightParenthesis = createToken({ name: "RightParenthesis", label: "`)`", pattern: ")" });
export const Comma = createToken({ name: "Comma", label: "`,`", pattern: "," });
export const Colon = createToken({ name: "Colon", label: "`:`", pattern: ":" });
export const Dot = createToken({ name: "Dot", label: "`.`", pattern: "." });
export const Equals = createToken({ name: "Equals", label: "`=`", pattern: "=" });
export const Question = createToken({ name: "Question", label: "`?`", pattern: "?" });
export const Bar = createToken({ name: "Bar", label: "`|`", pattern: "|" });

/** Comments travel beside the tokens, in a group of their own. */
export const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\r\n]*/, group: "comments" });
/** Not part of the language; recognised so that it can be named instead of read as a line of rubbish per line. */
export const BlockComment = createToken({
  name: "BlockComment",
  pattern: { exec: matchBlockComment },
  start_chars_hint: ["/"],
  line_breaks: true,
  group: "blockComments",
});
const Blank = createToken({
  name: "Blank",
  pattern: /[ \t\f\v\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/,
  group: Lexer.SKIPPED,
});

/** In the order the lexer tries them. */
export const tokenTypes: TokenType[] = [
  Blank,
  Newline,
  Name,
  LineComment,
  BlockComment,
  BlockAttribute,
  FieldAttribute,
  StringText,
  UnterminatedString,
  SingleQuotedText,
  NumberText,
  Variable,
  LeftBrace,
  RightBrace,
  LeftSquare,
  RightSquare,
  LeftParenthesis,
  RightParenthesis,
  Comma,
  Colon,
  Dot,
  Equals,
  Question,
  Bar,
];

/** A scan by hand: a regular expression for a string of megabytes with escapes overflows its own backtracking stack. */
function matchQuoted(text: string, offset: number, quote: '"' | "'"): CustomPatternMatcherReturn | null {
  if (text[offset] !== quote) return null;
  for (let index = offset + 1; index < text.length; index++) {
    const character = text[index];
    if (character === quote) return [text.slice(offset, index + 1)];
    if (character === "\n" || character === "\r") return null;
    if (character === "\\") index++;
  }
  return null;
}

/** Up to its end, or where it has none to the end of the line; searched for once, so that many openers stay linear. */
function matchBlockComment(
  text: string,
  offset: number,
  _tokens: readonly IToken[],
  groups: Record<string, IToken[]>,
): CustomPatternMatcherReturn | null {
  if (!text.startsWith("/*", offset)) return null;
  const last = groups["blockComments"]?.at(-1);
  const end = last === undefined || last.image.endsWith("*/") ? text.indexOf("*/", offset + 2) : -1;
  if (end !== -1) return [text.slice(offset, end + 2)];
  const line = /[\r\n]/g;
  line.lastIndex = offset;
  return [text.slice(offset, line.exec(text)?.index ?? text.length)];
}
