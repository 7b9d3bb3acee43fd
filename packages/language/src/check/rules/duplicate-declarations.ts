import type { Rule } from "../rule.js";

/** Names of models, mixins, enums, types and views share one namespace, over all files. */
export const checkDuplicateDeclarations: Rule = ({ duplicates }, { report }) => {
  for (const { declaration, first } of duplicates) {
    const { text: name, span } = declaration.name;
    const related = [{ span: first.name.span, message: `\`${name}\` is declared here first` }];
    report("check/duplicate-declaration", span, { name }, { related });
  }
};
