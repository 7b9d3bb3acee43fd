import type { Span } from "@joinery/schema";
import type { Attribute } from "../../ast.js";
import { hasOptionalArgumentsOnly } from "../match-arguments.js";
import { findDefinition, matchAttribute } from "../read-attribute.js";
import type { Reporter, Rule } from "../rule.js";
import { reportArgumentProblems } from "../report-argument-problems.js";

/** Attributes are given the arguments of their signature. */
export const checkArguments: Rule = ({ attributeSites }, reporter) => {
  for (const { attributes } of attributeSites) {
    for (const attribute of attributes) checkAttribute(attribute, reporter);
  }
};

function checkAttribute(attribute: Attribute, reporter: Reporter): void {
  const definition = findDefinition(attribute);
  if (definition === undefined) return;
  const isEmpty = attribute.hasArguments && attribute.arguments.length === 0;
  const hasVainParentheses = isEmpty && hasOptionalArgumentsOnly(definition.signature);
  const { problems } = matchAttribute(attribute);
  if (!hasVainParentheses && problems.length === 0) return;
  const name = (attribute.scope === "field" ? "@" : "@@") + attribute.name.text;
  if (hasVainParentheses) {
    const parentheses: Span = { ...attribute.span, start: attribute.name.span.end };
    const fixes = [{ title: "Remove the parentheses", edits: [{ span: parentheses, newText: "" }] }];
    reporter.report("check/empty-arguments", parentheses, { name }, { fixes });
    return;
  }
  reportArgumentProblems(problems, { label: `\`${name}\``, span: attribute.span }, reporter);
}
