import type { DefaultProblem } from "./default-value.js";
import { reportArgumentProblems } from "./report-argument-problems.js";
import type { Reporter } from "./rule.js";

/** Reports what is wrong with the default of `owner`, which can call those functions. */
export function reportDefaultProblem(
  problem: DefaultProblem,
  owner: string,
  functions: readonly string[],
  reporter: Reporter,
): void {
  const { report, reportUnknown } = reporter;
  switch (problem.kind) {
    case "unfit":
      report("check/invalid-default", problem.span, { field: owner, expected: problem.expected });
      break;
    case "unknown-member": {
      const { name: text, span, declaration } = problem;
      if (declaration.isIncomplete) break;
      const members = declaration.members.map((member) => member.name.text);
      reportUnknown("check/unknown-enum-member", { text, span }, members, { enum: declaration.name.text });
      break;
    }
    case "unknown-part": {
      const { object, name } = problem;
      if (object.declaration.isIncomplete) break;
      reportUnknown("check/unknown-field", name, object.fieldsByName.keys(), { model: object.name });
      break;
    }
    case "unknown-function": {
      const { name: text, span } = problem;
      reportUnknown("check/unknown-function", { text, span }, functions, { known: functions });
      break;
    }
    case "arguments": {
      const { name, span } = problem.call;
      reportArgumentProblems(problem.problems, { label: `\`${name.text}()\``, span }, reporter);
      break;
    }
  }
}
