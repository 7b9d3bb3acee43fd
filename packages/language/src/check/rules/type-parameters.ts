import { isScalarName } from "../program.js";
import type { Rule } from "../rule.js";
import { describeTypeArguments, readTypeArguments } from "../type-arguments.js";

/** `String(n)` and `Decimal(p, s)` have parameters that fit; nothing else has any. */
export const checkTypeParameters: Rule = ({ fields, parts }, { report }) => {
  for (const { declaration } of [...fields, ...parts]) {
    for (const type of declaration.type.alternatives) {
      const name = type.name.text;
      const isScalar = isScalarName(name);
      if (isScalar ? readTypeArguments(name, type.arguments) !== undefined : type.arguments.length === 0) continue;
      const expected = isScalar ? describeTypeArguments(name) : `\`${name}\``;
      report("check/type-arguments", type.span, { name, expected });
    }
  }
};
