import {
  isStorableText,
  type DefaultValue,
  type FieldType,
  type JsonValue,
  type ScalarType,
  type Span,
} from "@joinery/schema";
import type { Call, EnumDeclaration, Expression, Name } from "../ast.js";
import { describeLiteral, readLiteral } from "./literal-value.js";
import { matchArguments } from "./match-arguments.js";
import { isFieldType } from "./program.js";
import type { BoundField, BoundObject, Program } from "./program.js";
import { readVariants } from "./read-variants.js";
import type { ArgumentProblem, Signature, SignatureValues } from "./signature.js";
import { readTypeArguments } from "./type-arguments.js";

export type DefaultProblem =
  | { readonly kind: "unfit"; readonly span: Span; readonly expected: string }
  | {
      readonly kind: "unknown-member";
      readonly span: Span;
      readonly name: string;
      readonly declaration: EnumDeclaration;
    }
  | { readonly kind: "unknown-part"; readonly name: Name; readonly object: BoundObject }
  | { readonly kind: "unknown-function"; readonly span: Span; readonly name: string }
  | { readonly kind: "arguments"; readonly call: Call; readonly problems: readonly ArgumentProblem[] };

/** The one or the other. */
export type ReadDefault =
  | { readonly value: DefaultValue; readonly problem?: never }
  | { readonly value?: never; readonly problem: DefaultProblem };

/** The type a default must fit, and where its enum or its parts are to be found. */
export interface DefaultTarget {
  readonly type: FieldType;
  readonly isList: boolean;
  readonly symbols: Program["symbols"];
  /** Of a part, which is read as its default where it is missing: only what is the same each time can be one. */
  readonly isConstant?: true;
}

/** Reads the argument of `@default` for a field: the value in the form the schema keeps, or what is wrong with it. */
export function readDefault(expression: Expression, target: DefaultTarget): ReadDefault {
  if (expression.kind === "call" && !target.isConstant) return readCall(expression, target);
  const { type, isList } = target;
  if (isList && expression.kind !== "list") return unfit(expression.span, `a list such as \`[]\``);
  const items = isList && expression.kind === "list" ? expression.items : undefined;
  switch (type.kind) {
    case "enum":
      return items ? readMembers(items, target) : readMember(expression, target);
    case "object":
      return items ? readObjects(items, target) : readObject(expression, target);
    case "scalar":
      return items ? readScalars(items, type) : readScalar(expression, target, type);
  }
}

/** The functions a default can call. */
export const defaultFunctions = {
  now: {},
  autoincrement: {},
  uuid: { version: { kind: "integer", isPositional: true } },
  sql: { text: { kind: "text", isPositional: true, isRequired: true } },
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

function describeDefault({ type, isList, isConstant }: DefaultTarget): string {
  if (isList) return "a list such as `[]`";
  switch (type.kind) {
    case "enum":
      return `a member of \`${type.name}\``;
    case "object":
      return `the values of \`${type.name}\`, such as \`{}\` for its own defaults`;
    case "scalar":
      return `${isConstant ? "" : (callHints[type.name] ?? "")}${describeLiteral(type)}`;
  }
}

/** What is written more often than a literal of the type. */
const callHints: Partial<Record<ScalarType["name"], string>> = {
  DateTime: "`now()`, or ",
  Uuid: "`uuid()`, or ",
};

function readScalar(expression: Expression, target: DefaultTarget, type: ScalarType): ReadDefault {
  const value = readLiteral(expression, type);
  return value === undefined ? unfit(expression.span, describeDefault(target)) : { value: { kind: "literal", value } };
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
  const symbol = target.symbols.get(target.type.name);
  const declaration = symbol?.kind === "enum" ? symbol : undefined;
  const known = new Set(declaration?.members.map((member) => member.name.text));
  for (const item of items) {
    if (item.kind !== "reference") return unfit(item.span, describeDefault({ ...target, isList: false }));
    if (declaration && !known.has(item.name)) {
      return { problem: { kind: "unknown-member", span: item.span, name: item.name, declaration } };
    }
    names.push(item.name);
  }
  return { value: { kind: "member", name: names } };
}

function readObjects(items: readonly Expression[], target: DefaultTarget): ReadDefault {
  const values: JsonValue[] = [];
  for (const item of items) {
    const read = readObject(item, target);
    if (read.problem) return read;
    values.push(writeConstant(read.value));
  }
  return { value: { kind: "literal", value: values } };
}

/** The parts that are written; those that are not must have a value of their own. */
function readObject(expression: Expression, target: DefaultTarget): ReadDefault {
  const object = target.symbols.get(target.type.name);
  if (object?.kind !== "type") return { value: { kind: "literal", value: {} } };
  if (expression.kind !== "object") return unfit(expression.span, describeDefault({ ...target, isList: false }));
  const parts = new Map<string, JsonValue>();
  for (const { key, value } of expression.entries) {
    const part = object.fieldsByName.get(key.text);
    if (part === undefined) return { problem: { kind: "unknown-part", name: key, object } };
    if (parts.has(key.text)) return unfit(key.span, `\`${key.text}\` no more than once`);
    const read = readPart(value, part, target);
    if (read.problem) return read;
    parts.set(key.text, writeConstant(read.value));
  }
  const missing = [...object.fieldsByName.values()].find((part) => !parts.has(part.name) && needsValue(part));
  if (missing !== undefined && !object.declaration.isIncomplete) {
    return unfit(expression.span, `\`${missing.name}\` in it, which has no default of its own`);
  }
  return { value: { kind: "literal", value: Object.fromEntries(parts) } };
}

function readPart(value: Expression, { type, declaration }: BoundField, { symbols }: DefaultTarget): ReadDefault {
  const { isList, isNullable, alternatives } = declaration.type;
  const none: ReadDefault = { value: { kind: "literal", value: null } };
  if (value.kind === "null" && isNullable) return none;
  // Of a part whose type is wrong nothing can be said.
  if (!isFieldType(type)) return none;
  if (type.kind === "scalar" && !readTypeArguments(type.name, alternatives[0]?.arguments ?? [])) return none;
  return readDefault(value, { type, isList, symbols, isConstant: true });
}

/** As it stands in the literal of a value object. */
function writeConstant(value: DefaultValue): JsonValue {
  return value.kind === "literal" ? value.value : value.kind === "member" ? value.name : null;
}

function needsValue({ declaration }: BoundField): boolean {
  return !declaration.type.isNullable && readVariants(declaration.attributes, "default").plain === undefined;
}

function unfit(span: Span, expected: string): ReadDefault {
  return { problem: { kind: "unfit", span, expected } };
}
