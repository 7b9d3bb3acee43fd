import type { CompiledStatement } from "@joinery/sql";
import type { PlanCache } from "./plan-cache.js";
import type { FindPlan } from "./writes/plan-find-rows.js";
import type { UpsertPlan } from "./writes/plan-upsert-many.js";

/** Statements about rows that lists of keys name, as many as there are: each is made once. */
export interface KeyedStatements {
  readonly finds: PlanCache<FindPlan>;
  readonly writes: PlanCache<CompiledStatement>;
  /** Of as many rows as fit into one. */
  readonly upserts: PlanCache<UpsertPlan>;
}
