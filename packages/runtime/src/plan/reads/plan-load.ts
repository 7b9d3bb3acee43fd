import { readInclude } from "../../args/read-selection.js";
import type { RelationSelection } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { buildBatch, type Planner } from "../build-node.js";
import type { BatchNode, PlannedCall } from "../query-plan.js";

/**
 * What is loaded for rows that an earlier call gave: a statement for each relation, with their keys as its parameter.
 *
 * @param hasOneParent then the keys are one key
 */
export function planLoad(hasOneParent: boolean) {
  return (include: unknown, model: ModelMetadata, planner: Planner): PlannedCall => {
    const { relations } = readInclude(include, model, []);
    const fields = [...new Set(relations.flatMap(listOwnerFields))];
    const batches = relations.map((selected) => planAddition(selected, fields, hasOneParent, planner));
    return { additions: { fields, batches } };
  };
}

/** The key of the relation, and of a recursive one the row's own: it does not come again below itself. */
function listOwnerFields({ relation, recursion }: RelationSelection): readonly FieldMetadata[] {
  return recursion === undefined ? relation.fields : [...relation.fields, ...relation.source.primaryKey];
}

function planAddition(
  selected: RelationSelection,
  fields: readonly FieldMetadata[],
  hasOneParent: boolean,
  planner: Planner,
): BatchNode {
  const { relation, recursion } = selected;
  const placeOf = (field: FieldMetadata) => fields.indexOf(field);
  const ownerKey = relation.fields.map(placeOf);
  const ownerIdentity = recursion === undefined ? [] : relation.source.primaryKey.map(placeOf);
  const strategy = recursion === undefined ? "batch" : "recursive";
  const reason = hasOneParent ? "for the row that is there" : "for all rows that came together, by their keys";
  // Their values are decoded already.
  const pending = { selected, ownerPath: [], place: [], ownerKey, ownerIdentity, strategy, reason } as const;
  return buildBatch(pending, [], hasOneParent, new Map(), planner);
}
