import type { BoundStatement } from "@joinery/sql";
import { listStatements, type PlanDescription, type PlanStep } from "../plan/describe-plan.js";
import type { Engine } from "./engine.js";
import { sendQuestion } from "./send.js";

/** One statement of a call, and how the database would run it. */
export interface ExplainedStatement extends Omit<PlanStep, "sql" | "steps"> {
  readonly sql: string;
  /** The database's own plan, a line for each of its steps. It may show values of the call: the database plans for them. */
  readonly plan: string;
}

/**
 * Asks the database how it would run the statements of a call, of which none is run: in their order, as the call is told.
 *
 * @throws JoineryError for what the database refuses
 */
export async function explainStatements(
  { model, operation, steps }: PlanDescription,
  statements: readonly BoundStatement[],
  engine: Engine,
): Promise<readonly ExplainedStatement[]> {
  const { explain } = engine.planner.dialect;
  const executor = engine.executor ?? (await engine.open());
  const caller = { engine, executor, operation, ...(model !== "" && { model: engine.metadata.model(model) }) };
  const explained: ExplainedStatement[] = [];
  for (const [place, { sql, steps: _, ...step }] of listStatements(steps).entries()) {
    const { statement, parameters } = statements[place]!;
    const { rows } = await sendQuestion(explain.write(statement), parameters, caller);
    explained.push({ ...step, sql, plan: explain.read(rows).text });
  }
  return explained;
}
