import type { SelectStatement } from "@joinery/sql";
import type { Selection } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { createBinder } from "../binder.js";
import { compileStatement, type Planner } from "../build-node.js";
import { addAlias, joinParts, outputField, startDraft, whereAll } from "../draft.js";
import { planFilter } from "../conditions/plan-filter.js";
import { planByCarriedKey } from "../reads/plan-read.js";
import { planStaleness } from "./plan-staleness.js";
import type { KeyPart, PlannedCall, TargetPlan } from "../query-plan.js";
import { createRecordReader } from "./record-reader.js";
import { seeRows } from "../conditions/visible-rows.js";
import type { Target } from "./write-target.js";

/** `create` with rows of its relations: all are written, then the row itself is read. */
export function planNestedCreate(selection: Selection, planner: Planner): PlannedCall {
  return { nested: {}, root: planByCarriedKey(selection, planner) };
}

/** `update` with rows of its relations: the row is found, all are written, then the row itself is read. */
export function planNestedUpdate(target: Target, selection: Selection, planner: Planner): PlannedCall {
  const { model } = selection;
  return {
    nested: { target: planTargetRow(target, model, planner) },
    root: planByCarriedKey(selection, planner),
    ...planStaleness(target, model, planner),
  };
}

/** `upsert` with rows of its relations, or of rows that one statement cannot write: the row is looked for, then changed or created, and read. */
export function planNestedUpsert(
  named: Target,
  key: readonly KeyPart[],
  selection: Selection,
  planner: Planner,
): PlannedCall {
  const target = planTargetRow(named, selection.model, planner);
  return { nested: { target, key }, root: planByCarriedKey(selection, planner) };
}

/** It is locked where rows can be: what was found is what is changed. */
function planTargetRow({ where, ...visibility }: Target, model: ModelMetadata, planner: Planner): TargetPlan {
  const draft = startDraft();
  const alias = addAlias(draft);
  const { source, conditions } = seeRows(model, alias, visibility);
  const wanted = listKeys(model);
  const positions = wanted.map((field) => outputField(draft, alias, field));
  const fitting = planFilter(where, alias, draft);
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    from: source,
    joins: draft.joins,
    ...whereAll([fitting, ...conditions]),
    ...(planner.dialect.capabilities.hasRowLocks && {
      lock: { strength: "update", sources: joinParts(draft, alias, model) },
    }),
  };
  const compiled = compileStatement(statement, planner);
  return {
    statement: compiled,
    bind: createBinder(compiled, draft.sources),
    read: createRecordReader(wanted, positions, compiled.decoders),
  };
}

/** Its own key, and whatever ties it to others. */
function listKeys({ primaryKey, relations }: ModelMetadata): readonly FieldMetadata[] {
  return [...new Set([...primaryKey, ...relations.flatMap(({ fields }) => fields)])];
}
