import type { StoredField } from "../keys.js";
import { readFieldAttribute } from "../read-attribute.js";
import { readVariants } from "../read-variants.js";
import type { Rule } from "../rule.js";

/** `SetNull` and `SetDefault` can do what they say. */
export const checkReferentialActions: Rule = ({ keys }, { report }) => {
  for (const [end, { fields }] of keys.relationKeys) {
    const values = readFieldAttribute(end.field.declaration.attributes, "relation")?.values ?? {};
    // Each key of an arc can be empty, but unless the arc can, no row may lose the one it has.
    const requiredArc = end.arc?.isNullable === false ? end.field.name : undefined;
    for (const action of [values.onDelete, values.onUpdate]) {
      const required = fields.find((field) => !field.isNullable);
      const lacking = fields.find((field) => !field.isNullable && !hasDefault(field));
      if (action?.value === "SetNull" && (required || requiredArc)) {
        const field = requiredArc ?? (required?.origin.kind === "declared" ? required.name : end.name);
        report("check/set-null-on-required", action.argument.span, { action: "SetNull", field });
      } else if (action?.value === "SetDefault" && (lacking || requiredArc)) {
        const field = requiredArc ?? lacking?.name ?? end.name;
        report("check/set-default-without-default", action.argument.span, { field });
      }
    }
  }
};

function hasDefault({ origin }: StoredField): boolean {
  return origin.kind === "declared" && readVariants(origin.field.declaration.attributes, "default").plain !== undefined;
}
