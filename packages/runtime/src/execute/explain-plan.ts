import { bindToLook } from "../plan/bind-to-look.js";
import { describePlan } from "../plan/describe-plan.js";
import { listNodes } from "../plan/list-nodes.js";
import type { QueryPlan } from "../plan/query-plan.js";
import type { Engine } from "./engine.js";
import { explainStatements, type ExplainedStatement } from "./explain-statements.js";

/**
 * How the database would run the statements of a plan with the values of one call.
 *
 * @throws InvalidArgument for a value that is none of its field, before anything is sent
 */
export function explainPlan(plan: QueryPlan, args: unknown, engine: Engine): Promise<readonly ExplainedStatement[]> {
  const statements = listNodes(plan).map((node) => bindToLook(node, args));
  return explainStatements(describePlan(plan), statements, engine);
}
