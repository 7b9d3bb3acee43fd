import { isPlain, refuse } from "./args/refuse.js";
import { limitEngine } from "./execute/limits/call-limits.js";
import type { Engine } from "./execute/engine.js";
import { explainPlan } from "./execute/explain-plan.js";
import { runStream } from "./execute/run-stream.js";
import type { ModelMetadata } from "./metadata/metadata.js";
import { describePlan, type PlanDescription } from "./plan/describe-plan.js";
import { findPlan } from "./plan/find-plan.js";
import { operations } from "./plan/operations.js";
import type { CallLimits } from "./types/call-limits.js";

const defaultBatchSize = 1000;

/** Begins to read; whatever is wrong is found at the first row, before anything is sent. */
export async function* openStream(args: unknown, model: ModelMetadata, engine: Engine): AsyncGenerator<unknown> {
  const { batchSize, limits, query } = readStream(args);
  const limited = limitEngine(engine, limits);
  const plan = findPlan(operations.stream, model, query, limited);
  yield* runStream(plan, query, batchSize, limited);
}

export function describeStream(args: unknown, model: ModelMetadata, engine: Engine): PlanDescription {
  return describePlan(findPlan(operations.stream, model, readStream(args).query, engine));
}

export function explainStream(args: unknown, model: ModelMetadata, engine: Engine) {
  const { query } = readStream(args);
  return explainPlan(findPlan(operations.stream, model, query, engine), query, engine);
}

/** What `stream` takes beside the arguments of a `findMany` is no part of the query. */
function readStream(args: unknown): { batchSize: number; limits: CallLimits; query: unknown } {
  if (!isPlain(args)) return { batchSize: defaultBatchSize, limits: {}, query: args };
  const { batchSize = defaultBatchSize, signal, timeout, ...query } = args;
  if (query["snapshot"] !== undefined) refuse(["snapshot"], "A stream is of one moment as it is: leave this out.");
  if (typeof batchSize !== "number" || !Number.isSafeInteger(batchSize) || batchSize < 1 || batchSize > 1_000_000) {
    refuse(["batchSize"], "Expected a number of rows from 1 to 1000000.");
  }
  return { batchSize, limits: { signal, timeout } as CallLimits, query };
}
