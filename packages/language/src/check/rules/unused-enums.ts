import type { Rule } from "../rule.js";

/** An enum is the type of something. */
export const checkUnusedEnums: Rule = ({ typeUsers, enums }, { report }) => {
  for (const { name } of enums) {
    if (!typeUsers.has(name.text)) report("check/unused-enum", name.span, { name: name.text });
  }
};
