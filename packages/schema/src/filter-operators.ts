import type { Field, FieldType, ScalarName } from "./field.js";

/**
 * What stands behind an operator of a filter:
 * - `own`: what the field holds, so null where it may be null;
 * - `own-or-filter`: that, or a filter in turn;
 * - `value`: a value of the field that is not null; `element` and `elements`: of its elements;
 * - `text`: a text of any length;
 * - `values`, `pair`: a list of values, and one of two, from and to;
 * - `flag`: true or false; `mode`: the word `insensitive`.
 */
export type Operand =
  "own" | "own-or-filter" | "value" | "values" | "pair" | "element" | "elements" | "text" | "flag" | "mode";

/** The operators of filters, in the order in which messages list them. */
const operands = {
  equals: "own",
  has: "element",
  hasSome: "elements",
  hasEvery: "elements",
  isEmpty: "flag",
  not: "own-or-filter",
  in: "values",
  notIn: "values",
  isNull: "flag",
  lt: "value",
  lte: "value",
  gt: "value",
  gte: "value",
  between: "pair",
  contains: "text",
  startsWith: "text",
  endsWith: "text",
  like: "text",
  matches: "text",
  mode: "mode",
} as const satisfies Readonly<Record<string, Operand>>;

export type FilterOperator = keyof typeof operands;

/** What the operators of a field depend on; a value object has none, but is asked of its parts. */
export interface FilteredField {
  readonly scalar: ScalarName | "Enum" | "Object";
  readonly isList: boolean;
  readonly isNullable: boolean;
}

export function filteredScalarOf(type: FieldType): FilteredField["scalar"] {
  if (type.kind === "scalar") return type.name;
  return type.kind === "enum" ? "Enum" : "Object";
}

/** The operators that a filter of such a field has: what the checker lets a query say is what the client takes. */
export function listFilterOperators({ scalar, isList, isNullable }: FilteredField): readonly FilterOperator[] {
  if (scalar === "Object") return [];
  const nullTest = isNullable ? (["isNull"] as const) : [];
  if (isList) return ["equals", "has", "hasSome", "hasEvery", "isEmpty", ...nullTest];
  if (scalar === "Json") return ["equals", "not", ...nullTest];
  const equalities = ["equals", "not", "in", "notIn", ...nullTest] as const;
  if (scalar === "Boolean" || scalar === "Bytes" || scalar === "Enum") return equalities;
  const ordered = [...equalities, "lt", "lte", "gt", "gte", "between"] as const;
  const isText = scalar === "String" || scalar === "Text";
  return isText ? [...ordered, "contains", "startsWith", "endsWith", "like", "matches", "mode"] : ordered;
}

/** What can be asked of a list in JSON, by the type of its elements: a list of value objects, or a part of one. */
export function listJsonListOperators(scalar: FilteredField["scalar"]): readonly string[] {
  if (scalar === "Object") return ["some", "every", "none", "isEmpty"];
  // What is JSON itself cannot be told on every database from the JSON that it is in.
  return scalar === "Json" ? ["isEmpty"] : ["has", "hasSome", "isEmpty"];
}

/** What is asked of a relation to many, and of one to one. */
export const relationQuantifiers = { many: ["some", "every", "none"], one: ["is", "isNot"] } as const;

/** What is asked of an arc beside the names of its targets: nothing where one of them is called so. */
export function listArcQuantifiers(targets: readonly string[]): readonly string[] {
  const { one } = relationQuantifiers;
  return one.some((name) => targets.includes(name)) ? [] : one;
}

export function operandOf(operator: FilterOperator): Operand {
  return operands[operator];
}

/** Whether values of a type have an order, the same in every database. */
export function hasOrder(scalar: FilteredField["scalar"]): boolean {
  return scalar !== "Json" && scalar !== "Bytes" && scalar !== "Object";
}

/** Whether rows can be put in order by a field. */
export function isSortable({ type, isList }: Pick<Field, "type" | "isList">): boolean {
  return !isList && hasOrder(filteredScalarOf(type));
}
