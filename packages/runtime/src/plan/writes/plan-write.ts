import type { DeleteStatement, UpdateStatement } from "@joinery/sql";
import { hasRelations, readData, requireFields } from "../../args/writes/read-data.js";
import {
  readArguments,
  readFlag,
  readRowArguments,
  selectionNames,
  type Arguments,
} from "../../args/read-arguments.js";
import { readOperators } from "../../args/writes/read-operators.js";
import { readSelection } from "../../args/read-selection.js";
import { refuse } from "../../args/refuse.js";
import type { Selection } from "../../args/selection.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { assignChanges, assignNewValues, insertRow, type Changes } from "./assign-values.js";
import { createBinder } from "../binder.js";
import { buildNode, compileStatement, type Planner } from "../build-node.js";
import { addAlias, startDraft, type Draft } from "../draft.js";
import { planNestedCreate, planNestedUpdate } from "./plan-nested-write.js";
import { planPartChanges, planPartsCreate, planPartsUpdate } from "./plan-part-writes.js";
import { planByKey } from "../reads/plan-read.js";
import { planSelection } from "../reads/plan-selection.js";
import { planStaleness } from "./plan-staleness.js";
import type { PlannedCall, WriteNode } from "../query-plan.js";
import { planTarget, readTarget, readTargets, type Target } from "./write-target.js";

/** `create`: one row, given back with whatever the call selects or includes of it. */
export function planCreate(args: unknown, model: ModelMetadata, planner: Planner): PlannedCall {
  const checked = readArguments(args, ["data", ...selectionNames], [], "A call that creates a row");
  const selection = readSelection(checked, model, []);
  if (hasRelations(checked["data"], model)) return planNestedCreate(selection, planner);
  const given = readData(checked["data"], model, ["data"]);
  requireFields(given, model, ["data"]);
  if (!isReturnedWhole(selection)) return planPartsCreate(given, selection, model, planner);
  const draft = startDraft();
  const assignments = assignNewValues(given, model.fields, draft);
  const returning = planReturning(selection, draft);
  const statement = { ...insertRow(model.table, assignments), returning: draft.columns };
  const notes = { model: model.name, reason: "the row that is created" };
  return { root: buildNode(statement, draft, returning, notes, true, planner) };
}

/** `update`: the row that a unique key names, given back as it is afterwards. */
export function planUpdate(args: unknown, model: ModelMetadata, planner: Planner): PlannedCall {
  const names = ["where", "data", ...selectionNames];
  const checked = readRowArguments(args, names, model, [], "A call that updates a row");
  const target = readTarget(checked, model);
  const selection = readSelection(checked, model, []);
  if (hasRelations(checked["data"], model)) return planNestedUpdate(target, selection, planner);
  const given = readData(checked["data"], model, ["data"]);
  const operators = readOperators(checked["data"], given, ["data"]);
  return planRowChange({ given, operators }, target, selection, planner);
}

/**
 * `delete`: the row that a unique key names, given back as it was. What it includes, and what of it is in other tables, must
 * be loaded before it is gone: then the row is read first. A row that is only marked stays, and is given back as it is afterwards.
 */
export function planDelete(args: unknown, model: ModelMetadata, planner: Planner): PlannedCall {
  const names = ["where", ...selectionNames, ...removalNames(model)];
  const checked = readRowArguments(args, names, model, [], "A call that deletes a row");
  const target = readTarget(checked, model);
  const selection = readSelection(checked, model, []);
  const mark = readMark(checked, model);
  if (mark !== undefined) return planRowChange(mark, target, selection, planner);
  const removal = planRemoval(target, model);
  if (selection.relations.length === 0 && isReturnedWhole(selection)) {
    return planRow(removal, target, selection, planner);
  }
  const root = planByKey(target.where, selection, target, planner);
  const writes = [buildWrite(removal, planner)];
  return { root, writes, isReadFirst: true, ...planStaleness(target, model, planner) };
}

