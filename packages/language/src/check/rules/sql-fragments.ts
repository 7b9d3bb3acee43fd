import type { Rule } from "../rule.js";
import type { ArgumentKind } from "../signature.js";
import { findQueryObstacle, findSqlObstacle } from "../sql-obstacle.js";

/** SQL that is laid into a statement is whole in itself: what is around it keeps its meaning. */
export const checkSqlFragments: Rule = ({ givenArguments }, { report }) => {
  for (const { kind, value, argument } of givenArguments) {
    if (typeof value !== "string") continue;
    const reason = obstacles[kind]?.(value);
    if (reason !== undefined) report("check/invalid-sql", argument.value.span, { reason });
  }
};

const obstacles: { readonly [Kind in ArgumentKind]?: (sql: string) => string | undefined } = {
  sql: findSqlObstacle,
  query: findQueryObstacle,
};
