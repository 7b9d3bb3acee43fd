import { keyArguments } from "../attribute-table.js";
import type { RelationEnd } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import type { RelationRole } from "../relation-role.js";
import type { Rule } from "../rule.js";

/** What is about a key is written on the side that has it, and `@map` where there is a column. */
export const checkKeySides: Rule = ({ roles, keys }, { report }) => {
  for (const [end, role] of roles) {
    const name = `${end.model.name}.${end.name}`;
    const { attributes } = end.field.declaration;
    const map = readFieldAttribute(attributes, "map");
    if (role.kind === "inverse" || role.kind === "many-to-many" || role.kind === "through") {
      const misplaced = findKeyArgument(end) ?? (map && { what: "`@map`", span: map.node.span });
      if (misplaced === undefined) continue;
      const { what, span } = misplaced;
      report("check/not-the-key-side", span, { what, name, keyHolder: nameKeyHolder(role) });
    } else if (map && !end.arc) {
      const fields = keys.relationKeys.get(end);
      const isWritten = readFieldAttribute(attributes, "relation")?.values.fields !== undefined;
      const reason = isWritten
        ? "its key is written out; `@map` goes to those fields"
        : "its key has several columns; write the fields out to name them";
      if (isWritten || (fields && fields.fields.length > 1))
        report("check/no-column-to-map", map.node.span, { name, reason });
    }
  }
};

function nameKeyHolder(role: RelationRole): string {
  if (role.kind === "inverse") return `\`${role.owning.model.name}.${role.owning.name}\``;
  return role.kind === "through" ? `\`${role.route.model.name}\`` : "the join table";
}

function findKeyArgument({ field }: RelationEnd) {
  const values = readFieldAttribute(field.declaration.attributes, "relation")?.values ?? {};
  for (const argument of keyArguments) {
    const given = values[argument];
    if (given) return { what: `\`${argument}\``, span: given.argument.span };
  }
  return undefined;
}
