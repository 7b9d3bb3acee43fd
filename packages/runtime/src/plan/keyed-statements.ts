import type { CompiledStatement } from "@joinery/sql";
import type { PlanCache } from "./plan-cache.js";
import type { FindPlan } from "./writes/plan-find-rows.js";

/** Statements about rows that lists of keys name, as many as there are: each is made once. */
export interface KeyedStatements {
  readonly finds: PlanCache<FindPlan>;
  readonly writes: PlanCache<CompiledStatement>;
}
