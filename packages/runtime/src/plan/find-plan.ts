import { isMalformed, shapeOf, shapeOfInclude } from "../args/shape-key.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { countStatements, type Planner } from "./build-node.js";
import { isOutdated } from "./reads/fan-out.js";
import { loadOperations, type Operation } from "./operations.js";
import type { PlanCache } from "./plan-cache.js";
import type { QueryPlan } from "./query-plan.js";

/** What plans are made with, and kept in. */
export interface PlanSource {
  readonly planner: Planner;
  readonly plans: PlanCache<QueryPlan>;
}

/**
 * The plan of a call: the one that a call of the same shape made, or a new one; also where the runs of that one show that another is better.
 *
 * @throws InvalidArgument when the arguments are wrong in any way that does not depend on single values
 */
export function findPlan(operation: Operation, model: ModelMetadata, args: unknown, source: PlanSource): QueryPlan {
  const shape = shapeOf(args, model);
  const plan = source.plans.get(model, operation, shape);
  if (plan === undefined) return makePlan(operation, model, args, source, shape);
  const learned = plan.root?.learning;
  const { planner, plans } = source;
  if (learned === undefined || !isOutdated(learned, planner.measureTrip?.())) return plan;
  return makePlan(operation, model, args, { planner: { ...planner, learned }, plans }, shape);
}

/**
 * The plan of what is loaded for rows that are there already.
 *
 * @param isAlone for one row, and not for any number
 * @throws InvalidArgument as `findPlan`
 */
export function findLoadPlan(isAlone: boolean, model: ModelMetadata, include: unknown, source: PlanSource): QueryPlan {
  const shape = shapeOfInclude(include, model);
  const operation = isAlone ? loadOperations.one : loadOperations.many;
  return source.plans.get(model, operation, shape) ?? makePlan(operation, model, include, source, shape);
}

function makePlan(
  operation: Operation,
  model: ModelMetadata,
  args: unknown,
  { planner, plans }: PlanSource,
  shape: string,
): QueryPlan {
  const planned = operation.plan(args, model, planner);
  if (isMalformed(shape)) throw new Error(`Arguments were planned that have no shape: ${operation.name} ${shape}`);
  const { root, writes = [], additions } = planned;
  const nodes = [...(root === undefined ? [] : [root]), ...(additions?.batches ?? [])];
  const statements = nodes.reduce((sum, node) => sum + countStatements(node), writes.length);
  const plan: QueryPlan = {
    model,
    operation: operation.name,
    answer: operation.answer,
    statements,
    ...planned,
  };
  plans.set(model, operation, shape, plan);
  return plan;
}
