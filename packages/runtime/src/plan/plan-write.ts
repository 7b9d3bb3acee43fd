import type { DeleteStatement, Expression, InsertStatement, UpdateStatement } from "@joinery/sql";
import { everything, isEverything, type Filter } from "../args/filter.js";
import { readData, requireFields } from "../args/read-data.js";
import { readFilter } from "../args/read-filter.js";
import { fixedTests, readUniqueFilter } from "../args/read-key.js";
import {
  readArguments,
  readFlag,
  readRowArguments,
  readSelection,
  readVisibility,
  selectionNames,
  type Arguments,
} from "../args/read-selection.js";
import { refuse } from "../args/refuse.js";
import type { Selection, Visibility } from "../args/selection.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { createBinder } from "./binder.js";
import { buildNode, compileStatement, type Planner } from "./build-node.js";
import { generatorOf } from "../metadata/default-value.js";
import { addAlias, readColumn, startDraft, whereAll, type Draft } from "./draft.js";
import { planFilter } from "./plan-filter.js";
import { planByKey, planPresence } from "./plan-read.js";
import { planSelection } from "./plan-selection.js";
import type { PlanNode, WriteNode } from "./query-plan.js";
import { addParameter } from "./slots.js";
import { listConditions } from "./visible-rows.js";

const now: Expression = { kind: "call", function: "now", arguments: [] };

/** `create`: one row, given back with whatever the call selects or includes of it. */
export function planCreate(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const checked = readArguments(args, ["data", ...selectionNames], [], "A call that creates a row");
  const given = readData(checked["data"], model, ["data"]);
  requireFields(given, model, ["data"]);
  const draft = startDraft();
  const values = planValues(given, model, draft);
  const generated = model.fields.flatMap((field): readonly Assignment[] => {
    const make = given.includes(field) ? undefined : generatorOf(field);
    if (make === undefined) return [];
    return [{ column: field.column, value: addParameter(draft, { kind: "generated", make }, field.type) }];
  });
  const assignments = [...values, ...generated];
  const returning = planReturning(readSelection(checked, model, []), draft, planner);
  const statement: InsertStatement = {
    kind: "insert",
    table: model.table,
    columns: assignments.map(({ column }) => column),
    source: { kind: "rows", rows: [assignments.map(({ value }) => value)] },
    returning: draft.columns,
  };
  return buildNode(
    statement,
    draft,
    returning,
    { model: model.name, reason: "the row that is created" },
    true,
    planner,
  );
}

/** `update`: the row that a unique key names, given back as it is afterwards. */
export function planUpdate(args: unknown, model: ModelMetadata, planner: Planner): PlannedRow {
  const names = ["where", "data", ...selectionNames];
  const checked = readRowArguments(args, names, model, [], "A call that updates a row");
  const target = readTarget(checked, model);
  const given = readData(checked["data"], model, ["data"]);
  return planRow(planChange(given, target, model), readSelection(checked, model, []), target, model, planner);
}

/**
 * `delete`: the row that a unique key names, given back as it was. What it includes must be loaded before it is gone: then
 * the row is read first. A row that is only marked stays, and is given back as it is afterwards.
 */
export function planDelete(
  args: unknown,
  model: ModelMetadata,
  planner: Planner,
): PlannedRow & { readonly write?: WriteNode } {
  const names = ["where", ...selectionNames, ...removalNames(model)];
  const checked = readRowArguments(args, names, model, [], "A call that deletes a row");
  const target = readTarget(checked, model);
  const selection = readSelection(checked, model, []);
  const removal = planRemoval(checked, target, model);
  if (removal.statement.kind === "update" || selection.relations.length === 0) {
    return planRow(removal, selection, target, model, planner);
  }
  const root = planByKey(target.where, selection, target, planner);
  return { root, write: buildWrite(removal, planner), ...planStaleness(target, model, planner) };
}

/** `updateMany`: one change for all rows that fit. */
export function planUpdateMany(args: unknown, model: ModelMetadata, planner: Planner): WriteNode {
  const checked = readRowArguments(args, ["where", "all", "data"], model, [], "A call that updates many rows");
  const given = readData(checked["data"], model, ["data"]);
  return buildWrite(planChange(given, readTargets(checked, model), model), planner);
}

/** `deleteMany`: all rows that fit. */
export function planDeleteMany(args: unknown, model: ModelMetadata, planner: Planner): WriteNode {
  const names = ["where", "all", ...removalNames(model)];
  const checked = readRowArguments(args, names, model, [], "A call that deletes many rows");
  return buildWrite(planRemoval(checked, readTargets(checked, model), model), planner);
}

/** The rows that a write is about. */
interface Target extends Visibility {
  readonly where: Filter;
}

function readTarget(args: Arguments, model: ModelMetadata): Target {
  return { ...readVisibility(args), where: readUniqueFilter(args["where"], model, ["where"]) };
}

