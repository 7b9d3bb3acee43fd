import { nearestName } from "@joinery/schema";
import { nameOfParent } from "../ancestors.js";
import { isView } from "../program.js";
import type { BoundModel } from "../program.js";
import type { Rule } from "../rule.js";

/** Every model has one primary key, its own, or where it extends another, that one's; and a view at most one. */
export const checkPrimaryKeys: Rule = ({ models, keys }, { report }) => {
  for (const model of models) {
    const [first, ...others] = (keys.declarations.get(model) ?? []).filter((key) => key.kind === "id");
    const { name, parent, declaration } = model;
    if (nameOfParent(model)) {
      if (first && parent) report("check/inherited-key", first.span, { model: name, parent: parent.name });
      continue;
    }
    if (first === undefined && !isView(model) && !mayHaveId(model))
      report("check/missing-id", declaration.name.span, { model: name });
    for (const other of first ? others : []) {
      const related = [{ span: first?.span ?? declaration.name.span, message: "The primary key is given here first" }];
      report("check/multiple-ids", other.span, { model: name }, { related });
    }
  }
};

/** Whether a key is meant somewhere, in a way that another rule finds fault with. */
function mayHaveId({ isIncomplete, attributes, fields }: BoundModel): boolean {
  const all = [...attributes, ...fields.flatMap((field) => field.declaration.attributes)];
  return isIncomplete || all.some((attribute) => nearestName(attribute.name.text, ["id"]) !== undefined);
}
