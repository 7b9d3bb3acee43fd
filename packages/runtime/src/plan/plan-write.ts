import type { DeleteStatement, Expression, InsertStatement, UpdateStatement } from "@joinery/sql";
import { everything, isEverything, type Filter } from "../args/filter.js";
import { readData, requireFields } from "../args/read-data.js";
import { readFilter } from "../args/read-filter.js";
import { fixedTests, readUniqueFilter } from "../args/read-key.js";
import { readArguments, readSelection, selectionNames } from "../args/read-selection.js";
import { refuse } from "../args/refuse.js";
import type { Selection } from "../args/selection.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { createBinder } from "./binder.js";
import { buildNode, compileStatement, type Planner } from "./build-node.js";
import { generatorOf } from "../metadata/default-value.js";
import { addAlias, readColumn, startDraft, type Draft } from "./draft.js";
import { planFilter } from "./plan-filter.js";
import { planByKey, planPresence } from "./plan-read.js";
import { planSelection } from "./plan-selection.js";
import type { PlanNode, WriteNode } from "./query-plan.js";
import { addParameter } from "./slots.js";

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
  const checked = readArguments(args, ["where", "data", ...selectionNames], [], "A call that updates a row");
  const where = readUniqueFilter(checked["where"], model, ["where"]);
  const { statement, draft } = planChange(checked["data"], where, model);
  const returning = planReturning(readSelection(checked, model, []), draft, planner);
  const notes = { model: model.name, reason: "the row that a unique key names" };
  const root = buildNode({ ...statement, returning: draft.columns }, draft, returning, notes, true, planner);
  return { root, ...planStaleness(where, model, planner) };
}

/**
 * `delete`: the row that a unique key names, given back as it was. What it includes must be loaded before it is gone: then
 * the row is read first.
 */
export function planDelete(
  args: unknown,
  model: ModelMetadata,
  planner: Planner,
): PlannedRow & { readonly write?: WriteNode } {
  const checked = readArguments(args, ["where", ...selectionNames], [], "A call that deletes a row");
  const where = readUniqueFilter(checked["where"], model, ["where"]);
  const selection = readSelection(checked, model, []);
  const staleness = planStaleness(where, model, planner);
  if (selection.relations.length > 0) {
    return { root: planByKey(where, selection, planner), write: planRemoval(where, model, planner), ...staleness };
  }
  const draft = startDraft();
  const statement = planDeletion(where, model, draft);
  const returning = planReturning(selection, draft, planner);
  const notes = { model: model.name, reason: "the row that a unique key names" };
  const root = buildNode({ ...statement, returning: draft.columns }, draft, returning, notes, true, planner);
  return { root, ...staleness };
}

/** `updateMany`: one change for all rows that fit. */
export function planUpdateMany(args: unknown, model: ModelMetadata, planner: Planner): WriteNode {
  const checked = readArguments(args, ["where", "all", "data"], [], "A call that updates many rows");
  const { statement, draft } = planChange(checked["data"], readSome(checked, model), model);
  return buildWrite(statement, draft, planner);
}

/** `deleteMany`: all rows that fit. */
export function planDeleteMany(args: unknown, model: ModelMetadata, planner: Planner): WriteNode {
  const checked = readArguments(args, ["where", "all"], [], "A call that deletes many rows");
  return planRemoval(readSome(checked, model), model, planner);
}

/** A change of one row, and what tells whether a row that it does not find is there in another version. */
export interface PlannedRow {
  readonly root: PlanNode;
  readonly staleness?: PlanNode;
}

function planStaleness(where: Filter, model: ModelMetadata, planner: Planner): Pick<PlannedRow, "staleness"> {
  if (!fixedTests(where).some(({ field }) => field.isVersion)) return {};
  return { staleness: planPresence(omitVersion(where), model, planner) };
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

function planChange(data: unknown, where: Filter, model: ModelMetadata) {
  const given = readData(data, model, ["data"]);
  const draft = startDraft();
  const alias = addAlias(draft);
  const counted = model.fields.filter((field) => field.isVersion);
  const set = [
    ...planValues(given, model, draft),
    ...counted.map(({ column }) => ({ column, value: addOne(readColumn(draft, alias, column)) })),
  ];
  if (set.length === 0) refuse(["data"], "This changes nothing.");
  const filter = isEverything(where) ? {} : { where: planFilter(where, alias, draft) };
  const statement: UpdateStatement = { kind: "update", table: model.table, alias, set, ...filter };
  return { statement, draft };
}

function addOne(left: Expression): Expression {
  return { kind: "sum", left, right: { kind: "literal", value: 1 } };
}

function planDeletion(where: Filter, model: ModelMetadata, draft: Draft): DeleteStatement {
  const alias = addAlias(draft);
  const filter = isEverything(where) ? {} : { where: planFilter(where, alias, draft) };
  return { kind: "delete", table: model.table, alias, ...filter };
}

function planRemoval(where: Filter, model: ModelMetadata, planner: Planner): WriteNode {
  const draft = startDraft();
  return buildWrite(planDeletion(where, model, draft), draft, planner);
}

function buildWrite(statement: UpdateStatement | DeleteStatement, draft: Draft, planner: Planner): WriteNode {
  const compiled = compileStatement(statement, planner);
  return { statement: compiled, bind: createBinder(compiled, draft.sources) };
}

function planReturning(selection: Selection, draft: Draft, { prototypeOf }: Planner) {
  return planSelection(selection, { draft, alias: undefined, path: [], prototypeOf });
}

/** A filter that says something, or the word that everything is meant. */
function readSome(args: Readonly<Record<string, unknown>>, model: ModelMetadata): Filter {
  const isAll = args["all"] === true;
  const filter = Object.hasOwn(args, "where") ? readFilter(args["where"], model, ["where"]) : undefined;
  if (isAll && filter !== undefined) refuse(["all"], "Say either where or all.");
  if (!isAll && (filter === undefined || isEverything(filter))) {
    refuse(["where"], "This would change every row. Say so with all: true, or filter.");
  }
  return filter ?? { kind: "all", filters: [] };
}
