import type { Attribute } from "../../ast.js";
import { defaultFunctions, readDefault } from "../default-value.js";
import type { DefaultProblem, DefaultTarget } from "../default-value.js";
import { isFieldType } from "../program.js";
import type { BoundField } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import { reportDefaultProblem } from "../report-default-problem.js";
import type { Rule } from "../rule.js";
import { readTypeArguments } from "../type-arguments.js";

const functions = Object.keys(defaultFunctions);

/** A default is a value of its field's type; that of a part is a constant. */
export const checkDefaults: Rule = ({ fields, parts, symbols }, reporter) => {
  for (const field of fields) {
    for (const attribute of field.declaration.attributes) {
      const problem = findProblem(field, attribute, { symbols });
      if (problem) reportDefaultProblem(problem, field.name, functions, reporter);
    }
  }
  for (const part of parts) {
    for (const attribute of part.declaration.attributes) {
      const problem = findProblem(part, attribute, { symbols, isConstant: true });
      if (problem) reportDefaultProblem(problem, part.name, functions, reporter);
    }
  }
};

function findProblem(
  { type, declaration }: BoundField,
  attribute: Attribute,
  place: Omit<DefaultTarget, "type" | "isList">,
): DefaultProblem | undefined {
  if (attribute.name.text !== "default") return undefined;
  const given = readFieldAttribute([attribute], "default")?.values.value;
  if (given === undefined || !isFieldType(type)) return undefined;
  const [written] = declaration.type.alternatives;
  // Of a type whose parameters are wrong nothing can be said.
  if (type.kind === "scalar" && !readTypeArguments(type.name, written?.arguments ?? [])) return undefined;
  return readDefault(given.value, { type, isList: declaration.type.isList, ...place }).problem;
}
