import type { BoundStatement, CompiledStatement } from "@joinery/sql";
import type { Binder } from "../plan/binder.js";
import { describePlan } from "../plan/describe-plan.js";
import { listNodes } from "../plan/list-nodes.js";
import type { QueryPlan } from "../plan/query-plan.js";
import { standInKey } from "../plan/stand-in-key.js";
import type { Engine } from "./engine.js";
import { explainStatements, type ExplainedStatement } from "./explain-statements.js";

/**
 * How the database would run the statements of a plan with the values of one call. What only a run knows, the keys of parents, others stand
 * in for.
 *
 * @throws InvalidArgument for a value that is none of its field, before anything is sent
 */
export function explainPlan(plan: QueryPlan, args: unknown, engine: Engine): Promise<readonly ExplainedStatement[]> {
  const statements = listNodes(plan).map(({ statement, bind }) => bindStatement(statement, bind, args));
  return explainStatements(describePlan(plan), statements, engine);
}

function bindStatement(statement: CompiledStatement, bind: Binder, args: unknown): BoundStatement {
  const parameters = bind.bindArguments(args).map((value, place) => {
    if (value !== undefined) return value;
    const { encode, encoding } = statement.parameters[place]!;
    return encode(standInKey(encoding));
  });
  return { statement, parameters };
}
