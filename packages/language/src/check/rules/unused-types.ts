import type { Rule } from "../rule.js";
import { findTypeUsers } from "../type-users.js";

/** A type is that of something outside itself. */
export const checkUnusedTypes: Rule = ({ files, objects }, { report }) => {
  const users = findTypeUsers(files);
  for (const { name, declaration } of objects) {
    const others = [...(users.get(name) ?? [])].filter((user) => user !== declaration);
    if (others.length === 0) report("check/unused-type", declaration.name.span, { name });
  }
};
