import type { IToken } from "chevrotain";
import {
  FieldAttribute,
  BlockAttribute,
  Newline,
  NumberText,
  StringText,
  SingleQuotedText,
  UnterminatedString,
} from "./tokens.js";

const longest = 30;

/** How a message names a token it found: by its text, cut where it is long. `undefined` is the end of the file. */
export function describeToken(token: IToken | undefined): string {
  if (token === undefined) return "the end of the file";
  switch (token.tokenType) {
    case Newline:
      return "the end of the line";
    case NumberText:
      return `the number \`${shorten(token.image)}\``;
    case StringText:
    case SingleQuotedText:
    case UnterminatedString:
      return `the string ${shorten(token.image)}`;
    case FieldAttribute:
    case BlockAttribute:
      return `the attribute \`${shorten(token.image)}\``;
    default:
      return `\`${shorten(token.image)}\``;
  }
}

/** How a message names characters outside the language: as they are where they can be seen, else by code point. */
export function describeCharacters(text: string): string {
  const shown = shorten(text);
  if (!/[\p{C}\p{Z}\ufffd]/u.test(shown)) return `\`${shown}\``;
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return text.length > 1 ? `Text that starts with U+${code}` : `U+${code}`;
}

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
