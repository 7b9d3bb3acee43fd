import { readFieldAttribute } from "../read-attribute.js";
import { isFieldType } from "../program.js";
import type { Rule } from "../rule.js";

/** `@updatedAt` sets a point in time. */
export const checkUpdatedAt: Rule = ({ fields }, { report }) => {
  for (const { name, type, declaration } of fields) {
    const attribute = readFieldAttribute(declaration.attributes, "updatedAt");
    if (attribute === undefined || !isFieldType(type)) continue;
    if (type.name !== "DateTime" || declaration.type.isList) {
      report("check/updated-at-type", attribute.node.span, { field: name });
    }
  }
};
