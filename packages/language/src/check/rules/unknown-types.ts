import { scalarNames } from "../program.js";
import type { Rule } from "../rule.js";

/** A field is of a built-in type, an enum or a model. */
export const checkUnknownTypes: Rule = ({ fields, symbols, mayBeUnread }, { report, reportUnknown }) => {
  const candidates = [
    ...scalarNames,
    ...[...symbols].filter(([, symbol]) => symbol.kind !== "block").map(([name]) => name),
  ];
  for (const { type, declaration } of fields) {
    if (type.kind === "unknown" && !mayBeUnread(type.type.name.text)) {
      reportUnknown("check/unknown-type", type.type.name, candidates, {});
    } else if (type.kind === "mixin") {
      report("check/mixin-as-type", declaration.type.span, { name: type.name });
    }
  }
};
