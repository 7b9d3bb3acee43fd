import type { Rule } from "../rule.js";

/** A type is that of something outside itself. */
export const checkUnusedTypes: Rule = ({ typeUsers, objects }, { report }) => {
  for (const { name, declaration } of objects) {
    const others = [...(typeUsers.get(name) ?? [])].filter((user) => user !== declaration);
    if (others.length === 0) report("check/unused-type", declaration.name.span, { name });
  }
};
