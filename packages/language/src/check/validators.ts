import type { FieldType, ScalarName, ScalarType, Span, Validator } from "@joinery/schema";
import type { Attribute, Expression } from "../ast.js";
import { describeLiteral, readLiteral } from "./literal-value.js";
import { readFieldAttribute } from "./read-attribute.js";
import type { Located } from "./signature.js";

export type ValidatorProblem =
  | { readonly kind: "type"; readonly attribute: Attribute; readonly allowed: readonly ScalarName[] }
  | {
      readonly kind: "bound";
      readonly attribute: string;
      readonly argument: string;
      readonly span: Span;
      readonly expected: string;
    }
  | { readonly kind: "pattern"; readonly span: Span; readonly reason: string }
  /** Nothing lies between the bounds. */
  | { readonly kind: "range"; readonly least: Bound; readonly greatest: Bound };

/** A bound, and where it was written. */
interface Bound {
  readonly value: number | string;
  readonly span: Span;
}

export interface ReadValidators {
  /** In the order of the source, but `trim` first: what is demanded is demanded of the trimmed text. */
  readonly validators: readonly Validator[];
  readonly problems: readonly ValidatorProblem[];
}

interface ValidatorForm {
  /** The types of which it can be demanded. */
  readonly types: readonly ScalarName[];
  /** Nothing for arguments that another rule refuses. */
  readonly read: (attribute: Attribute, type: ScalarType) => Validator | ValidatorProblem | undefined;
}

const texts = ["String", "Text"] as const satisfies readonly ScalarName[];
const ordered = [
  "Int",
  "BigInt",
  "Float",
  "Decimal",
  "DateTime",
  "Date",
  "Time",
] as const satisfies readonly ScalarName[];

const forms: { readonly [Kind in Validator["kind"]]: ValidatorForm } = {
  trim: { types: texts, read: () => ({ kind: "trim" }) },
  email: { types: texts, read: () => ({ kind: "email" }) },
  url: { types: texts, read: () => ({ kind: "url" }) },
  nonEmpty: { types: texts, read: () => ({ kind: "nonEmpty" }) },
  length: { types: texts, read: readLength },
  min: { types: ordered, read: (attribute, type) => readBound("min", attribute, type) },
  max: { types: ordered, read: (attribute, type) => readBound("max", attribute, type) },
  regex: { types: texts, read: readRegex },
};

/**
 * The validators among the attributes of a field, in the form the schema keeps, and what is wrong with the others.
 *
 * @param nameCheck what the CHECK of a demand is called that is the database's too; absent where there is no column to check
 */
export function readValidators(
  attributes: readonly Attribute[],
  type: FieldType,
  nameCheck?: (kind: string) => string,
): ReadValidators {
  const validators: Validator[] = [];
  const problems: ValidatorProblem[] = [];
  for (const attribute of attributes) {
    const kind = attribute.name.text;
    if (!isValidatorKind(kind)) continue;
    const { types, read } = forms[kind];
    if (type.kind !== "scalar" || !types.includes(type.name)) {
      problems.push({ kind: "type", attribute, allowed: types });
      continue;
    }
    const result = read(attribute, type);
    if (result === undefined) continue;
    if (isProblem(result)) problems.push(result);
    else if (result.kind === "trim") validators.unshift(result);
    else validators.push(nameCheck && isInDatabase(attribute) ? withCheck(result, nameCheck) : result);
  }
  const mayBeEmpty = type.kind === "scalar" && validators.length > 0 && problems.length === 0;
  const range = mayBeEmpty ? findEmptyRange(attributes, type) : undefined;
  return { validators, problems: range ? [range] : problems };
}

/** Whether `database: true` is said. */
export function isInDatabase(attribute: Attribute): boolean {
  return databaseKinds.some((kind) => readFieldAttribute([attribute], kind)?.values.database?.value === true);
}

const databaseKinds = ["length", "min", "max"] as const;

function isValidatorKind(name: string): name is Validator["kind"] {
  return Object.hasOwn(forms, name);
}

