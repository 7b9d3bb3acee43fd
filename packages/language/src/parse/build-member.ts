import type { IToken } from "chevrotain";
import type {
  Attribute,
  EnumMemberDeclaration,
  Expression,
  FieldDeclaration,
  Name,
  NamedType,
  QueryClause,
  QueryParameter,
  TypeReference,
} from "../ast.js";
import { buildName, span, type ArgumentList } from "./build-expression.js";
import { endOf } from "./locate-token.js";
import type { TypeSuffix } from "./type-suffix.js";

/** A field as far as it is needed to know it: what stands before its attributes. */
export interface FieldHead {
  readonly name: Name;
  readonly type: TypeReference;
}

const noArguments: readonly never[] = Object.freeze([]);

export function buildField(
  file: string,
  { name, type }: FieldHead,
  attributes: readonly Attribute[],
): FieldDeclaration {
  const whole = span(file, name.span.start, attributes.at(-1)?.span.end ?? type.span.end);
  return Object.freeze({ kind: "field", name, type, attributes: Object.freeze(attributes), span: whole });
}

export function buildEnumMember(file: string, token: IToken, attributes: readonly Attribute[]): EnumMemberDeclaration {
  const name = buildName(file, token);
  const whole = span(file, name.span.start, attributes.at(-1)?.span.end ?? name.span.end);
  return Object.freeze({ kind: "enumMember", name, attributes: Object.freeze(attributes), span: whole });
}

export function buildAttribute(
  file: string,
  scope: Attribute["scope"],
  token: IToken,
  written: ArgumentList | undefined,
): Attribute {
  return Object.freeze({
    kind: "attribute",
    scope,
    name: buildName(file, token, scope === "field" ? "@".length : "@@".length),
    arguments: written?.items ?? noArguments,
    hasArguments: written !== undefined,
    span: span(file, token.startOffset, written?.end ?? endOf(token)),
  });
}

export function buildClause(file: string, token: IToken, value: Expression): QueryClause {
  const whole = span(file, token.startOffset, value.span.end);
  return Object.freeze({ kind: "clause", name: buildName(file, token), value, span: whole });
}

export function buildParameter(
  file: string,
  variable: IToken,
  type: TypeReference,
  value: Expression | undefined,
): QueryParameter {
  const name = buildName(file, variable, "$".length);
  const whole = span(file, variable.startOffset, value?.span.end ?? type.span.end);
  return value === undefined
    ? Object.freeze({ kind: "parameter", name, type, span: whole })
    : Object.freeze({ kind: "parameter", name, type, default: value, span: whole });
}

export function buildNamedType(file: string, token: IToken, written: ArgumentList | undefined): NamedType {
  return Object.freeze({
    kind: "namedType",
    name: buildName(file, token),
    arguments: written?.items ?? noArguments,
    span: span(file, token.startOffset, written?.end ?? endOf(token)),
  });
}

/** `suffixes` are all that were written, wherever (see `findSuffixMistake`): each says what it says of the whole type. */
export function buildTypeReference(
  file: string,
  alternatives: readonly NamedType[],
  suffixes: readonly TypeSuffix[],
): TypeReference {
  const lastType = alternatives.at(-1) as NamedType;
  return Object.freeze({
    kind: "typeReference",
    alternatives: Object.freeze(alternatives),
    isList: suffixes.some(({ text }) => text === "[]"),
    isNullable: suffixes.some(({ text }) => text === "?"),
    span: span(file, (alternatives[0] as NamedType).span.start, Math.max(lastType.span.end, suffixes.at(-1)?.end ?? 0)),
  });
}
