import type { FieldType, QueryParameter } from "@joinery/schema";
import type { Expression, QueryDeclaration, QueryParameter as ParameterNode } from "../../ast.js";
import { defaultFunctions, readDefault, type ReadDefault } from "../default-value.js";
import { isScalarName, type Program } from "../program.js";
import { readTypeArguments } from "../type-arguments.js";

/** A parameter of a query as far as it could be understood. */
export interface BoundParameter {
  readonly node: ParameterNode;
  readonly name: string;
  /** Absent where a mistake keeps it from being known. */
  readonly type?: FieldType;
  readonly isList: boolean;
  readonly isNullable: boolean;
}

/** The parameters by name; of two with one name the first counts. */
export type BoundParameters = ReadonlyMap<string, BoundParameter>;

export function bindParameters(
  { parameters }: QueryDeclaration,
  { symbols }: Pick<Program, "symbols">,
): BoundParameters {
  const bound = new Map<string, BoundParameter>();
  for (const node of parameters) {
    const { isList, isNullable } = node.type;
    const type = readType(node, symbols);
    const name = node.name.text;
    if (!bound.has(name)) bound.set(name, { node, name, isList, isNullable, ...(type && { type }) });
  }
  return bound;
}

function readType({ type: { alternatives } }: ParameterNode, symbols: Program["symbols"]): FieldType | undefined {
  const [type, ...others] = alternatives;
  if (type === undefined || others.length > 0) return undefined;
  const name = type.name.text;
  if (!isScalarName(name)) return symbols.get(name)?.kind === "enum" ? { kind: "enum", name } : undefined;
  const numbers = readTypeArguments(name, type.arguments);
  return numbers && { kind: "scalar", name, ...numbers };
}

/** The functions that the default of a parameter can call. */
export const parameterFunctions = { now: defaultFunctions.now } as const;

/** The default of a parameter, or what is wrong with it; undefined where there is none, or nothing to hold it against. */
export function readParameterDefault(
  { node, type, isList, isNullable }: BoundParameter,
  { symbols }: Pick<Program, "symbols">,
): ReadDefault | undefined {
  const given = node.default;
  if (given === undefined || type === undefined) return undefined;
  if (given.kind === "null" && isNullable) return { value: { kind: "literal", value: null } };
  if (given.kind === "call" && !Object.hasOwn(parameterFunctions, given.name.text)) {
    return { problem: { kind: "unknown-function", span: given.name.span, name: given.name.text } };
  }
  return readDefault(given, { type, isList, symbols });
}

/** The parameters in the form of the schema; undefined where a mistake keeps one from being known. */
export function buildParameters(
  parameters: BoundParameters,
  program: Pick<Program, "symbols">,
): readonly QueryParameter[] | undefined {
  const built: QueryParameter[] = [];
  for (const parameter of parameters.values()) {
    const { name, type, isList, isNullable } = parameter;
    const read = readParameterDefault(parameter, program);
    if (type === undefined || read?.problem) return undefined;
    built.push({
      name,
      type,
      ...(isList && { isList }),
      ...(isNullable && { isNullable }),
      ...(read && { default: read.value }),
    });
  }
  return built;
}

/** Every `$name` in an expression. It is nested no deeper than the parser lets it be. */
export function listVariables(expression: Expression): readonly Extract<Expression, { kind: "variable" }>[] {
  switch (expression.kind) {
    case "variable":
      return [expression];
    case "list":
      return expression.items.flatMap(listVariables);
    case "object":
      return expression.entries.flatMap((entry) => listVariables(entry.value));
    case "call":
      return expression.arguments.flatMap((argument) => listVariables(argument.value));
    default:
      return [];
  }
}
