import { readSnapshot } from "../args/read-arguments.js";
import { refuseView } from "../args/refuse-view.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { Planner } from "./build-node.js";
import { planAggregate, planGroupBy } from "./reads/plan-aggregation.js";
import { planCount } from "./reads/plan-count.js";
import { planLoad } from "./reads/plan-load.js";
import { planPaginate } from "./reads/plan-page.js";
import {
  planExistence,
  planFindFirst,
  planFindMany,
  planFindUnique,
  planGetAll,
  planGetById,
} from "./reads/plan-read.js";
import { planCreate, planDelete, planDeleteMany, planUpdate, planUpdateMany } from "./writes/plan-write.js";
import { planUpsert } from "./writes/plan-upsert.js";
import type { Answer, PlannedCall, PlanNode } from "./query-plan.js";

/** A method of a repository whose plan depends on the shape of its arguments alone. */
export interface Operation {
  readonly name: string;
  readonly answer: Answer;
  readonly plan: Plan<PlannedCall>;
}

type Plan<Planned> = (args: unknown, model: ModelMetadata, planner: Planner) => Planned;

/** By the name of the method. */
export const operations = {
  findUnique: reading("findUnique", "first", planFindUnique),
  findUniqueOrThrow: reading("findUniqueOrThrow", "one", planFindUnique),
  findFirst: reading("findFirst", "first", planFindFirst),
  findFirstOrThrow: reading("findFirstOrThrow", "one", planFindFirst),
  findMany: reading("findMany", "all", planFindMany),
  stream: reading("stream", "all", planFindMany),
  getById: reading("getById", "one", planGetById),
  getAll: reading("getAll", "all", planGetAll),
  paginate: { name: "paginate", answer: "page", plan: planPaginate },
  count: reading("count", "number", planCount),
  exists: reading("exists", "presence", planExistence),
  aggregate: reading("aggregate", "one", planAggregate),
  groupBy: reading("groupBy", "all", planGroupBy),
  create: { name: "create", answer: "one", plan: ofTable(planCreate) },
  update: { name: "update", answer: "one", plan: ofTable(planUpdate) },
  upsert: { name: "upsert", answer: "one", plan: ofTable(planUpsert) },
  updateMany: { name: "updateMany", answer: "changes", plan: ofTable(planUpdateMany) },
  delete: { name: "delete", answer: "one", plan: ofTable(planDelete) },
  deleteMany: { name: "deleteMany", answer: "changes", plan: ofTable(planDeleteMany) },
} satisfies Record<string, Operation>;

/** `load` of rows that are there: of many of them, or of one alone. */
export const loadOperations = {
  many: { name: "load", answer: "all", plan: planLoad(false) },
  one: { name: "load", answer: "all", plan: planLoad(true) },
} satisfies Record<string, Operation>;

/** A write: not to a view. */
function ofTable<Planned>(plan: Plan<Planned>): Plan<Planned> {
  return (args, model, planner) => {
    refuseView(model);
    return plan(args, model, planner);
  };
}

function reading(name: string, answer: Answer, plan: Plan<PlanNode>): Operation {
  return {
    name,
    answer,
    plan(args, ...call) {
      const root = plan(args, ...call);
      return { root, ...(root.isLocking && { needsTransaction: true }), ...readSnapshot(args) };
    },
  };
}
