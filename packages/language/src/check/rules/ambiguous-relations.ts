import { pathOf } from "../path-of.js";
import type { Rule } from "../rule.js";

/** It is clear which fields are the two sides of a relation, and which of them holds the key. */
export const checkAmbiguousRelations: Rule = ({ roles }, { report }) => {
  for (const [end, role] of roles) {
    if ((role.kind !== "ambiguous" && role.kind !== "undecided") || !role.isSpeaker) continue;
    const { span } = end.field.declaration.name;
    const candidates = role.kind === "ambiguous" ? role.candidates : [role.other];
    const related = candidates.map((candidate) => ({
      span: candidate.field.declaration.name.span,
      message: `\`${pathOf(candidate)}\` could be its other side`,
    }));
    if (role.kind === "ambiguous") {
      report("check/ambiguous-relation", span, { name: pathOf(end), candidates: candidates.map(pathOf) }, { related });
    } else report("check/undecided-key", span, { name: pathOf(end), other: pathOf(role.other) }, { related });
  }
};
