import { readFieldAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";

/** `@updatedAt` sets a point in time. */
export const checkUpdatedAt: Rule = ({ fields }, { report }) => {
  for (const { name, type, declaration } of fields) {
    const attribute = readFieldAttribute(declaration.attributes, "updatedAt");
    if (attribute === undefined || (type.kind !== "scalar" && type.kind !== "enum" && type.kind !== "object")) continue;
    if (type.name !== "DateTime" || declaration.type.isList) {
      report("check/updated-at-type", attribute.node.span, { field: name });
    }
  }
};
