import {
  isStorableText,
  type DefaultValue,
  type FieldType,
  type JsonValue,
  type ScalarType,
  type Span,
} from "@joinery/schema";
import type { Call, EnumDeclaration, Expression } from "../ast.js";
import { describeLiteral, readLiteral } from "./literal-value.js";
import { matchArguments } from "./match-arguments.js";
import type { ArgumentProblem, Signature, SignatureValues } from "./signature.js";

export type DefaultProblem =
  | { readonly kind: "unfit"; readonly span: Span; readonly expected: string }
  | {
      readonly kind: "unknown-member";
      readonly span: Span;
      readonly name: string;
      readonly declaration: EnumDeclaration;
    }
  | { readonly kind: "unknown-function"; readonly span: Span; readonly name: string }
  | { readonly kind: "arguments"; readonly call: Call; readonly problems: readonly ArgumentProblem[] };

/** The one or the other. */
export type ReadDefault =
  | { readonly value: DefaultValue; readonly problem?: never }
  | { readonly value?: never; readonly problem: DefaultProblem };

/** The type a default must fit, its enum at hand. */
export interface DefaultTarget {
  readonly type: FieldType;
  readonly isList: boolean;
  readonly enum?: EnumDeclaration;
}

/** Reads the argument of `@default` for a field: the value in the form the schema keeps, or what is wrong with it. */
export function readDefault(expression: Expression, target: DefaultTarget): ReadDefault {
  if (expression.kind === "call") return readCall(expression, target);
  const { type, isList } = target;
  if (!isList) return type.kind === "enum" ? readMember(expression, target) : readScalar(expression, type);
  if (expression.kind !== "list") return unfit(expression.span, `a list such as \`[]\``);
  return type.kind === "enum" ? readMembers(expression.items, target) : readScalars(expression.items, type);
}

/** The functions a default can call. */
export const defaultFunctions = {
  now: {},
  autoincrement: {},
  uuid: { version: { kind: "integer", isPositional: true } },
  sql: { text: { kind: "text", isPositional: true, isRequired: true }, dialect: "later" },
} as const satisfies Readonly<Record<string, Signature>>;

type FunctionName = keyof typeof defaultFunctions;

/** What each function gives, or undefined for a field it cannot fill. */
const callReaders: {
  readonly [Name in FunctionName]: (
    values: SignatureValues<(typeof defaultFunctions)[Name]>,
    target: DefaultTarget,
  ) => DefaultValue | undefined;
} = {
  now: (_, target) => (isSingle(target, ["DateTime"]) ? { kind: "now" } : undefined),
  // On which fields it may stand is a question of keys: a rule of its own answers it.
  autoincrement: () => ({ kind: "autoincrement" }),
  uuid: ({ version }, target) => {
    const fits = isSingle(target, ["Uuid", "Text", "String"]) && (lengthOf(target.type) ?? 36) >= 36;
    const number = version?.value ?? 7;
    return fits && (number === 4 || number === 7) ? { kind: "uuid", version: number } : undefined;
  },
  sql: ({ text }) => {
    const sql = text?.value ?? "";
    return sql.trim() !== "" && isStorableText(sql) ? { kind: "sql", sql } : undefined;
  },
};

function readCall(call: Call, target: DefaultTarget): ReadDefault {
  const name = call.name.text;
  if (!isFunctionName(name)) return { problem: { kind: "unknown-function", span: call.name.span, name } };
  const { values, problems } = matchArguments(call.arguments, defaultFunctions[name]);
  if (problems.length > 0) return { problem: { kind: "arguments", call, problems } };
  const value = callReaders[name](values, target);
  return value ? { value } : unfit(call.span, describeDefault(target));
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(defaultFunctions, name);
}

function isSingle({ type, isList }: DefaultTarget, names: readonly ScalarType["name"][]): boolean {
  return !isList && type.kind === "scalar" && names.includes(type.name);
}

function lengthOf(type: FieldType): number | undefined {
  return type.kind === "scalar" ? type.length : undefined;
}

function describeDefault({ type, isList }: DefaultTarget): string {
  if (isList) return "a list such as `[]`";
  return type.kind === "enum"
    ? `a member of \`${type.name}\``
    : `${callHints[type.name] ?? ""}${describeLiteral(type)}`;
}

/** What is written more often than a literal of the type. */
const callHints: Partial<Record<ScalarType["name"], string>> = {
  DateTime: "`now()`, or ",
  Uuid: "`uuid()`, or ",
};

function readScalar(expression: Expression, type: ScalarType): ReadDefault {
  const value = readLiteral(expression, type);
  return value === undefined
    ? unfit(expression.span, describeDefault({ type, isList: false }))
    : { value: { kind: "literal", value } };
}

function readScalars(items: readonly Expression[], type: ScalarType): ReadDefault {
  const values: JsonValue[] = [];
  for (const item of items) {
    const value = readLiteral(item, type);
    if (value === undefined) return unfit(item.span, describeLiteral(type));
    values.push(value);
  }
  return { value: { kind: "literal", value: values } };
}

function readMember(expression: Expression, target: DefaultTarget): ReadDefault {
  const members = readMembers([expression], target);
  if (members.value?.kind !== "member") return members;
  return { value: { kind: "member", name: members.value.name[0] ?? "" } };
}

function readMembers(items: readonly Expression[], target: DefaultTarget): ReadDefault {
  const names: string[] = [];
  const known = new Set(target.enum?.members.map((member) => member.name.text));
  for (const item of items) {
    if (item.kind !== "reference") return unfit(item.span, describeDefault({ ...target, isList: false }));
    if (target.enum && !known.has(item.name)) {
      return { problem: { kind: "unknown-member", span: item.span, name: item.name, declaration: target.enum } };
    }
    names.push(item.name);
  }
  return { value: { kind: "member", name: names } };
}

function unfit(span: Span, expected: string): ReadDefault {
  return { problem: { kind: "unfit", span, expected } };
}
