import type { Span } from "@joinery/schema";
import type { IToken } from "chevrotain";
import type {
  Argument,
  Expression,
  ListExpression,
  Name,
  NumberLiteral,
  ObjectEntry,
  ObjectExpression,
  StringLiteral,
  Variable,
} from "../ast.js";
import { endOf } from "./locate-token.js";
import { readString } from "./read-string.js";

/** The arguments between two parentheses; `end` is the offset behind the second. */
export interface ArgumentList {
  readonly items: readonly Argument[];
  readonly end: number;
}

/** A frozen span from the first character of `start` to `end`. */
export function span(file: string, start: number, end: number): Span {
  return Object.freeze({ file, start, end });
}

/** The span of one token. */
export function tokenSpan(file: string, token: IToken): Span {
  return span(file, token.startOffset, endOf(token));
}

/** The name a token spells, without the first `skipped` characters: an attribute's `@`, a variable's `$`. */
export function buildName(file: string, token: IToken, skipped = 0): Name {
  const text = skipped === 0 ? token.image : token.image.slice(skipped);
  return Object.freeze({ kind: "name", text, span: span(file, token.startOffset + skipped, endOf(token)) });
}

export function buildString(file: string, token: IToken): StringLiteral {
  return Object.freeze({ kind: "string", value: readString(token.image), span: tokenSpan(file, token) });
}

export function buildNumber(file: string, token: IToken): NumberLiteral {
  return Object.freeze({ kind: "number", text: token.image, span: tokenSpan(file, token) });
}

export function buildVariable(file: string, token: IToken): Variable {
  return Object.freeze({ kind: "variable", name: token.image.slice(1), span: tokenSpan(file, token) });
}

/** `x(…)`, `true`, `false`, `null`, `x`. */
export function buildNamed(file: string, token: IToken, written: ArgumentList | undefined): Expression {
  if (written !== undefined) {
    const whole = span(file, token.startOffset, written.end);
    return Object.freeze({ kind: "call", name: buildName(file, token), arguments: written.items, span: whole });
  }
  const place = tokenSpan(file, token);
  switch (token.image) {
    case "true":
    case "false":
      return Object.freeze({ kind: "boolean", value: token.image === "true", span: place });
    case "null":
      return Object.freeze({ kind: "null", span: place });
    default:
      return Object.freeze({ kind: "reference", name: token.image, span: place });
  }
}

export function buildArgument(file: string, name: IToken | undefined, value: Expression): Argument {
  if (name === undefined) return Object.freeze({ kind: "argument", value, span: value.span });
  const whole = span(file, name.startOffset, value.span.end);
  return Object.freeze({ kind: "argument", name: buildName(file, name), value, span: whole });
}

export function buildList(file: string, open: IToken, items: readonly Expression[], close: IToken): ListExpression {
  return Object.freeze({ kind: "list", items: Object.freeze(items), span: span(file, open.startOffset, endOf(close)) });
}

export function buildObject(
  file: string,
  open: IToken,
  entries: readonly ObjectEntry[],
  close: IToken,
): ObjectExpression {
  const whole = span(file, open.startOffset, endOf(close));
  return Object.freeze({ kind: "object", entries: Object.freeze(entries), span: whole });
}

/** A key is a name or, where a name cannot spell it, a string. */
export function buildEntry(file: string, token: IToken, isQuoted: boolean, value: Expression): ObjectEntry {
  const key: Name = isQuoted
    ? Object.freeze({ kind: "name", text: readString(token.image), span: tokenSpan(file, token) })
    : buildName(file, token);
  return Object.freeze({ kind: "entry", key, value, span: span(file, token.startOffset, value.span.end) });
}
