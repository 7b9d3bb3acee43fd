import { isMalformed, shapeOf } from "../args/shape-key.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { countStatements, type Planner } from "./build-node.js";
import type { PlanCache } from "./plan-cache.js";
import { planCount, planExistence, planFindMany, planFindUnique, planGetAll, planGetById } from "./plan-read.js";
import { planCreate, planDelete, planDeleteMany, planUpdate, planUpdateMany } from "./plan-write.js";
import type { Answer, QueryPlan } from "./query-plan.js";

/** A method of a repository whose plan depends on the shape of its arguments alone. */
export interface Operation {
  readonly name: string;
  readonly answer: Answer;
  plan(args: unknown, model: ModelMetadata, planner: Planner): Pick<QueryPlan, "root" | "write">;
}

/** What plans are made with, and kept in. */
export interface PlanSource {
  readonly planner: Planner;
  readonly plans: PlanCache<QueryPlan>;
}

const root = (plan: NonNullable<QueryPlan["root"]>) => ({ root: plan });

export const findMany: Operation = {
  name: "findMany",
  answer: "all",
  plan: (args, model, planner) => root(planFindMany(args, model, planner, false)),
};

export const findFirst: Operation = {
  name: "findFirst",
  answer: "first",
  plan: (args, model, planner) => root(planFindMany(args, model, planner, true)),
};

export const findFirstOrThrow: Operation = { ...findFirst, name: "findFirstOrThrow", answer: "one" };

export const findUnique: Operation = {
  name: "findUnique",
  answer: "first",
  plan: (args, model, planner) => root(planFindUnique(args, model, planner)),
};

export const findUniqueOrThrow: Operation = { ...findUnique, name: "findUniqueOrThrow", answer: "one" };

export const getById: Operation = {
  name: "getById",
  answer: "one",
  plan: (args, model, planner) => root(planGetById(args, model, planner)),
};

export const getAll: Operation = {
  name: "getAll",
  answer: "all",
  plan: (args, model, planner) => root(planGetAll(args, model, planner)),
};

export const count: Operation = {
  name: "count",
  answer: "number",
  plan: (args, model, planner) => root(planCount(args, model, planner)),
};

export const exists: Operation = {
  name: "exists",
  answer: "presence",
  plan: (args, model, planner) => root(planExistence(args, model, planner)),
};

export const create: Operation = {
  name: "create",
  answer: "one",
  plan: (args, model, planner) => root(planCreate(args, model, planner)),
};

export const update: Operation = {
  name: "update",
  answer: "one",
  plan: (args, model, planner) => root(planUpdate(args, model, planner)),
};

export const remove: Operation = { name: "delete", answer: "one", plan: planDelete };

export const updateMany: Operation = {
  name: "updateMany",
  answer: "changes",
  plan: (args, model, planner) => ({ write: planUpdateMany(args, model, planner) }),
};

export const deleteMany: Operation = {
  name: "deleteMany",
  answer: "changes",
  plan: (args, model, planner) => ({ write: planDeleteMany(args, model, planner) }),
};

/**
 * The plan of a call: the one that a call of the same shape made, or a new one.
 *
 * @throws InvalidArgument when the arguments are wrong in any way that does not depend on single values
 */
export function findPlan(operation: Operation, model: ModelMetadata, args: unknown, source: PlanSource): QueryPlan {
  const shape = shapeOf(args, model);
  const key = `${model.name}.${operation.name} ${shape}`;
  return source.plans.get(key) ?? makePlan(operation, model, args, source, key);
}

function makePlan(
  operation: Operation,
  model: ModelMetadata,
  args: unknown,
  { planner, plans }: PlanSource,
  key: string,
): QueryPlan {
  const { root: node, write } = operation.plan(args, model, planner);
  if (isMalformed(key)) throw new Error(`Arguments were planned that have no shape: ${key}`);
  const statements = (node === undefined ? 0 : countStatements(node)) + (write === undefined ? 0 : 1);
  const plan: QueryPlan = {
    model,
    operation: operation.name,
    answer: operation.answer,
    statements,
    ...(node === undefined ? {} : { root: node }),
    ...(write === undefined ? {} : { write }),
  };
  plans.set(key, plan);
  return plan;
}
