import { listAttributeSites } from "../attribute-sites.js";
import { findDefinition, matchAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";
import type { Located } from "../signature.js";
import { findSqlObstacle } from "../sql-obstacle.js";

/** SQL that is laid into a statement is whole in itself: what is around it keeps its meaning. */
export const checkSqlFragments: Rule = (program, { report }) => {
  for (const { attributes } of listAttributeSites(program)) {
    for (const attribute of attributes) {
      const definition = findDefinition(attribute);
      if (definition === undefined || definition === "later") continue;
      const values: Readonly<Record<string, Located<unknown> | undefined>> = matchAttribute(attribute).values;
      for (const [name, argument] of Object.entries(definition.signature)) {
        const given = values[name];
        if (argument === "later" || argument.kind !== "sql" || typeof given?.value !== "string") continue;
        const reason = findSqlObstacle(given.value);
        if (reason !== undefined) report("check/invalid-sql", given.argument.value.span, { reason });
      }
    }
  }
};
