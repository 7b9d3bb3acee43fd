import { batchesAt } from "./list-nodes.js";
import type { PlanNode, PlanNotes, QueryPlan } from "./query-plan.js";

/** What `plan()` tells of a call: how it would be answered, and why so. */
export interface PlanDescription {
  readonly model: string;
  readonly operation: string;
  /** How many statements are sent at most, whatever the number of rows: where there are no parents, their children cost none. Those that write rows of relations are not among them. */
  readonly statements: number;
  /** They all see one moment, because the call asks for it. */
  readonly snapshot?: true;
  readonly steps: readonly PlanStep[];
}

/** One model's rows, and how they are loaded. */
export interface PlanStep {
  readonly model: string;
  /** Absent at the root. */
  readonly relation?: string;
  readonly strategy: "root" | "join" | "json" | "batch" | "recursive" | "write";
  readonly reason: string;
  /** Absent where the rows come inline, with those of the step around. */
  readonly sql?: string;
  readonly steps: readonly PlanStep[];
}

export function describePlan(plan: QueryPlan): PlanDescription {
  const { model, operation, root, writes = [], isReadFirst, additions, nested, statements, isOfOneMoment } = plan;
  const reason = writes.length > 1 ? "the change of one table of its rows" : "the change itself";
  const changes = writes.map(({ statement: { sql } }): PlanStep => {
    return { model: model.name, strategy: "write", reason, sql, steps: [] };
  });
  const reads = [...(root === undefined ? [] : [root]), ...(additions?.batches ?? [])].map(describeNode);
  if (nested !== undefined) changes.push({ model: model.name, strategy: "write", reason: nestedReason, steps: [] });
  return {
    model: model.name,
    operation,
    statements,
    ...(isOfOneMoment && { snapshot: true }),
    steps: isReadFirst ? [...reads, ...changes] : [...changes, ...reads],
  };
}

const nestedReason = "the row and rows of its relations: its data say each time which statements that takes";

/** A step that sends a statement. */
export type StatementStep = PlanStep & { readonly sql: string };

/** Those that send statements, in the order in which they are sent. */
export function listStatements(steps: readonly PlanStep[]): readonly StatementStep[] {
  return steps.flatMap((step) => [...(isStatement(step) ? [step] : []), ...listStatements(step.steps)]);
}

function isStatement(step: PlanStep): step is StatementStep {
  return step.sql !== undefined;
}

function describeNode(node: PlanNode): PlanStep {
  return { ...describeNotes(node.notes, node, []), sql: node.statement.sql };
}

/** A relation that is joined has the statements of its own relations in the node around it: they are told where they belong. */
function describeNotes(notes: PlanNotes, node: PlanNode, place: readonly string[]): PlanStep {
  const { joined, ...rest } = notes;
  return {
    ...rest,
    steps: [
      ...joined.map((inner) => describeNotes(inner, node, [...place, inner.relation!])),
      ...batchesAt(node, place).map(describeNode),
    ],
  };
}
