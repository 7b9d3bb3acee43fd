import type { IToken } from "chevrotain";
import { endOf } from "./locate-token.js";
import { UnterminatedString } from "./tokens.js";

/** A text in quotes over several lines, which the language does not have: one mistake, from its first quote to its last. */
export interface BrokenString {
  /** What begins it. */
  readonly token: IToken;
  /** Behind its last quote. */
  readonly end: number;
  /** The end of the last token that is made of it. */
  readonly lastEnd: number;
}

/**
 * Finds strings that were closed on a later line: there the quote looks like the beginning of another one without an end,
 * but what follows it could not stand in a string and would well stand behind one.
 */
export function findBrokenStrings(text: string, tokens: readonly IToken[]): readonly BrokenString[] {
  const open = tokens.filter(({ tokenType }) => tokenType === UnterminatedString);
  const found: BrokenString[] = [];
  for (let index = 0; index + 1 < open.length; index++) {
    const [token, last] = [open[index] as IToken, open[index + 1] as IToken];
    if (!isClosingQuote(text, last) || startsBlock.test(text.slice(endOf(token), last.startOffset))) continue;
    found.push({ token, end: last.startOffset + 1, lastEnd: endOf(last) });
    index++;
  }
  return found;
}

/** Whether the lines in between hold the end or the beginning of a block. */
const startsBlock = /^(?:\}|(?:model|mixin|type|enum|view|query)[ \t]+\w)/m;

function isClosingQuote(text: string, { startOffset, image }: IToken): boolean {
  const before = text.slice(text.lastIndexOf("\n", startOffset - 1) + 1, startOffset).trimEnd();
  return !/[([,:]$/.test(before) && /^"\s*(?:[)\],]|\/\/|$)/.test(image);
}
