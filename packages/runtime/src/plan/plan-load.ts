import { readInclude } from "../args/read-selection.js";
import type { RelationSelection } from "../args/selection.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { buildBatch, type Planner } from "./build-node.js";
import type { BatchNode, PlannedCall } from "./query-plan.js";

/**
 * What is loaded for rows that an earlier call gave: a statement for each relation, with their keys as its parameter.
 *
 * @param hasOneParent then the keys are one key
 */
export function planLoad(hasOneParent: boolean) {
  return (include: unknown, model: ModelMetadata, planner: Planner): PlannedCall => {
    const { relations } = readInclude(include, model, []);
    const fields = [...new Set(relations.flatMap(({ relation }) => relation.fields))];
    const batches = relations.map((selected) => planAddition(selected, fields, hasOneParent, planner));
    return { additions: { fields, batches } };
  };
}

function planAddition(
  selected: RelationSelection,
  fields: readonly FieldMetadata[],
  hasOneParent: boolean,
  planner: Planner,
): BatchNode {
  const ownerKey = selected.relation.fields.map((field) => fields.indexOf(field));
  const reason = hasOneParent ? "for the row that is there" : "for all rows that came together, by their keys";
  // Their values are decoded already.
  return buildBatch({ selected, ownerPath: [], place: [], ownerKey, reason }, [], hasOneParent, new Map(), planner);
}
