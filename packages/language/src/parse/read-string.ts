import type { Diagnostic } from "@joinery/schema";
import type { IToken } from "chevrotain";
import { diagnostic } from "../diagnostics.js";

const escapes = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|(u?[^]?))/g;

const simple: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", n: "\n", r: "\r", t: "\t" };

const greatestCodePoint = 0x10ffff;

/** The value of a string token: without its quotes, escapes resolved. An unknown escape stands for itself. */
export function readString(image: string): string {
  const end = image.length > 1 && image.endsWith(image.charAt(0)) ? -1 : undefined;
  const body = image.slice(1, end);
  return body.includes("\\") ? body.replace(escapes, (text, ...parts: string[]) => readEscape(parts) ?? text) : body;
}

/**
 * Where in the string as written a place of its value is that is trimmed of blanks: `image` is the token with its quotes,
 * the result an offset into it.
 */
export function locateInString(image: string, offset: number): number {
  const value = readString(image);
  let left = offset + value.length - value.trimStart().length;
  let at = 1;
  for (const match of image.matchAll(escapes)) {
    const plain = match.index - at;
    if (left < plain) break;
    const length = readString(`"${match[0]}"`).length;
    // Inside of what an escape stands for is the escape.
    if (left < plain + length) return match.index;
    left -= plain + length;
    at = match.index + match[0].length;
  }
  return at + left;
}

/** One diagnostic per escape that means nothing, with the fix that keeps the backslash: in `"\d"` it was meant. */
export function findEscapeMistakes(file: string, token: IToken): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const match of token.image.matchAll(escapes)) {
    const escape = match[0];
    if (readEscape(match.slice(1)) !== undefined) continue;
    const start = token.startOffset + match.index;
    const span = { file, start, end: start + escape.length };
    const edits = [{ span: { file, start, end: start }, newText: "\\" }];
    found.push(
      diagnostic("parse/invalid-escape", span, { escape }, { fixes: [{ title: "Double the backslash", edits }] }),
    );
  }
  return found;
}

function readEscape([braced, plain, letter]: readonly (string | undefined)[]): string | undefined {
  const digits = braced ?? plain;
  if (digits === undefined) return letter === undefined ? undefined : simple[letter];
  const code = Number.parseInt(digits, 16);
  return code <= greatestCodePoint ? String.fromCodePoint(code) : undefined;
}
