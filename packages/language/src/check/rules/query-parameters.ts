import type { QueryDeclaration } from "../../ast.js";
import {
  bindParameters,
  listVariables,
  parameterFunctions,
  readParameterDefault,
  type BoundParameter,
} from "../queries/query-parameters.js";
import { listQueries } from "../queries/read-query.js";
import { objectWords } from "../object-words.js";
import { isScalarName, scalarNames } from "../program.js";
import { reportDefaultProblem } from "../report-default-problem.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";
import { describeTypeArguments } from "../type-arguments.js";

/** Each parameter of a query has a name of its own and a type, a default that fits it, and a use. */
export const checkQueryParameters: Rule = (program, reporter) => {
  for (const query of listQueries(program.files)) {
    const parameters = bindParameters(query, program);
    reportRepeated(query, reporter);
    reportNullable([...parameters.values()], reporter);
    for (const parameter of parameters.values()) {
      reportName(parameter, reporter);
      if (parameter.type === undefined) reportType(parameter, program, reporter);
      const problem = readParameterDefault(parameter, program)?.problem;
      if (problem) reportDefaultProblem(problem, `$${parameter.name}`, Object.keys(parameterFunctions), reporter);
    }
    if (!query.isIncomplete) reportUses(query, [...parameters.values()], reporter);
  }
};

function reportName({ node, name }: BoundParameter, { report }: Reporter): void {
  if (!objectWords.has(name)) return;
  report("check/reserved-name", node.name.span, { name: `$${name}`, reason: "every JavaScript object has it" });
}

function reportRepeated({ parameters }: QueryDeclaration, { report }: Reporter): void {
  const first = new Map<string, (typeof parameters)[number]>();
  for (const parameter of parameters) {
    const { text: name, span } = parameter.name;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, parameter);
    else {
      const related = [{ span: earlier.name.span, message: "It is declared here first" }];
      report("check/duplicate-parameter", span, { name }, { related });
    }
  }
}

/** Null is compared in another way than a value: with each that may be null, twice as many statements are generated. */
const mostNullable = 4;

function reportNullable(parameters: readonly BoundParameter[], { report }: Reporter): void {
  for (const { node } of parameters.filter(({ isNullable }) => isNullable).slice(mostNullable)) {
    report("check/nullable-parameters", node.type.span, { most: mostNullable });
  }
}

function reportType(
  { node }: BoundParameter,
  { symbols, enums, mayBeUnread }: CheckedProgram,
  reporter: Reporter,
): void {
  const [type, ...others] = node.type.alternatives;
  if (type === undefined) return;
  const { text: name, span } = type.name;
  if (others.length > 0) reporter.report("check/parameter-type", node.type.span, { name });
  else if (isScalarName(name)) {
    reporter.report("check/type-arguments", type.span, { name, expected: describeTypeArguments(name) });
  } else if (symbols.has(name)) reporter.report("check/parameter-type", span, { name });
  else if (!mayBeUnread(name)) {
    const known = [...scalarNames, ...enums.map((each) => each.name.text)];
    reporter.reportUnknown("check/unknown-type", type.name, known, {});
  }
}

function reportUses(query: QueryDeclaration, parameters: readonly BoundParameter[], reporter: Reporter): void {
  const used = new Set<string>();
  const names = parameters.map((parameter) => parameter.name);
  for (const { name, span } of query.clauses.flatMap((clause) => listVariables(clause.value))) {
    used.add(name);
    const place = { ...span, start: span.start + 1 };
    if (!names.includes(name))
      reporter.reportUnknown("check/unknown-parameter", { text: name, span: place }, names, {});
  }
  for (const { name, node } of parameters) {
    if (!used.has(name)) reporter.report("check/unused-parameter", node.name.span, { name });
  }
}
