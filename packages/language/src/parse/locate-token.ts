import type { Span } from "@joinery/schema";
import type { IToken } from "chevrotain";

/** Offset behind the last character of `token`. The lexer tracks offsets of starts only, which is its fastest mode. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

export function spanOf(file: string, first: IToken, last: IToken = first): Span {
  return { file, start: first.startOffset, end: endOf(last) };
}
