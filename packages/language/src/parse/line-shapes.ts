import type { IToken } from "chevrotain";
import { isDeclarationKeyword } from "./block.js";
import {
  Bar,
  BlockAttribute,
  Colon,
  Comma,
  Dot,
  Equals,
  FieldAttribute,
  LeftBrace,
  LeftParenthesis,
  LeftSquare,
  Name,
  Newline,
  RightBrace,
  RightParenthesis,
  RightSquare,
} from "./tokens.js";

/** Whether the line that starts at `index` can only be the header of a block: no field or expression begins like it. */
export function isBlockHeader(tokens: readonly IToken[], index: number): boolean {
  const keyword = tokens[index];
  if (keyword?.tokenType !== Name || !isDeclarationKeyword(keyword.image)) return false;
  if (tokens[index + 1]?.tokenType !== Name) return false;
  return tokens[index + 2]?.tokenType === Newline ? reachesBrace(tokens, index + 2) : endsName(tokens[index + 2]);
}

/**
 * Whether line ends and `extends` and `with` lead from `index` to a `{`. Two fields `model String` and `extends Int` look
 * like a header so far, but no field starts with a brace.
 */
function reachesBrace(tokens: readonly IToken[], index: number): boolean {
  for (;;) {
    while (tokens[index]?.tokenType === Newline) index++;
    const word = tokens[index];
    if (word?.tokenType !== Name || !isHeaderWord(word.image)) return word?.tokenType === LeftBrace;
    do index += 2;
    while (tokens[index]?.tokenType === Comma);
  }
}

/** Whether the line looks like a header whose keyword is misspelt or of another language: `modle User {`, `table users {`. */
export function isUnknownHeader(tokens: readonly IToken[], index: number): boolean {
  return tokens[index]?.tokenType === Name && tokens[index + 1]?.tokenType === Name && endsName(tokens[index + 2]);
}

/** Whether what stands at `index`, behind line ends, still belongs to the header above: its `{`, `extends` or `with`. */
export function continuesHeader(tokens: readonly IToken[], index: number): boolean {
  while (tokens[index]?.tokenType === Newline) index++;
  const token = tokens[index];
  return token?.tokenType === LeftBrace || (token?.tokenType === Name && isHeaderWord(token.image));
}

/**
 * Whether the line that starts at `index` cannot stand inside brackets, `last` being the token above: it starts with an
 * attribute or two words in a row, or has no comma before it.
 */
export function looksLikeNewLine(tokens: readonly IToken[], index: number, last: IToken | undefined): boolean {
  const first = tokens[index];
  const second = tokens[index + 1];
  if (first === undefined || isAttribute(first)) return true;
  if (last !== undefined && !isOpening(last) && !separators.has(last.tokenType)) {
    return !isClosing(first) && !separators.has(first.tokenType);
  }
  return first.tokenType === Name && second !== undefined && !followsNameInBrackets.has(second.tokenType);
}

const separators = new Set([Comma, Colon, Equals, Bar]);

const followsNameInBrackets = new Set([
  Comma,
  Colon,
  LeftParenthesis,
  RightParenthesis,
  RightSquare,
  RightBrace,
  Newline,
]);

export function isAttribute(token: IToken): boolean {
  return token.tokenType === FieldAttribute || token.tokenType === BlockAttribute;
}

/** Whether the brackets from the header at `index` to the next one match, kind by kind. */
export function isBalanced(tokens: readonly IToken[], index: number): boolean {
  const open: IToken[] = [];
  let isLineStart = false;
  for (let at = index; at < tokens.length; at++) {
    const token = tokens[at] as IToken;
    if (isLineStart && isBlockHeader(tokens, at)) break;
    isLineStart = token.tokenType === Newline;
    if (!isBracket(token)) continue;
    if (isOpening(token)) open.push(token);
    else if (open.pop()?.image !== openingOf(token)) return false;
  }
  return open.length === 0;
}

const brackets = new Set([LeftBrace, RightBrace, LeftSquare, RightSquare, LeftParenthesis, RightParenthesis]);

export function isBracket({ tokenType }: IToken): boolean {
  return brackets.has(tokenType);
}

export function isOpening({ tokenType }: Pick<IToken, "tokenType">): boolean {
  return tokenType === LeftBrace || tokenType === LeftSquare || tokenType === LeftParenthesis;
}

export function isClosing({ tokenType }: Pick<IToken, "tokenType">): boolean {
  return tokenType === RightBrace || tokenType === RightSquare || tokenType === RightParenthesis;
}

const pairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{" };

export function openingOf(closing: IToken): string {
  return pairs[closing.image] as string;
}

export function closingOf(opening: IToken): string {
  return pairs[opening.image] as string;
}

function endsName(token: IToken | undefined): boolean {
  if (token === undefined) return false;
  return (
    token.tokenType === LeftBrace || token.tokenType === Dot || (token.tokenType === Name && isHeaderWord(token.image))
  );
}

function isHeaderWord(text: string): boolean {
  return text === "extends" || text === "with";
}
