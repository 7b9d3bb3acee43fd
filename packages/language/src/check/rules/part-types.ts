import type { BoundField } from "../program.js";
import type { Rule } from "../rule.js";

/** A type is made of values: what leads to a row cannot be a part of one. */
export const checkPartTypes: Rule = ({ objects, symbols }, { report }) => {
  for (const { name: type, fields } of objects) {
    for (const field of fields) {
      const what = describeObstacle(field, (name) => symbols.get(name)?.kind);
      if (what === undefined) continue;
      report("check/unsuitable-part", field.declaration.type.span, { part: `${type}.${field.name}`, what });
    }
  }
};

function describeObstacle(
  { type, declaration }: BoundField,
  kindOf: (name: string) => string | undefined,
): string | undefined {
  switch (type.kind) {
    case "model":
      return `leads to the model \`${type.name}\``;
    case "mixin":
      return `is of the mixin \`${type.name}\``;
    case "arc":
      return "leads to one of several models";
    case "later": {
      const name = declaration.type.alternatives[0]?.name.text ?? "";
      return kindOf(name) === "view" ? `leads to the view \`${name}\`` : undefined;
    }
    default:
      return undefined;
  }
}
