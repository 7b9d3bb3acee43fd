import type { Span } from "@joinery/schema";
import type { CstNode, IToken } from "chevrotain";
import type { Argument, Expression, Name, ObjectEntry } from "../ast.js";
import { endOf, spanOf } from "./locate-token.js";
import { readString } from "./read-string.js";
import { demand, nodeIn, nodesIn, tokenIn } from "./syntax-tree.js";

/** Builds the node of an `expression` of the grammar. */
export function buildExpression(file: string, node: CstNode): Expression {
  const { children } = node;
  const [rule] = Object.keys(children);
  switch (rule) {
    case "StringText":
    case "SingleQuotedText":
    case "UnterminatedString": {
      const token = demand(tokenIn(node, rule));
      return Object.freeze({ kind: "string", value: readString(token.image), span: freezeSpan(file, token) });
    }
    case "NumberText": {
      const token = demand(tokenIn(node, rule));
      return Object.freeze({ kind: "number", text: token.image, span: freezeSpan(file, token) });
    }
    case "Variable": {
      const token = demand(tokenIn(node, rule));
      return Object.freeze({ kind: "variable", name: token.image.slice(1), span: freezeSpan(file, token) });
    }
    case "Name":
      return buildNamed(file, demand(tokenIn(node, rule)), nodeIn(node, "argumentList"));
    case "list":
      return buildList(file, demand(nodeIn(node, rule)));
    default:
      return buildObject(file, demand(nodeIn(node, "object")));
  }
}

/** `x`, `true`, `x(…)`. */
function buildNamed(file: string, token: IToken, argumentList: CstNode | undefined): Expression {
  const span = freezeSpan(file, token);
  if (argumentList !== undefined) {
    const { items, end } = buildArguments(file, argumentList);
    const whole = Object.freeze({ file, start: span.start, end });
    return Object.freeze({ kind: "call", name: buildName(file, token), arguments: items, span: whole });
  }
  switch (token.image) {
    case "true":
    case "false":
      return Object.freeze({ kind: "boolean", value: token.image === "true", span });
    case "null":
      return Object.freeze({ kind: "null", span });
    default:
      return Object.freeze({ kind: "reference", name: token.image, span });
  }
}

/** The arguments between two parentheses, and the offset behind the second. */
export function buildArguments(file: string, node: CstNode): { items: readonly Argument[]; end: number } {
  const items = Object.freeze(nodesIn(node, "argument").map((argument) => buildArgument(file, argument)));
  return { items, end: endOf(demand(tokenIn(node, "RightParenthesis"))) };
}

function buildArgument(file: string, node: CstNode): Argument {
  const value = buildExpression(file, demand(nodeIn(node, "expression")));
  const name = tokenIn(node, "Name");
  if (name === undefined) return Object.freeze({ kind: "argument", value, span: value.span });
  const span = Object.freeze({ file, start: name.startOffset, end: value.span.end });
  return Object.freeze({ kind: "argument", name: buildName(file, name), value, span });
}

function buildList(file: string, node: CstNode): Expression {
  const items = Object.freeze(nodesIn(node, "expression").map((item) => buildExpression(file, item)));
  const span = freezeSpan(file, demand(tokenIn(node, "LeftSquare")), demand(tokenIn(node, "RightSquare")));
  return Object.freeze({ kind: "list", items, span });
}

function buildObject(file: string, node: CstNode): Expression {
  const entries = Object.freeze(nodesIn(node, "entry").map((entry) => buildEntry(file, entry)));
  const span = freezeSpan(file, demand(tokenIn(node, "LeftBrace")), demand(tokenIn(node, "RightBrace")));
  return Object.freeze({ kind: "object", entries, span });
}

function buildEntry(file: string, node: CstNode): ObjectEntry {
  const quoted = tokenIn(node, "StringText") ?? tokenIn(node, "SingleQuotedText");
  const key =
    quoted === undefined
      ? buildName(file, demand(tokenIn(node, "Name")))
      : Object.freeze({ kind: "name" as const, text: readString(quoted.image), span: freezeSpan(file, quoted) });
  const value = buildExpression(file, demand(nodeIn(node, "expression")));
  const span = Object.freeze({ file, start: key.span.start, end: value.span.end });
  return Object.freeze({ kind: "entry", key, value, span });
}

/** The name a token spells, without the first `skipped` characters: an attribute's `@`, a variable's `$`. */
export function buildName(file: string, token: IToken, skipped = 0): Name {
  const span = Object.freeze({ file, start: token.startOffset + skipped, end: endOf(token) });
  return Object.freeze({ kind: "name", text: token.image.slice(skipped), span });
}

export function freezeSpan(file: string, first: IToken, last?: IToken): Span {
  return Object.freeze(spanOf(file, first, last));
}
