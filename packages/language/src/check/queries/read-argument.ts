import type { FieldType, QueryEntry, QueryValue } from "@joinery/schema";
import type { EnumDeclaration, Expression, ListExpression, Name, ObjectEntry, Variable } from "../../ast.js";
import { readLiteral } from "../literal-value.js";
import type { Reporter } from "../rule.js";
import { printType } from "./filter-shapes.js";
import type { BoundParameter, BoundParameters } from "./query-parameters.js";
import type { QueryScope } from "./query-scope.js";
import type { ObjectShape, Shape } from "./shape.js";

/** What the reader of a query's arguments has at hand. */
export interface ReadContext {
  readonly parameters: BoundParameters;
  readonly scope: QueryScope;
  readonly reporter: Reporter;
}

/** Something with a name and a value: a clause, or an entry of an object. */
export type NamedValue = Pick<ObjectEntry, "value" | "span"> & { readonly key: Name };

/**
 * Reads what stands at a place of a query's arguments, by the shape of the place: in the form of the schema, or
 * undefined for what does not fit, which is reported once and where it stands. `place` is the path as the client spells
 * it when it refuses the same argument: `where.posts.some.title`.
 */
export function readArgument(
  expression: Expression,
  shape: Shape,
  place: string,
  context: ReadContext,
): QueryValue | undefined {
  if (expression.kind === "variable") return readVariable(expression, shape, place, context);
  if (expression.kind === "object" && shape.object) {
    const { demand, isPartwise } = shape.object;
    const entries = readEntries(expression.entries, shape.object, place, context);
    if (entries === undefined) return undefined;
    const isMet = demand === undefined || expression.entries.some(({ key, value }) => demand.isMetBy(key.text, value));
    return isMet
      ? { kind: "object", entries, ...(isPartwise && { isPartwise }) }
      : refuse(expression, demand, place, context);
  }
  if (expression.kind === "list" && shape.list) return readList(expression, shape, place, context);
  const value = readOneValue(expression, shape, context);
  if (value === "reported") return undefined;
  return value ?? refuse(expression, shape, place, context);
}

/** Reads all entries of an object, or all clauses of a query; undefined if one of them is not right. */
export function readEntries(
  given: readonly NamedValue[],
  shape: ObjectShape,
  place: string,
  context: ReadContext,
): readonly QueryEntry[] | undefined {
  const { report } = context.reporter;
  const first = new Map<string, Name>();
  const entries = given.map(({ key, value }): QueryEntry | undefined => {
    const { text: name, span } = key;
    const earlier = first.get(name);
    if (earlier) {
      const related = [{ span: earlier.span, message: "It is given here first" }];
      report("check/duplicate-argument", span, { owner: labelOf(shape), name }, { related });
      return undefined;
    }
    const rival = listRivals(name, shape).find((other) => first.has(other));
    first.set(name, key);
    if (rival) {
      const related = [{ span: first.get(rival)!.span, message: `\`${rival}\` is given here` }];
      report("check/rival-arguments", span, { name, rival }, { related });
      return undefined;
    }
    return readEntry(key, value, shape, place, context);
  });
  const misfit = shape.findMisfit?.(given);
  if (misfit) {
    const path = place === "" ? misfit.place : `${place}.${misfit.place}`;
    report("check/refused-argument", misfit.span, { place: path, reason: misfit.reason });
  }
  return misfit || entries.includes(undefined) ? undefined : (entries as QueryEntry[]);
}

function listRivals(name: string, { apart }: ObjectShape): readonly string[] {
  if (apart === undefined) return [];
  return name === apart.name ? apart.others : apart.others.includes(name) ? [apart.name] : [];
}

function readEntry(
  key: Name,
  expression: Expression,
  object: ObjectShape,
  place: string,
  context: ReadContext,
): QueryEntry | undefined {
  const name = key.text;
  const shape = object.find(name);
  const path = place === "" ? name : `${place}.${name}`;
  if (shape?.refusal !== undefined) {
    context.reporter.report("check/refused-argument", key.span, { place: path, reason: shape.refusal });
  } else if (shape) {
    const value = readArgument(expression, shape, path, context);
    return value && { name, value };
  } else if (!object.isUnsettled?.(name)) reportUnknown(key, object, context.reporter);
  return undefined;
}

function reportUnknown(key: Name, { owner, names }: ObjectShape, { reportUnknown: report }: Reporter): void {
  const known = names();
  if ("model" in owner) report("check/unknown-field", key, known, { model: owner.model });
  else report("check/unknown-argument", key, known, { owner: owner.label, known });
}

function readList(
  expression: ListExpression,
  shape: Shape,
  place: string,
  context: ReadContext,
): QueryValue | undefined {
  const { item, length = expression.items.length, isNeverEmpty } = shape.list!;
  const items = expression.items.map((each, index) => readArgument(each, item, `${place}[${index}]`, context));
  if (items.includes(undefined)) return undefined;
  if (items.length !== length || (isNeverEmpty && length === 0)) return refuse(expression, shape, place, context);
  return { kind: "list", items: items as QueryValue[] };
}

