import { isStorableText } from "@joinery/schema";
import { ValueError } from "./dialect.js";

/** Longer ones are no searches any more, and a server may refuse them. */
const longestPattern = 1000;

/** The most repetitions that every database counts. */
const mostRepetitions = 255;

/** A piece of a regular expression. */
export type PatternToken =
  /** A character that matches itself. */
  | { readonly kind: "literal"; readonly character: string; readonly isInClass: boolean }
  /** `\d \w \s`, and with a capital all other characters. */
  | { readonly kind: "set"; readonly name: "d" | "w" | "s"; readonly isNegated: boolean; readonly isInClass: boolean }
  /** `\b`, and with a capital everywhere else. */
  | { readonly kind: "boundary"; readonly isNegated: boolean }
  /** What means the same everywhere: groups, classes, counts, alternatives, both ends, any character. */
  | { readonly kind: "syntax"; readonly text: string };

/**
 * Takes a regular expression apart: one of JavaScript's, with the flags `u` and `s` (`.` is any character). What only JavaScript knows is
 * refused, on every database alike: references to groups, `\p`, flags inside.
 *
 * @throws ValueError
 */
export function readRegularExpression(value: unknown): readonly PatternToken[] {
  if (typeof value !== "string" || !isStorableText(value)) {
    throw new ValueError("expected a string without NUL characters and without halves of surrogate pairs");
  }
  if (value.length > longestPattern) {
    throw new ValueError(`expected a regular expression of at most ${longestPattern} characters`);
  }
  if (!isPattern(value)) {
    throw new ValueError("expected a regular expression, as JavaScript spells it with the flag u");
  }
  const tokens: PatternToken[] = [];
  let isInClass = false;
  for (let at = 0; at < value.length;) {
    const piece: RegExp = isInClass ? pieceOfClass : pieceOfPattern;
    piece.lastIndex = at;
    const text: string = piece.exec(value)![0];
    at += text.length;
    const token = isInClass ? readInClass(text) : readPiece(text);
    if (token.kind === "syntax") isInClass = isInClass ? text !== "]" : text.startsWith("[");
    tokens.push(token);
  }
  return tokens;
}

function readPiece(text: string): PatternToken {
  if (text.startsWith("\\")) return readEscape(text, false);
  if (text.startsWith("(?<") && text.endsWith(">")) return { kind: "syntax", text: "(" };
  if (text.startsWith("(?") && !/^\(\?(?::|<?[=!])$/.test(text)) refuse("flags inside");
  if (text.endsWith("]")) refuse("empty classes");
  if (text.startsWith("{")) checkCount(text);
  const isSyntax = text.length > 1 ? !/^.$/su.test(text) : "()[|*+?^$.".includes(text);
  return isSyntax ? { kind: "syntax", text } : { kind: "literal", character: text, isInClass: false };
}

function readInClass(text: string): PatternToken {
  if (text.startsWith("\\")) return readEscape(text, true);
  if (text === "]" || text === "-") return { kind: "syntax", text };
  return { kind: "literal", character: text, isInClass: true };
}

/** As it is run where no server does: `s` is for `.`, which a server lets be any character. */
export function compileRegularExpression(pattern: string, isInsensitive: boolean): RegExp {
  return new RegExp(pattern, isInsensitive ? "sui" : "su");
}

function isPattern(pattern: string): boolean {
  try {
    compileRegularExpression(pattern, false);
    return true;
  } catch {
    return false;
  }
}

/** An escape, in a pattern that is one. */
const escape =
  "\\\\(?:u\\{[\\da-fA-F]+\\}|u[dD][89abAB][\\da-fA-F]{2}\\\\u[dD][c-fC-F][\\da-fA-F]{2}|u[\\da-fA-F]{4}|x[\\da-fA-F]{2}|c[a-zA-Z]|[pP]\\{[^}]*\\}|k<[^>]*>|.)";
/** That, what begins a group or a class, a count, or any other character. */
const pieceOfPattern = new RegExp(
  `${escape}|\\(\\?<[^=!>]+>|\\(\\?<?[^<]|\\{\\d+(?:,\\d*)?\\}|\\[\\^?\\]|\\[\\^|.`,
  "syu",
);
const pieceOfClass = new RegExp(`${escape}|.`, "syu");

function readEscape(text: string, isInClass: boolean): PatternToken {
  const name = text[1]!;
  const lower = name.toLowerCase();
  if (lower === "d" || lower === "w" || lower === "s") {
    const isNegated = name !== lower;
    if (isNegated && isInClass) refuse(`${text} in brackets`);
    return { kind: "set", name: lower, isNegated, isInClass };
  }
  if (lower === "b" && !isInClass) return { kind: "boundary", isNegated: name === "B" };
  if (lower === "p") refuse("properties of characters (\\p)");
  if (/^[1-9k]$/.test(name)) refuse("references to groups");
  const character = readCharacter(text);
  if (!isStorableText(character)) refuse("NUL and halves of surrogate pairs");
  return { kind: "literal", character, isInClass };
}

const controls: Readonly<Record<string, string>> = { f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", b: "\b", "0": "\0" };

function readCharacter(escape: string): string {
  const name = escape[1]!;
  if (name === "c") return String.fromCharCode(escape.charCodeAt(2) % 32);
  if (name === "x" || name === "u") {
    const codes = escape.match(/[\da-fA-F]{2,}/g) ?? escape.match(/[\da-fA-F]+/g) ?? [];
    const numbers = codes.map((code) => parseInt(code, 16));
    return escape.startsWith("\\u{") ? String.fromCodePoint(...numbers) : String.fromCharCode(...numbers);
  }
  return controls[name] ?? name;
}

function checkCount(text: string): void {
  if (text.match(/\d+/g)!.some((digits) => Number(digits) > mostRepetitions)) {
    throw new ValueError(`expected a regular expression that counts to ${mostRepetitions} at most`);
  }
}

function refuse(what: string): never {
  throw new ValueError(`expected a regular expression without ${what}, which not every database has`);
}