function isProblem(result: Validator | ValidatorProblem): result is ValidatorProblem {
  return !isValidatorKind(result.kind);
}

function withCheck(validator: Validator, nameCheck: (kind: string) => string): Validator {
  switch (validator.kind) {
    case "length":
      return { ...validator, checkName: nameCheck(validator.kind) };
    case "min":
    case "max":
      return { ...validator, checkName: nameCheck(validator.kind) };
    default:
      return validator;
  }
}

function readLength(attribute: Attribute, { length = Infinity }: ScalarType): Validator | ValidatorProblem | undefined {
  const { min, max } = readFieldAttribute([attribute], "length")?.values ?? {};
  if (min === undefined && max === undefined) return undefined;
  for (const [name, bound] of [["min", min] as const, ["max", max] as const]) {
    if (bound === undefined || bound.value <= length) continue;
    const expected = `no more than the ${length} characters that the field can hold`;
    return { kind: "bound", attribute: "length", argument: name, span: bound.argument.value.span, expected };
  }
  return { kind: "length", ...(min && { min: min.value }), ...(max && { max: max.value }) };
}

function readBound(
  kind: "min" | "max",
  attribute: Attribute,
  type: ScalarType,
): Validator | ValidatorProblem | undefined {
  const given = readFieldAttribute([attribute], kind)?.values.value;
  if (given === undefined) return undefined;
  const value = readOrdered(given.value, type);
  if (value !== undefined) return { kind, value };
  return { kind: "bound", attribute: kind, argument: "value", span: given.value.span, expected: describeLiteral(type) };
}

/** The types that have bounds are numbers and texts in JSON. */
function readOrdered(expression: Expression, type: ScalarType): number | string | undefined {
  const value = readLiteral(expression, type);
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}

function readRegex(attribute: Attribute): Validator | ValidatorProblem | undefined {
  const pattern = readFieldAttribute([attribute], "regex")?.values.pattern;
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern.value, "u");
  } catch (error) {
    // "Invalid regular expression: /(/u: Unterminated group"
    const reason = String(error).split(": ").at(-1) ?? "";
    return { kind: "pattern", span: pattern.argument.value.span, reason };
  }
  return { kind: "regex", pattern: pattern.value };
}

/** Judges bounds by pairs; those of a length are whole numbers. */
function findEmptyRange(attributes: readonly Attribute[], type: ScalarType): ValidatorProblem | undefined {
  const length = readFieldAttribute(attributes, "length")?.values;
  const min = readFieldAttribute(attributes, "min")?.values.value;
  const max = readFieldAttribute(attributes, "max")?.values.value;
  const pairs = [
    [length?.min, length?.max],
    [min, max],
  ] as const;
  for (const [low, high] of pairs) {
    if (low === undefined || high === undefined) continue;
    const [least, greatest] = [readEnd(low, type), readEnd(high, type)];
    if (least === undefined || greatest === undefined || compareValues(least.value, greatest.value, type) <= 0)
      continue;
    return { kind: "range", least, greatest };
  }
  return undefined;
}

function readEnd({ value, argument }: Located<number | Expression>, type: ScalarType): Bound | undefined {
  const end = typeof value === "number" ? value : readOrdered(value, type);
  return end === undefined ? undefined : { value: end, span: argument.value.span };
}

/** Of two values in the form the schema keeps: negative, zero or positive; exact. */
function compareValues(left: number | string, right: number | string, { name }: ScalarType): number {
  if (typeof left === "number" || typeof right === "number") return Number(left) - Number(right);
  if (name === "DateTime") return Date.parse(left) - Date.parse(right);
  if (name === "Date" || name === "Time") return left < right ? -1 : left > right ? 1 : 0;
  // Decimals of one type have as many digits behind the point.
  const [a, b] = [BigInt(left.replace(".", "")), BigInt(right.replace(".", ""))];
  return a < b ? -1 : a > b ? 1 : 0;
}
