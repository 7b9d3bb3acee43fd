import { refuseView } from "../args/refuse-view.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { Planner } from "./build-node.js";
import {
  planCount,
  planExistence,
  planFindFirst,
  planFindMany,
  planFindUnique,
  planGetAll,
  planGetById,
} from "./plan-read.js";
import { planCreate, planDelete, planDeleteMany, planUpdate, planUpdateMany } from "./plan-write.js";
import type { Answer, PlanNode, QueryPlan, WriteNode } from "./query-plan.js";

/** A method of a repository whose plan depends on the shape of its arguments alone. */
export interface Operation {
  readonly name: string;
  readonly answer: Answer;
  readonly plan: Plan<PlannedCall>;
}

/** What is planned of a call; the rest of a plan follows from it. */
type PlannedCall = Pick<QueryPlan, "root" | "write" | "staleness">;

type Plan<Planned> = (args: unknown, model: ModelMetadata, planner: Planner) => Planned;

/** By the name of the method. */
export const operations = {
  findUnique: withRows("findUnique", "first", planFindUnique),
  findUniqueOrThrow: withRows("findUniqueOrThrow", "one", planFindUnique),
  findFirst: withRows("findFirst", "first", planFindFirst),
  findFirstOrThrow: withRows("findFirstOrThrow", "one", planFindFirst),
  findMany: withRows("findMany", "all", planFindMany),
  getById: withRows("getById", "one", planGetById),
  getAll: withRows("getAll", "all", planGetAll),
  count: withRows("count", "number", planCount),
  exists: withRows("exists", "presence", planExistence),
  create: withRows("create", "one", ofTable(planCreate)),
  update: { name: "update", answer: "one", plan: ofTable(planUpdate) },
  updateMany: withoutRows("updateMany", ofTable(planUpdateMany)),
  delete: { name: "delete", answer: "one", plan: ofTable(planDelete) },
  deleteMany: withoutRows("deleteMany", ofTable(planDeleteMany)),
} satisfies Record<string, Operation>;

/** A write: not to a view. */
function ofTable<Planned>(plan: Plan<Planned>): Plan<Planned> {
  return (args, model, planner) => {
    refuseView(model);
    return plan(args, model, planner);
  };
}

function withRows(name: string, answer: Answer, plan: Plan<PlanNode>): Operation {
  return { name, answer, plan: (...call) => ({ root: plan(...call) }) };
}

function withoutRows(name: string, plan: Plan<WriteNode>): Operation {
  return { name, answer: "changes", plan: (...call) => ({ write: plan(...call) }) };
}
