import type { Rule } from "../rule.js";
import { findSqlObstacle } from "../sql-obstacle.js";

/** SQL that is laid into a statement is whole in itself: what is around it keeps its meaning. */
export const checkSqlFragments: Rule = ({ givenArguments }, { report }) => {
  for (const { kind, value, argument } of givenArguments) {
    if (kind !== "sql" || typeof value !== "string") continue;
    const reason = findSqlObstacle(value);
    if (reason !== undefined) report("check/invalid-sql", argument.value.span, { reason });
  }
};
