import type { PlanNode, PlanNotes, QueryPlan, WriteNode } from "./query-plan.js";

/** What sends a statement, in the order in which a plan is told: see `describePlan`. */
export function listNodes(plan: QueryPlan): readonly (PlanNode | WriteNode)[] {
  const { root, writes = [], isReadFirst, additions } = plan;
  const reads = [...(root === undefined ? [] : [root]), ...(additions?.batches ?? [])].flatMap(listBelow);
  return isReadFirst ? [...reads, ...writes] : [...writes, ...reads];
}

function listBelow(node: PlanNode): readonly PlanNode[] {
  return [node, ...listAt(node.notes, node, [])];
}

function listAt({ joined }: PlanNotes, node: PlanNode, place: readonly string[]): readonly PlanNode[] {
  return [
    ...joined.flatMap((inner) => listAt(inner, node, [...place, inner.relation!])),
    ...batchesAt(node, place).flatMap(listBelow),
  ];
}

/** Of the statements for the rows of a node, those that belong to what is joined into it at this place. */
export function batchesAt(node: PlanNode, place: readonly string[]): PlanNode["batches"] {
  return node.batches.filter((batch) => batch.place.join() === place.join());
}