/** A filter that says something, or the word that everything is meant. */
function readTargets(args: Arguments, model: ModelMetadata): Target {
  const isAll = args["all"] === true;
  const filter = Object.hasOwn(args, "where") ? readFilter(args["where"], model, ["where"]) : undefined;
  if (isAll && filter !== undefined) refuse(["all"], "Say either where or all.");
  if (!isAll && (filter === undefined || isEverything(filter))) {
    refuse(["where"], "This would change every row. Say so with all: true, or filter.");
  }
  return { ...readVisibility(args), where: filter ?? everything };
}

function planTarget({ where, ...visibility }: Target, alias: string, model: ModelMetadata, draft: Draft) {
  const fitting = isEverything(where) ? [] : [planFilter(where, alias, draft)];
  return whereAll([...fitting, ...listConditions(model, alias, visibility)]);
}

/** A change of one row, and what tells whether a row that it does not find is there in another version. */
export interface PlannedRow {
  readonly root: PlanNode;
  readonly staleness?: PlanNode;
}

function planRow(
  { statement, draft }: PlannedWrite,
  selection: Selection,
  target: Target,
  model: ModelMetadata,
  planner: Planner,
): PlannedRow {
  const returning = planReturning(selection, draft, planner);
  const notes = { model: model.name, reason: "the row that a unique key names" };
  const root = buildNode({ ...statement, returning: draft.columns }, draft, returning, notes, true, planner);
  return { root, ...planStaleness(target, model, planner) };
}

function planStaleness(target: Target, model: ModelMetadata, planner: Planner): Pick<PlannedRow, "staleness"> {
  if (!fixedTests(target.where).some(({ field }) => field.isVersion)) return {};
  return { staleness: planPresence(omitVersion(target.where), target, model, planner) };
}

function omitVersion(filter: Filter): Filter {
  if (filter.kind === "all") return { kind: "all", filters: filter.filters.map(omitVersion) };
  return filter.kind === "test" && filter.operator === "=" && filter.field.isVersion ? everything : filter;
}

interface Assignment {
  readonly column: string;
  readonly value: Expression;
}

/** What a write sets: the values given, and the time of the change as the database tells it, so that it agrees with its defaults. */
function planValues(given: readonly FieldMetadata[], model: ModelMetadata, draft: Draft): readonly Assignment[] {
  const values = given.map((field) => ({
    column: field.column,
    value: addParameter(draft, { kind: "argument", path: ["data", field.name] }, field.type),
  }));
  const touched = model.fields.filter((field) => field.isUpdatedAt && !given.includes(field));
  return [...values, ...touched.map(({ column }) => ({ column, value: now }))];
}

/** A statement that changes rows, before it is compiled. */
interface PlannedWrite {
  readonly statement: UpdateStatement | DeleteStatement;
  readonly draft: Draft;
}

/** @param made what else is set, by itself */
function planChange(
  given: readonly FieldMetadata[],
  target: Target,
  model: ModelMetadata,
  made: readonly Assignment[] = [],
): PlannedWrite {
  const draft = startDraft();
  const alias = addAlias(draft);
  const counted = model.fields.filter((field) => field.isVersion);
  const set = [
    ...planValues(given, model, draft),
    ...made,
    ...counted.map(({ column }) => ({ column, value: addOne(readColumn(draft, alias, column)) })),
  ];
  if (set.length === 0) refuse(["data"], "This changes nothing.");
  const statement = { kind: "update", table: model.table, alias, set } as const;
  return { statement: { ...statement, ...planTarget(target, alias, model, draft) }, draft };
}

function addOne(left: Expression): Expression {
  return { kind: "sum", left, right: { kind: "literal", value: 1 } };
}

function removalNames({ softDelete }: ModelMetadata): readonly string[] {
  return softDelete === undefined ? [] : ["hardDelete"];
}

/** The rows are gone; or, with `@@softDelete` and unless the call says otherwise, marked with the time. */
function planRemoval(args: Arguments, target: Target, model: ModelMetadata): PlannedWrite {
  const { softDelete } = model;
  if (softDelete !== undefined && !readFlag(args, "hardDelete", [])) {
    return planChange([], target, model, [{ column: softDelete.column, value: now }]);
  }
  const draft = startDraft();
  const alias = addAlias(draft);
  const where = planTarget(target, alias, model, draft);
  return { statement: { kind: "delete", table: model.table, alias, ...where }, draft };
}

function buildWrite({ statement, draft }: PlannedWrite, planner: Planner): WriteNode {
  const compiled = compileStatement(statement, planner);
  return { statement: compiled, bind: createBinder(compiled, draft.sources) };
}

function planReturning(selection: Selection, draft: Draft, { prototypeOf }: Planner) {
  return planSelection(selection, { draft, alias: undefined, path: [], place: [], prototypeOf });
}
