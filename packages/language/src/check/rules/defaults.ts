import { defaultFunctions, readDefault } from "../default-value.js";
import type { DefaultProblem } from "../default-value.js";
import type { BoundField, Program } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import { reportArgumentProblems } from "../report-argument-problems.js";
import type { Reporter, Rule } from "../rule.js";
import { readTypeArguments } from "../type-arguments.js";

/** A default is a value of its field's type. */
export const checkDefaults: Rule = (program, reporter) => {
  for (const field of program.fields) {
    const problem = findProblem(field, program);
    if (problem) reportProblem(problem, field, reporter);
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

function reportProblem(problem: DefaultProblem, { name: field }: BoundField, reporter: Reporter): void {
  const { report, reportUnknown } = reporter;
  switch (problem.kind) {
    case "unfit":
      report("check/invalid-default", problem.span, { field, expected: problem.expected });
      break;
    case "unknown-member": {
      const { name: text, span, declaration } = problem;
      if (declaration.isIncomplete) break;
      const members = declaration.members.map((member) => member.name.text);
      reportUnknown("check/unknown-enum-member", { text, span }, members, { enum: declaration.name.text });
      break;
    }
    case "unknown-function": {
      const { name: text, span } = problem;
      reportUnknown("check/unknown-function", { text, span }, Object.keys(defaultFunctions), {});
      break;
    }
    case "arguments": {
      const { name, span } = problem.call;
      reportArgumentProblems(problem.problems, { label: `\`${name.text}()\``, span }, reporter);
      break;
    }
  }
}
