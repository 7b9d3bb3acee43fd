import type { BoundField } from "../program.js";
import type { Rule } from "../rule.js";

/** A block, or a type, names each of its own fields once. */
export const checkDuplicateFields: Rule = ({ blocks, objects }, { report }) => {
  for (const { declaration, fields } of [...blocks, ...objects]) {
    const first = new Map<string, BoundField>();
    for (const field of fields) {
      const earlier = first.get(field.name);
      if (earlier === undefined) {
        first.set(field.name, field);
        continue;
      }
      const related = [{ span: earlier.declaration.name.span, message: `\`${field.name}\` is declared here first` }];
      const parameters = { name: field.name, block: declaration.name.text };
      report("check/duplicate-field", field.declaration.name.span, parameters, { related });
    }
  }
};
