import type { NameSpace, NameUse } from "../built-schema.js";
import type { Rule } from "../rule.js";

/** From what names are made of to what is made of them: only the cause of a collision is reported. */
const order: readonly NameSpace[] = ["type", "column", "enum value", "accessor", "relation", "constraint"];

/** Names are unlike each other where they must be, after mapping, also for a database that does not tell case apart. */
export const checkNameCollisions: Rule = ({ built }, { report }) => {
  const collided = new Set<string>();
  for (const space of order) {
    const first = new Map<string, NameUse>();
    for (const use of built.names) {
      if (use.space !== space || (use.madeFrom !== undefined && collided.has(use.madeFrom))) continue;
      const key = JSON.stringify([use.within, isCaseKept(space) ? use.name : use.name.toLowerCase()]);
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, use);
        continue;
      }
      collided.add(use.within ?? use.name);
      const related = [{ span: earlier.span, message: `This is ${earlier.what}` }];
      const what = use.what.charAt(0).toUpperCase() + use.what.slice(1);
      report("check/name-collision", use.span, { what, name: use.name, other: earlier.what }, { related });
    }
  }
};

function isCaseKept(space: NameSpace): boolean {
  return space === "enum value" || space === "accessor";
}
