import type { BoundType } from "../program.js";
import type { Rule } from "../rule.js";

/** A type is made of values: what leads to a row cannot be a part of one. */
export const checkPartTypes: Rule = ({ objects }, { report }) => {
  for (const { name, fields } of objects) {
    for (const { name: part, type, declaration } of fields) {
      const what = describeObstacle(type);
      if (what !== undefined) report("check/unsuitable-part", declaration.type.span, { part: `${name}.${part}`, what });
    }
  }
};

function describeObstacle(type: BoundType): string | undefined {
  switch (type.kind) {
    case "model":
      return `leads to \`${type.name}\``;
    case "mixin":
      return `is of the mixin \`${type.name}\``;
    case "arc":
      return "leads to one of several models";
    default:
      return undefined;
  }
}
