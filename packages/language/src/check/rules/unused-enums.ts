import type { Rule } from "../rule.js";
import { findTypeUsers } from "../type-users.js";

/** An enum is the type of something. */
export const checkUnusedEnums: Rule = ({ files, enums }, { report }) => {
  const users = findTypeUsers(files);
  for (const { name } of enums) {
    if (!users.has(name.text)) report("check/unused-enum", name.span, { name: name.text });
  }
};
