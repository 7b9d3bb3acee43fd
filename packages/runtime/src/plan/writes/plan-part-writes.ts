import type { Statement, UpdateStatement } from "@joinery/sql";
import { refuse } from "../../args/refuse.js";
import type { Selection } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { assignChanges, assignNewValues, insertRow, type Changes } from "./assign-values.js";
import { createBinder } from "../binder.js";
import { compileStatement, type Planner } from "../build-node.js";
import { addAlias, outputField, startDraft, type Draft } from "../draft.js";
import { createKeyReader } from "../key-reader.js";
import { keyOfOne, listKeyColumns, planOwners } from "../reads/plan-owners.js";
import { planByCarriedKey } from "../reads/plan-read.js";
import type { PlannedCall, WriteNode } from "../query-plan.js";
import { addParameter } from "../slots.js";
import { planTarget, type Target } from "./write-target.js";

/** `create` of a row in several tables: the first makes the key, which the others and the reading of the whole go on with. */
export function planPartsCreate(
  given: readonly FieldMetadata[],
  selection: Selection,
  { parts, primaryKey }: ModelMetadata,
  planner: Planner,
): PlannedCall {
  const writes = parts.map(({ model, fields }, place) => {
    const draft = startDraft();
    const isFirst = place === 0;
    const shared = isFirst ? [] : assignKey(primaryKey, draft);
    const assignments = [...shared, ...assignNewValues(given, fields, draft)];
    return buildWrite(insertRow(model.table, assignments), draft, isFirst ? primaryKey : [], planner);
  });
  return { writes, root: planByCarriedKey(selection, planner) };
}

/** `update` of a row in several tables: those that change, then the whole is read. */
export function planPartsUpdate(changes: Changes, target: Target, selection: Selection, planner: Planner): PlannedCall {
  const writes = planPartChanges(changes, target, selection.model, planner, true);
  return { writes, root: planByCarriedKey(selection, planner) };
}

/**
 * An update for each table that changes. The first finds the rows, by all that the filter says of any table, and gives
 * their keys to the next: what it changed may be what they were found by.
 *
 * @param isRead their keys are wanted after the last of them too
 */
export function planPartChanges(
  made: Changes,
  target: Target,
  model: ModelMetadata,
  planner: Planner,
  isRead = false,
): readonly WriteNode[] {
  const { primaryKey } = model;
  const changes = model.parts
    .map((part) => {
      const draft = startDraft();
      const alias = addAlias(draft);
      return { draft, alias, table: part.model, set: assignChanges(made, part.fields, alias, draft) };
    })
    .filter(({ set }) => set.length > 0);
  if (changes.length === 0) refuse(["data"], "This changes nothing.");
  return changes.map(({ draft, alias, table, set }, place) => {
    const isFirst = place === 0;
    const targets = isFirst
      ? planTarget(target, model, table, alias, draft)
      : { where: planOwners(draft, listKeyColumns(primaryKey, alias), undefined) };
    const statement: UpdateStatement = { kind: "update", table: table.table, alias, set, ...targets };
    return buildWrite(statement, draft, isFirst && (isRead || changes.length > 1) ? primaryKey : [], planner);
  });
}

/** A write that gives these fields of its rows, if any, to what comes after it. */
function buildWrite(
  statement: Exclude<Statement, { kind: "select" }>,
  draft: Draft,
  key: readonly FieldMetadata[],
  planner: Planner,
): WriteNode {
  const positions = key.map((field) => outputField(draft, undefined, field));
  const returning = key.length === 0 ? {} : { returning: draft.columns };
  const compiled = compileStatement({ ...statement, ...returning }, planner);
  return {
    statement: compiled,
    bind: createBinder(compiled, draft.sources),
    ...(key.length === 0 ? {} : { key: createKeyReader(positions, compiled.decoders) }),
  };
}

function assignKey(primaryKey: readonly FieldMetadata[], draft: Draft) {
  const sources = keyOfOne(primaryKey);
  return primaryKey.map(({ column, type }, part) => ({ column, value: addParameter(draft, sources[part]!, type) }));
}