/** `updateMany`: one change for all rows that fit. */
export function planUpdateMany(args: unknown, model: ModelMetadata, planner: Planner): PlannedCall {
  const checked = readRowArguments(args, ["where", "all", "data"], model, [], "A call that updates many rows");
  const given = readData(checked["data"], model, ["data"]);
  const operators = readOperators(checked["data"], given, ["data"]);
  return planRowsChange({ given, operators }, readTargets(checked, model), model, planner);
}

/** `deleteMany`: all rows that fit. */
export function planDeleteMany(args: unknown, model: ModelMetadata, planner: Planner): PlannedCall {
  const names = ["where", "all", ...removalNames(model)];
  const checked = readRowArguments(args, names, model, [], "A call that deletes many rows");
  const target = readTargets(checked, model);
  const mark = readMark(checked, model);
  if (mark !== undefined) return planRowsChange(mark, target, model, planner);
  return { writes: [buildWrite(planRemoval(target, model), planner)] };
}

/** A statement that changes rows, before it is compiled. */
interface PlannedWrite {
  readonly statement: UpdateStatement | DeleteStatement;
  readonly draft: Draft;
}

/** Whether a write can give back the row that is asked for: all of it is in the table that is written, and none of it elsewhere. */
function isReturnedWhole({ model, counts }: Selection): boolean {
  return model.parts.length === 1 && counts === undefined;
}

function planRowChange(changes: Changes, target: Target, selection: Selection, planner: Planner): PlannedCall {
  const { model } = selection;
  if (isReturnedWhole(selection)) return planRow(planChange(changes, target, model), target, selection, planner);
  return { ...planPartsUpdate(changes, target, selection, planner), ...planStaleness(target, model, planner) };
}

function planRowsChange(changes: Changes, target: Target, model: ModelMetadata, planner: Planner): PlannedCall {
  if (model.parts.length > 1) return { writes: planPartChanges(changes, target, model, planner) };
  return { writes: [buildWrite(planChange(changes, target, model), planner)] };
}

/** A change of one row that gives it back by itself. */
function planRow(
  { statement, draft }: PlannedWrite,
  target: Target,
  selection: Selection,
  planner: Planner,
): PlannedCall {
  const { model } = selection;
  const returning = planReturning(selection, draft);
  const notes = { model: model.name, reason: "the row that a unique key names" };
  const root = buildNode({ ...statement, returning: draft.columns }, draft, returning, notes, true, planner);
  return { root, ...planStaleness(target, model, planner) };
}

function planChange(changes: Changes, target: Target, model: ModelMetadata): PlannedWrite {
  const draft = startDraft();
  const alias = addAlias(draft);
  const set = assignChanges(changes, model.fields, alias, draft);
  if (set.length === 0) refuse(["data"], "This changes nothing.");
  const statement = { kind: "update", table: model.table, alias, set } as const;
  return { statement: { ...statement, ...planTarget(target, model, model, alias, draft) }, draft };
}

function removalNames({ softDelete }: ModelMetadata): readonly string[] {
  return softDelete === undefined ? [] : ["hardDelete"];
}

/** With `@@softDelete`, and unless the call says otherwise, rows are not deleted but marked with the time. */
function readMark(args: Arguments, { softDelete }: ModelMetadata): Changes | undefined {
  return softDelete === undefined || readFlag(args, "hardDelete", []) ? undefined : { given: [], mark: softDelete };
}

/** Of rows in several tables the first is deleted: the others follow it, as their foreign keys say. */
function planRemoval(target: Target, model: ModelMetadata): PlannedWrite {
  const draft = startDraft();
  const alias = addAlias(draft);
  const first = model.parts[0]!.model;
  const where = planTarget(target, model, first, alias, draft);
  return { statement: { kind: "delete", table: first.table, alias, ...where }, draft };
}

function buildWrite({ statement, draft }: PlannedWrite, planner: Planner): WriteNode {
  const compiled = compileStatement(statement, planner);
  return { statement: compiled, bind: createBinder(compiled, draft.sources) };
}

function planReturning(selection: Selection, draft: Draft) {
  return planSelection(selection, { draft, alias: undefined, path: [], place: [] });
}
