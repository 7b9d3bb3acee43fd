import type { CompiledStatement } from "@joinery/sql";
import type { ModelMetadata, Part } from "../metadata/metadata.js";
import { assignChanges } from "./assign-values.js";
import { compileStatement, type Planner } from "./build-node.js";
import { addAlias, startDraft } from "./draft.js";
import { listKeyColumns, planOwners } from "./plan-owners.js";

/**
 * The removal of rows whose keys are the first list: from the table of this part, where the database does the rest; or where rows are
 * marked instead, the change of what this part has of that.
 */
export function planRemoval(
  model: ModelMetadata,
  { model: table, fields }: Part,
  planner: Planner,
): CompiledStatement | undefined {
  const draft = startDraft();
  const alias = addAlias(draft);
  const { softDelete } = model;
  const set = softDelete === undefined ? [] : assignChanges({ given: [], mark: softDelete }, fields, alias, draft);
  if (softDelete !== undefined && set.length === 0) return undefined;
  const where = planOwners(draft, listKeyColumns(model.primaryKey, alias), undefined);
  const target = { table: table.table, alias, where };
  return compileStatement(
    softDelete === undefined ? { kind: "delete", ...target } : { kind: "update", set, ...target },
    planner,
  );
}
