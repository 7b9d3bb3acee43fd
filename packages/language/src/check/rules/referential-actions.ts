import type { StoredField } from "../keys.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";

/** `SetNull` and `SetDefault` can do what they say. */
export const checkReferentialActions: Rule = ({ keys }, { report }) => {
  for (const [end, { fields }] of keys.relationKeys) {
    const values = readFieldAttribute(end.field.declaration.attributes, "relation")?.values ?? {};
    for (const action of [values.onDelete, values.onUpdate]) {
      const required = fields.find((field) => !field.isNullable);
      const lacking = fields.find((field) => !field.isNullable && !hasDefault(field));
      if (action?.value === "SetNull" && required) {
        const field = required.origin.kind === "implied" ? end.name : required.name;
        report("check/set-null-on-required", action.argument.span, { action: "SetNull", field });
      } else if (action?.value === "SetDefault" && lacking) {
        report("check/set-default-without-default", action.argument.span, { field: lacking.name });
      }
    }
  }
};

function hasDefault({ origin }: StoredField): boolean {
  return origin.kind === "declared" && readFieldAttribute(origin.field.declaration.attributes, "default") !== undefined;
}
