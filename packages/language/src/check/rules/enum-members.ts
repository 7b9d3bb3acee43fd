import type { EnumMemberDeclaration } from "../../ast.js";
import type { Rule } from "../rule.js";

/** An enum has members, and each once. */
export const checkEnumMembers: Rule = ({ enums }, { report }) => {
  for (const { name, members, isIncomplete } of enums) {
    if (members.length === 0 && !isIncomplete) report("check/empty-enum", name.span, { name: name.text });
    const first = new Map<string, EnumMemberDeclaration>();
    for (const member of members) {
      const { text, span } = member.name;
      const earlier = first.get(text);
      if (earlier === undefined) {
        first.set(text, member);
        continue;
      }
      const related = [{ span: earlier.name.span, message: `\`${text}\` is declared here first` }];
      report("check/duplicate-enum-member", span, { name: text, enum: name.text }, { related });
    }
  }
};
