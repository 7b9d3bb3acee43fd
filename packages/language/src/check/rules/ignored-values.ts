import type { Field } from "@joinery/schema";
import { readFieldAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";

/** Who does not know a field cannot give it the value that it needs. */
export const checkIgnoredValues: Rule = ({ models, keys, built }, { report }) => {
  for (const model of models) {
    const { name, fields, isIgnored } = built.modelsByName.get(model.name) ?? { name: "", fields: [] };
    if (isIgnored) continue;
    for (const field of fields) {
      if (!field.isIgnored || isGivenByDatabase(field)) continue;
      const stored = keys.storedFields.get(model)?.find((each) => each.name === field.name);
      const origin = stored?.origin;
      if (origin === undefined) continue;
      const { declaration } = origin.kind === "declared" ? origin.field : origin.relation.field;
      report("check/cannot-create", declaration.name.span, { model: name, field: field.name });
    }
    for (const { isNullable, field } of model.arcs.values()) {
      const isLost = !isNullable && readFieldAttribute(field.declaration.attributes, "ignore") !== undefined;
      if (isLost) report("check/cannot-create", field.declaration.name.span, { model: name, field: field.name });
    }
  }
};

/** What only the client makes (`uuid()`, the time of an update) does not count. */
function isGivenByDatabase({ isNullable, generated, default: value }: Field): boolean {
  return isNullable === true || generated !== undefined || (value !== undefined && value.kind !== "uuid");
}
