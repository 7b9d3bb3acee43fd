import { everything, type Filter } from "../../args/filters/filter.js";
import { fixedTests } from "../../args/read-key.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { Planner } from "../build-node.js";
import { planPresence } from "../reads/plan-read.js";
import type { PlannedCall } from "../query-plan.js";
import type { Target } from "./write-target.js";

/** For a call that names a version: what tells whether a row that it does not find is there in another one. */
export function planStaleness(target: Target, model: ModelMetadata, planner: Planner): Pick<PlannedCall, "staleness"> {
  if (!fixedTests(target.where).some(({ field }) => field.isVersion)) return {};
  return { staleness: planPresence(omitVersion(target.where), target, model, planner) };
}

function omitVersion(filter: Filter): Filter {
  if (filter.kind === "all") return { kind: "all", filters: filter.filters.map(omitVersion) };
  return filter.kind === "test" && filter.operator === "=" && filter.field.isVersion ? everything : filter;
}
