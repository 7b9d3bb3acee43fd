import type { Span } from "@joinery/schema";
import type { Reporter } from "./rule.js";
import type { ArgumentProblem } from "./signature.js";

/** Reports what {@link matchArguments} found, for the attribute or function they were given to. */
export function reportArgumentProblems(
  problems: readonly ArgumentProblem[],
  { label: owner, span }: { readonly label: string; readonly span: Span },
  { report, reportUnknown }: Reporter,
): void {
  for (const problem of problems) {
    switch (problem.kind) {
      case "unknown": {
        const { name: text, known } = problem;
        reportUnknown("check/unknown-argument", { text, span: problem.span }, known, { owner, known });
        break;
      }
      case "surplus":
        report("check/surplus-argument", problem.span, { owner, allowed: problem.allowed });
        break;
      case "repeated": {
        const related = [{ span: problem.first, message: "It is given here first" }];
        report("check/duplicate-argument", problem.span, { owner, name: problem.name }, { related });
        break;
      }
      case "wrong":
        report("check/wrong-argument", problem.span, { owner, name: problem.name, expected: problem.expected });
        break;
      case "missing":
        report("check/missing-argument", span, { owner, ...problem });
        break;
    }
  }
}
