import { defaultFunctions, readDefault } from "../default-value.js";
import type { DefaultProblem } from "../default-value.js";
import type { BoundField, Program } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import { reportDefaultProblem } from "../report-default-problem.js";
import type { Rule } from "../rule.js";
import { readTypeArguments } from "../type-arguments.js";

/** A default is a value of its field's type. */
export const checkDefaults: Rule = (program, reporter) => {
  for (const field of program.fields) {
    const problem = findProblem(field, program);
    if (problem) reportDefaultProblem(problem, field.name, Object.keys(defaultFunctions), reporter);
  }
};

function findProblem({ type, declaration }: BoundField, { symbols }: Program): DefaultProblem | undefined {
  const given = readFieldAttribute(declaration.attributes, "default")?.values.value;
  if (given === undefined || (type.kind !== "scalar" && type.kind !== "enum")) return undefined;
  const [written] = declaration.type.alternatives;
  // Of a type whose parameters are wrong nothing can be said.
  if (type.kind === "scalar" && !readTypeArguments(type.name, written?.arguments ?? [])) return undefined;
  const symbol = type.kind === "enum" ? symbols.get(type.name) : undefined;
  const target = { type, isList: declaration.type.isList, ...(symbol?.kind === "enum" && { enum: symbol }) };
  return readDefault(given.value, target).problem;
}
