import { readVariants } from "../read-variants.js";
import type { Rule } from "../rule.js";

/** Names, numbers between parentheses, a time zone, brackets: it stands in a statement as it is. */
const spelling = /^[a-z_][\w ]*(\.[a-z_]\w*)?(\(\s*\w+(\s*,\s*\w+)*\s*\))?( with(out)? time zone)?(\[\])?$/i;

/** `@db` names a type of a database, for a scalar. */
export const checkNativeTypes: Rule = ({ fields, hasAttribute }, { report }) => {
  if (!hasAttribute("db")) return;
  for (const { declaration, type } of fields) {
    for (const { node, values } of readVariants(declaration.attributes, "db").own) {
      if (type.kind === "enum" || type.kind === "object") {
        const what = type.kind === "enum" ? "An enum" : "A value object";
        report("check/invalid-native-type", node.span, { reason: `${what} has the type that it needs` });
      } else if (values.type !== undefined && !spelling.test(values.type.value.trim())) {
        const reason = 'expected the name of a type such as `"citext"` or `"numeric(12, 2)"`';
        report("check/invalid-native-type", values.type.argument.value.span, { reason });
      }
    }
  }
};
