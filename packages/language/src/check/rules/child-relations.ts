import { listFieldNames } from "../field-names.js";
import { nameChildRelation } from "../naming.js";
import type { Rule } from "../rule.js";
import { reasonAgainstField } from "./reserved-names.js";

/** The relation that a model gets to each model that extends it has a name that is free. */
export const checkChildRelations: Rule = ({ models, keys }, { report }) => {
  const children = new Map<string, Map<string, string>>();
  for (const { name: child, parent, declaration } of models) {
    if (parent === undefined) continue;
    const name = nameChildRelation(child);
    const siblings = children.get(parent.name) ?? new Map<string, string>();
    children.set(parent.name, siblings);
    const sibling = siblings.get(name);
    const reason = listFieldNames(parent, keys).includes(name)
      ? "it has a field of that name"
      : sibling
        ? `\`${sibling}\` has that name already`
        : reasonAgainstField(name);
    if (reason === undefined) siblings.set(name, child);
    else report("check/child-relation-taken", declaration.name.span, { name, child, parent: parent.name, reason });
  }
};
