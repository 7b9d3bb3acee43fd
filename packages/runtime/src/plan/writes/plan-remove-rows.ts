import type { CompiledStatement } from "@joinery/sql";
import type { ModelMetadata, Part } from "../../metadata/metadata.js";
import { assignChanges } from "./assign-values.js";
import { compileStatement, type Planner } from "../build-node.js";
import { addAlias, startDraft } from "../draft.js";
import { listKeyColumns, planOwners } from "../reads/plan-owners.js";

/** The deletion of rows whose keys are the first list: of those in several tables from the first, which the others follow. */
export function planDeletion({ primaryKey, parts }: ModelMetadata, planner: Planner): CompiledStatement {
  const draft = startDraft();
  const alias = addAlias(draft);
  const where = planOwners(draft, listKeyColumns(primaryKey, alias), undefined);
  return compileStatement({ kind: "delete", table: parts[0]!.model.table, alias, where }, planner);
}

/** A table that changes when rows of a model are marked as deleted. */
export interface MarkedPart extends Part {
  readonly of: ModelMetadata;
}

/** That with the mark, and those that time or count changes. */
export function listMarkedParts(model: ModelMetadata): readonly MarkedPart[] {
  const isMarked = ({ fields }: Part) =>
    fields.some((field) => field === model.softDelete || field.isUpdatedAt || field.isVersion);
  return model.parts.filter(isMarked).map((part) => ({ ...part, of: model }));
}

/** The mark of the rows whose keys are the first list. */
export function planMark({ model, fields, of }: MarkedPart, planner: Planner): CompiledStatement {
  const draft = startDraft();
  const alias = addAlias(draft);
  const set = assignChanges({ given: [], mark: of.softDelete! }, fields, alias, draft);
  const where = planOwners(draft, listKeyColumns(of.primaryKey, alias), undefined);
  return compileStatement({ kind: "update", table: model.table, alias, set, where }, planner);
}