/** What is written out as one word, number or text; undefined if it does not fit. */
function readOneValue(expression: Expression, shape: Shape, context: ReadContext): QueryValue | "reported" | undefined {
  if (expression.kind === "null") return shape.isNullable ? { kind: "literal", value: null } : undefined;
  const value = readWord(expression, shape);
  if (value !== undefined) return { kind: "literal", value };
  return shape.value && readFieldValue(expression, shape.value.type, context);
}

/** What decides what is asked, or how many rows. */
function readWord(
  expression: Expression,
  { isFlag, isCount, range, words }: Shape,
): boolean | number | string | undefined {
  if (expression.kind === "boolean" && isFlag && (expression.value || isFlag === true)) return expression.value;
  if (expression.kind === "reference") return words?.find((word) => word === expression.name);
  if (expression.kind !== "number" || !isCount || !/^\d{1,15}$/.test(expression.text)) return undefined;
  const count = Number(expression.text);
  const [least, greatest] = range ?? [0, Infinity];
  return count >= least && count <= greatest ? count : undefined;
}

function readFieldValue(
  expression: Expression,
  type: FieldType,
  { scope, reporter }: ReadContext,
): QueryValue | "reported" | undefined {
  if (type.kind === "scalar") {
    const value = readLiteral(expression, type);
    return value === undefined ? undefined : { kind: "literal", value, type };
  }
  if (expression.kind !== "reference" || type.kind !== "enum") return undefined;
  const { name, span } = expression;
  const declaration = scope.enumOf(type);
  const members = listMembers(declaration);
  if (members.includes(name)) return { kind: "literal", value: name, type };
  if (!isOpen(declaration))
    reporter.reportUnknown("check/unknown-enum-member", { text: name, span }, members, { enum: type.name });
  return "reported";
}

/** Whether an enum may have members that could not be read. */
function isOpen(declaration: EnumDeclaration | undefined): boolean {
  return declaration?.isIncomplete ?? declaration === undefined;
}

function readVariable(
  { name, span }: Variable,
  shape: Shape,
  place: string,
  { parameters, reporter }: ReadContext,
): QueryValue | undefined {
  const parameter = parameters.get(name);
  // What is not known of a parameter is said at the parameter.
  if (parameter?.type === undefined) return undefined;
  if (fits(parameter, parameter.type, shape)) return { kind: "parameter", name };
  reporter.report(
    "check/unfit-parameter",
    span,
    { name, type: printType({ ...parameter, type: parameter.type }), place, expected: describeParameter(shape) },
    { related: [{ span: parameter.node.span, message: `\`$${name}\` is declared here` }] },
  );
  return undefined;
}

function fits(
  { isList, isNullable }: BoundParameter,
  type: FieldType,
  { value, list, isCount, isNullable: takesNull }: Shape,
): boolean {
  if (isNullable && !takesNull) return false;
  if (isCount) return !isList && type.kind === "scalar" && type.name === "Int";
  const wanted = isList ? list?.length === undefined && list?.item.value : value;
  return wanted ? isSameType(type, wanted.type) : false;
}

/** Lengths and precisions are judged by the values, at each call. */
function isSameType(left: FieldType, right: FieldType): boolean {
  return left.kind === right.kind && nameOf(left) === nameOf(right);
}

function nameOf({ name }: FieldType): string {
  return name === "Text" ? "String" : name;
}

/** The type that a parameter could have in a place; undefined where none can stand there. */
function describeParameter({ value, list, isCount, isNullable, expected }: Shape): string | undefined {
  if (list?.length !== undefined) return expected;
  const type = isCount ? "Int" : (value?.type.name ?? (list?.item.value && `${list.item.value.type.name}[]`));
  return type && `\`${type}\`${isNullable ? ", which may be null" : ""}`;
}

/** Reports what does not fit, with what was most likely meant. */
function refuse(
  expression: Expression,
  shape: Pick<Shape, "expected" | "words" | "value" | "isUnsettled">,
  place: string,
  context: ReadContext,
): undefined {
  if (expression.kind === "reference" && shape.isUnsettled?.(expression.name)) return undefined;
  const { span } = expression;
  const meant = guessMeant(expression, shape, context);
  const fixes = meant === undefined ? [] : [{ title: `Change to \`${meant}\``, edits: [{ span, newText: meant }] }];
  context.reporter.report("check/unfit-argument", span, { place, expected: shape.expected }, { fixes });
}

/** Words are written bare, parameters with their dollar sign. */
function guessMeant(
  expression: Expression,
  shape: Pick<Shape, "words" | "value">,
  context: ReadContext,
): string | undefined {
  if (expression.kind === "reference" && context.parameters.has(expression.name)) return `$${expression.name}`;
  const words =
    shape.words ?? (shape.value?.type.kind === "enum" ? listMembers(context.scope.enumOf(shape.value.type)) : []);
  if (expression.kind === "string") return words.find((word) => word === expression.value);
  return expression.kind === "reference" ? context.reporter.suggest(expression.name, words) : undefined;
}

function listMembers(declaration: EnumDeclaration | undefined): readonly string[] {
  return declaration?.members.map((member) => member.name.text) ?? [];
}

function labelOf({ owner }: ObjectShape): string {
  return "model" in owner ? `\`${owner.model}\`` : owner.label;
}
