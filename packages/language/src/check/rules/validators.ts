import { isFieldType } from "../program.js";
import type { BoundField } from "../program.js";
import type { Reporter, Rule } from "../rule.js";
import { readTypeArguments } from "../type-arguments.js";
import { isInDatabase, readValidators } from "../validators.js";
import type { ValidatorProblem } from "../validators.js";

/** What is demanded of values can be demanded of their type, and some value meets it. */
export const checkValidators: Rule = ({ fields, parts }, reporter) => {
  for (const part of parts) reportInnerDemands(part, "the part", reporter);
  for (const field of fields.filter(({ declaration }) => declaration.type.isList))
    reportInnerDemands(field, "each value of the list", reporter);
  for (const field of [...fields, ...parts]) {
    const { type, declaration } = field;
    if (!isFieldType(type)) continue;
    const { problems } = readValidators(declaration.attributes, type);
    if (problems.length === 0) continue;
    const [written] = declaration.type.alternatives;
    // Of a type whose parameters are wrong nothing can be said.
    if (type.kind === "scalar" && !readTypeArguments(type.name, written?.arguments ?? [])) continue;
    for (const problem of problems) reportProblem(problem, field, reporter);
  }
};

/** A CHECK is a condition of the row: it cannot ask something of each value inside one. */
function reportInnerDemands({ name, declaration }: BoundField, what: string, { report }: Reporter): void {
  for (const attribute of declaration.attributes.filter(isInDatabase)) {
    report("check/inner-demand", attribute.span, { name: `@${attribute.name.text}`, what: `${what} \`${name}\`` });
  }
}

function reportProblem(problem: ValidatorProblem, { name, type }: BoundField, { report }: Reporter): void {
  switch (problem.kind) {
    case "type": {
      const { attribute, allowed } = problem;
      const field = { field: name, type: "name" in type ? type.name : type.kind };
      report("check/validator-type", attribute.span, { name: `@${attribute.name.text}`, allowed, ...field });
      break;
    }
    case "bound": {
      const { attribute, argument, span, expected } = problem;
      report("check/wrong-argument", span, { owner: `\`@${attribute}\``, name: argument, expected });
      break;
    }
    case "pattern":
      report("check/invalid-regex", problem.span, { reason: problem.reason });
      break;
    case "range": {
      const { least, greatest } = problem;
      const related = [{ span: least.span, message: "The least is here" }];
      report("check/empty-range", greatest.span, { least: least.value, greatest: greatest.value }, { related });
      break;
    }
  }
}
