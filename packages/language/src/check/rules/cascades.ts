import { isView } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { RelationRole } from "../relation-role.js";
import type { Rule } from "../rule.js";

/** `@cascade` stands where children are held, and names each action once. */
export const checkCascades: Rule = ({ roles }, { report }) => {
  for (const [end, role] of roles) {
    const cascade = readFieldAttribute(end.field.declaration.attributes, "cascade");
    if (cascade === undefined) continue;
    const reason = isView(end.target) ? "leads to a view, of which nothing is written" : findObstacle(role);
    const span = { ...cascade.node.span, end: cascade.node.name.span.end };
    if (reason !== undefined)
      report("check/unsuitable-cascade", span, { name: `${end.model.name}.${end.name}`, reason });
    const seen = new Set<string>();
    for (const { value, argument } of cascade.values.actions ?? []) {
      if (seen.has(value)) report("check/duplicate-key-field", argument.span, { name: value });
      seen.add(value);
    }
  }
};

function findObstacle({ kind }: RelationRole): string | undefined {
  if (kind === "owning") return "leads to its parent";
  const isManyToMany = kind === "many-to-many" || kind === "through";
  return isManyToMany ? "is many-to-many: neither side is the parent of the other" : undefined;
}
