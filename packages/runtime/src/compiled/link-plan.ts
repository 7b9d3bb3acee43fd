import { resolveTypes } from "@joinery/sql";
import type { Schema } from "@joinery/schema";
import type { Planner } from "../plan/build-node.js";
import { linkBatch, linkNode } from "../plan/reads/link-node.js";
import type { PlanNode } from "../plan/query-plan.js";
import type { BatchText, CompiledPlans } from "./compiled-query.js";

/** What a plan that was compiled needs of the place where it runs. */
interface Place extends Planner {
  /** Fitted to its database. */
  readonly schema: Schema;
  readonly compiled: Pick<CompiledPlans, "decoders" | "nodes">;
}

/** Makes a plan ready to run, given the name of its root: what the planner would have made here. */
export function linkPlan(root: string, place: Place): PlanNode {
  const { dialect, prototypeOf, schema, compiled } = place;
  const { statement: reference, sources, decoder, notes, ...text } = compiled.nodes[root]!;
  const statement = dialect.link(resolveTypes({ ...reference, sql: joinLines(reference.sql) }, schema));
  const batches = text.batches.map((name) =>
    linkBatch({ ...(compiled.nodes[name] as BatchText), ...linkPlan(name, place) }, statement.decoders),
  );
  return linkNode({ statement, sources, shape: compiled.decoders[decoder]!, batches, notes }, prototypeOf);
}

/** SQL is laid out for its readers where that changes nothing: in place of a space there is a line break with an indentation. */
function joinLines(sql: string): string {
  return sql.startsWith("\n") ? sql.trim().replaceAll(/\n */g, " ") : sql;
}
