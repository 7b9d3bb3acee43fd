import type { Rule } from "../rule.js";

/** A list of models is never optional. */
export const checkRelationLists: Rule = ({ fields }, { report, textOf }) => {
  for (const { name, type, declaration } of fields) {
    const { isList, isNullable, span } = declaration.type;
    if (type.kind !== "model" || !isList || !isNullable) continue;
    const mark = { ...span, start: span.end - 1 };
    const isMark = textOf(span.file).slice(mark.start, mark.end) === "?";
    const fixes = isMark ? [{ title: "Remove the `?`", edits: [{ span: mark, newText: "" }] }] : [];
    report("check/optional-relation-list", span, { field: name }, { fixes });
  }
};
