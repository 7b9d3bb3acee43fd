import { scalarNames } from "../program.js";
import type { Rule } from "../rule.js";

/** A field is of a built-in type, an enum, a type or a model. */
export const checkUnknownTypes: Rule = ({ fields, parts, symbols, mayBeUnread }, { report, reportUnknown }) => {
  const candidates = [
    ...scalarNames,
    ...[...symbols].filter(([, symbol]) => symbol.kind !== "block").map(([name]) => name),
  ];
  for (const { type } of [...fields, ...parts]) {
    for (const each of type.kind === "arc" ? type.alternatives : [type]) {
      if (each.kind !== "unknown" || mayBeUnread(each.type.name.text)) continue;
      reportUnknown("check/unknown-type", each.type.name, candidates, {});
    }
  }
  for (const { type, declaration } of fields) {
    const isArc = type.kind === "arc";
    for (const [index, each] of (isArc ? type.alternatives : [type]).entries()) {
      if (each.kind !== "mixin") continue;
      const { span } = (isArc ? declaration.type.alternatives[index] : undefined) ?? declaration.type;
      report("check/mixin-as-type", span, { name: each.name });
    }
  }
};
