import { pathOf } from "../path-of.js";
import { findField } from "../ancestors.js";
import type { Rule } from "../rule.js";

/** `inverse:` names the other side of the relation, and the side without the key may be empty. */
export const checkInverseArguments: Rule = ({ roles }, { report, reportUnknown }) => {
  for (const [end, role] of roles) {
    const { model, target } = end;
    if (role.kind === "inverse" && !end.isList && !end.isNullable) {
      const { span } = end.field.declaration.type;
      const place = { ...span, start: span.end };
      const fixes = [{ title: "Make it optional", edits: [{ span: place, newText: "?" }] }];
      report("check/required-inverse", span, { name: pathOf(end), owning: pathOf(role.owning) }, { fixes });
    }
    if (role.kind !== "misdirected") continue;
    const { inverse, taken } = role;
    const named = findField(target, inverse.text)?.field;
    const path = `${target.name}.${inverse.text}`;
    if (named === undefined) {
      const candidates = target.relations.filter((other) => other.target === model).map((other) => other.name);
      if (!target.isIncomplete) reportUnknown("check/unknown-field", inverse, candidates, { model: target.name });
    } else if (taken) {
      const related = [{ span: taken.field.declaration.name.span, message: `\`${pathOf(taken)}\` is its other side` }];
      report("check/inverse-taken", inverse.span, { inverse: path, taken: pathOf(taken) }, { related });
    } else if (named.type.kind !== "unknown") {
      const related = [{ span: named.declaration.name.span, message: `\`${path}\` is declared here` }];
      report(
        "check/invalid-inverse",
        inverse.span,
        { name: pathOf(end), inverse: path, model: model.name },
        { related },
      );
    }
  }
};
