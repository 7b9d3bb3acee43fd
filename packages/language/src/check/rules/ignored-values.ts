import type { Field } from "@joinery/schema";
import { readFieldAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";

/** Who does not know a field cannot give it the value that it needs. */
export const checkIgnoredValues: Rule = ({ models, keys, built }, { report }) => {
  for (const model of models) {
    const made = built.modelsByName.get(model.name);
    if (made === undefined || made.isIgnored || made.view) continue;
    const { name } = made;
    for (const { field, isNullable } of model.arcs.values()) {
      const { attributes, name: arc } = field.declaration;
      if (isNullable || !readFieldAttribute(attributes, "ignore")) continue;
      report("check/cannot-create", arc.span, { model: name, field: arc.text });
    }
    for (const field of made.fields) {
      if (!field.isIgnored || isGivenByDatabase(field)) continue;
      const stored = keys.storedFields.get(model)?.find((each) => each.name === field.name);
      const origin = stored?.origin;
      if (origin === undefined) continue;
      const { declaration } = origin.kind === "declared" ? origin.field : origin.relation.field;
      report("check/cannot-create", declaration.name.span, { model: name, field: field.name });
    }
  }
};

/** What only the client makes (`uuid()`, the time of an update) does not count. */
function isGivenByDatabase({ isNullable, generated, default: value }: Field): boolean {
  return isNullable === true || generated !== undefined || (value !== undefined && value.kind !== "uuid");
}
