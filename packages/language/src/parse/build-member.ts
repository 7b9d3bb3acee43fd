import type { Diagnostic } from "@joinery/schema";
import type { CstNode, IToken } from "chevrotain";
import type {
  Attribute,
  EnumMemberDeclaration,
  FieldDeclaration,
  NamedType,
  QueryClause,
  QueryParameter,
  TypeReference,
} from "../ast.js";
import { diagnostic } from "../diagnostics.js";
import { buildArguments, buildExpression, buildName, freezeSpan } from "./build-expression.js";
import { endOf } from "./locate-token.js";
import { demand, nodeIn, nodesIn, tokenIn } from "./syntax-tree.js";

/** Where builders find out where they are and leave what they notice. */
export interface BuildContext {
  readonly file: string;
  readonly report: (found: Diagnostic) => void;
}

/** `documentation` as a property to spread, absent when there is none. */
type Documentation = { readonly documentation?: string };

/** A field of its whole line (rule `field`) or of what could be read of it (rule `fieldHead`). */
export function buildField(context: BuildContext, node: CstNode, documentation: Documentation): FieldDeclaration {
  const head = nodeIn(node, "fieldHead") ?? node;
  const name = buildName(context.file, demand(tokenIn(head, "Name")));
  const type = buildTypeReference(context, demand(nodeIn(head, "typeReference")));
  const attributes = buildFieldAttributes(context, node);
  const end = attributes.at(-1)?.span.end ?? type.span.end;
  const span = Object.freeze({ file: context.file, start: name.span.start, end });
  return Object.freeze({ kind: "field", name, type, attributes, ...documentation, span });
}

export function buildEnumMember(
  context: BuildContext,
  node: CstNode,
  documentation: Documentation,
): EnumMemberDeclaration {
  const name = buildName(context.file, demand(tokenIn(node, "Name")));
  const attributes = buildFieldAttributes(context, node);
  const end = attributes.at(-1)?.span.end ?? name.span.end;
  const span = Object.freeze({ file: context.file, start: name.span.start, end });
  return Object.freeze({ kind: "enumMember", name, attributes, ...documentation, span });
}

export function buildBlockAttribute(context: BuildContext, node: CstNode): Attribute {
  return buildAttribute(context, node, "block", demand(tokenIn(node, "BlockAttribute")));
}

export function buildClause(context: BuildContext, node: CstNode): QueryClause {
  const name = buildName(context.file, demand(tokenIn(node, "Name")));
  const value = buildExpression(context.file, demand(nodeIn(node, "expression")));
  const span = Object.freeze({ file: context.file, start: name.span.start, end: value.span.end });
  return Object.freeze({ kind: "clause", name, value, span });
}

export function buildParameter(context: BuildContext, node: CstNode): QueryParameter {
  const variable = demand(tokenIn(node, "Variable"));
  const type = buildTypeReference(context, demand(nodeIn(node, "typeReference")));
  const written = nodeIn(node, "expression");
  const value = written === undefined ? undefined : buildExpression(context.file, written);
  const end = value?.span.end ?? type.span.end;
  return Object.freeze({
    kind: "parameter",
    name: buildName(context.file, variable, 1),
    type,
    ...(value !== undefined && { default: value }),
    span: Object.freeze({ file: context.file, start: variable.startOffset, end }),
  });
}

function buildFieldAttributes(context: BuildContext, node: CstNode): readonly Attribute[] {
  const nodes = nodesIn(node, "fieldAttribute");
  return Object.freeze(
    nodes.map((attribute) => buildAttribute(context, attribute, "field", demand(tokenIn(attribute, "FieldAttribute")))),
  );
}

function buildAttribute({ file }: BuildContext, node: CstNode, scope: Attribute["scope"], token: IToken): Attribute {
  const name = buildName(file, token, scope === "field" ? 1 : 2);
  const written = nodeIn(node, "argumentList");
  const { items, end } = written === undefined ? { items: none, end: endOf(token) } : buildArguments(file, written);
  const span = Object.freeze({ file, start: token.startOffset, end });
  return Object.freeze({ kind: "attribute", scope, name, arguments: items, hasArguments: written !== undefined, span });
}

const none: readonly never[] = Object.freeze([]);

function buildTypeReference(context: BuildContext, node: CstNode): TypeReference {
  const { file } = context;
  const nodes = nodesIn(node, "namedType");
  const alternatives = Object.freeze(nodes.map((type) => buildNamedType(file, type)));
  const suffixes = nodes.map((type) => nodesIn(type, "typeSuffix"));
  const written = suffixes.flat().map((suffix) => (tokenIn(suffix, "Question") === undefined ? "[]" : "?"));
  const isList = written.includes("[]");
  const isNullable = written.includes("?");
  const lastSuffix = suffixes.at(-1)?.at(-1);
  const start = demand(alternatives[0]).span.start;
  const end = lastSuffix === undefined ? demand(alternatives.at(-1)).span.end : endOfSuffix(lastSuffix);
  const span = Object.freeze({ file, start, end });

  const expected = `${isList ? "[]" : ""}${isNullable ? "?" : ""}`;
  if (written.join("") !== expected || suffixes.slice(0, -1).some((list) => list.length > 0)) {
    reportSuffixes(context, alternatives, suffixes.flat(), expected);
  }
  return Object.freeze({ kind: "typeReference", alternatives, isList, isNullable, span });
}

function buildNamedType(file: string, node: CstNode): NamedType {
  const token = demand(tokenIn(node, "Name"));
  const written = nodeIn(node, "argumentList");
  const { items, end } = written === undefined ? { items: none, end: endOf(token) } : buildArguments(file, written);
  const span = Object.freeze({ file, start: token.startOffset, end });
  return Object.freeze({ kind: "namedType", name: buildName(file, token), arguments: items, span });
}

/** Suffixes in another order or place than `[]?` at the end: named once, with the edits that put them there. */
function reportSuffixes(
  context: BuildContext,
  alternatives: readonly NamedType[],
  suffixes: readonly CstNode[],
  expected: string,
): void {
  const { file } = context;
  const spans = suffixes.map((suffix) => ({ file, start: startOfSuffix(suffix), end: endOfSuffix(suffix) }));
  const first = demand(spans[0]);
  const last = demand(spans.at(-1));
  const end = Math.max(last.end, demand(alternatives.at(-1)).span.end);
  const edits = spans.map((span) => ({ span, newText: "" }));
  const insertion = { span: { file, start: end, end }, newText: expected };
  const fixes = [{ title: `Write \`${expected}\` at the end`, edits: [...edits, insertion] }];
  const span = { file, start: first.start, end: last.end };
  context.report(diagnostic("parse/misplaced-suffix", span, { expected }, { fixes }));
}

function startOfSuffix(node: CstNode): number {
  return demand(tokenIn(node, "Question") ?? tokenIn(node, "LeftSquare")).startOffset;
}

function endOfSuffix(node: CstNode): number {
  return endOf(demand(tokenIn(node, "Question") ?? tokenIn(node, "RightSquare")));
}
