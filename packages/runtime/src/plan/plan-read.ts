import type { Expression, SelectStatement } from "@joinery/sql";
import { everything, type Filter } from "../args/filter.js";
import { fixedTests, readId, readUniqueFilter } from "../args/read-key.js";
import { listNames, readArguments, readListArguments, readSelection, selectionNames } from "../args/read-selection.js";
import type { ListArguments, Selection } from "../args/selection.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { buildNode, type Planner } from "./build-node.js";
import { addAlias, allOf, readColumn, startDraft, tableOf, type Draft } from "./draft.js";
import { planPage } from "./plan-batch.js";
import { planDistinct } from "./plan-distinct.js";
import { planFilter } from "./plan-filter.js";
import { orderByKey, planOrder } from "./plan-order.js";
import { planSelection } from "./plan-selection.js";
import type { PlanNode } from "./query-plan.js";

/** `findMany`: a filtered, ordered page. */
export function planFindMany(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  return planFound(args, model, planner, "any");
}

/** `findFirst`: its first row. */
export function planFindFirst(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  return planFound(args, model, planner, "first");
}

/** `findUnique`: the row that a unique key names. */
export function planFindUnique(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const checked = readArguments(args, ["where", ...selectionNames], [], "A call that finds one row");
  const where = readUniqueFilter(checked["where"], model, ["where"]);
  return planByKey(where, readSelection(checked, model, []), planner);
}

/** `getById`: arguments with the primary key as `id`. */
export function planGetById(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const checked = readArguments(args, ["id", ...selectionNames], [], "A call that gets a row by its key");
  return planByKey(readId(checked["id"], model, ["id"]), readSelection(checked, model, []), planner);
}

/** `getAll`: a page in the order of the primary key. */
export function planGetAll(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const checked = readArguments(args ?? {}, ["skip", "limit", ...selectionNames], [], "A call that gets all rows");
  const list: ListArguments = {
    orderBy: orderByKey(model.primaryKey),
    ...(checked["limit"] === undefined ? {} : { limit: ["limit"] }),
    ...(checked["skip"] === undefined ? {} : { offset: ["skip"] }),
  };
  return planSelect(list, readSelection(checked, model, []), planner, "any");
}

/** `count`: the number of rows that fit. */
export function planCount(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const count = { kind: "call", function: "count", arguments: [] } as const;
  return planNumber(args, model, planner, { columns: [{ expression: count, type: { scalar: "Int" } }] });
}

const one = { kind: "literal", value: 1 } as const;
const presence = { columns: [{ expression: one }], limit: one };

/** `exists`: a row if one fits. */
export function planExistence(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  return planNumber(args, model, planner, presence);
}

/** The row of a unique filter. */
export function planByKey(where: Filter, selection: Selection, planner: Planner): PlanNode {
  return planSelect({ where, orderBy: [] }, selection, planner, "only");
}

/** Whether a row fits, for a call that has found none. */
export function planPresence(where: Filter, model: ModelMetadata, planner: Planner): PlanNode {
  return planAggregate(where, model, planner, presence);
}

/** How many rows a call is after: any number, the first of them, or the only one there can be. */
type Wanted = "any" | "first" | "only";

function planFound(args: unknown, model: ModelMetadata, planner: Planner, wanted: Wanted): PlanNode {
  const names = [...listNames, ...selectionNames];
  const checked = readArguments(args ?? {}, names, [], "A call that finds rows");
  const { limit, ...list } = readListArguments(checked, model, []);
  // The first of however many: what limit a `findFirst` gives makes no difference.
  const page = limit === undefined || wanted === "first" ? list : { ...list, limit };
  return planSelect(page, readSelection(checked, model, []), planner, wanted);
}

function planSelect(list: ListArguments, selection: Selection, planner: Planner, wanted: Wanted): PlanNode {
  const draft = startDraft();
  const alias = addAlias(draft);
  if (wanted === "only")
    for (const test of fixedTests(list.where ?? everything)) draft.known.set(test.field, test.path);
  const selected = planSelection(selection, { draft, alias, path: [], prototypeOf: planner.prototypeOf });
  const conditions = [
    ...(list.where === undefined ? [] : [planFilter(list.where, alias, draft)]),
    ...(list.distinct === undefined ? [] : [planDistinctRows(list.distinct, list, selection.model, alias, draft)]),
  ];
  const orderBy = planOrder(list.orderBy, alias, draft);
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    from: tableOf(selection.model, alias),
    joins: draft.joins,
    ...(conditions.length === 0 ? {} : { where: allOf(conditions) }),
    ...(orderBy.length === 0 ? {} : { orderBy }),
    ...planPage(list, draft),
    ...(wanted === "first" ? { limit: { kind: "literal", value: 1 } } : {}),
  };
  const reason = wanted === "only" ? "the row that a unique key names" : "the rows that the call asks for";
  return buildNode(statement, draft, selected, { model: selection.model.name, reason }, wanted !== "any", planner);
}

function planDistinctRows(
  distinct: readonly FieldMetadata[],
  list: ListArguments,
  model: ModelMetadata,
  alias: string,
  draft: Draft,
): Expression {
  const own = model.primaryKey.map(({ column }) => readColumn(draft, alias, column));
  return planDistinct(distinct, list, model, own, draft, (innerAlias) => ({
    from: tableOf(model, innerAlias),
    link: [],
    owners: [],
  }));
}

function planNumber(
  args: unknown,
  model: ModelMetadata,
  planner: Planner,
  select: Pick<SelectStatement, "columns" | "limit">,
): PlanNode {
  const checked = readArguments(args ?? {}, ["where"], [], "A call that counts rows");
  const { where = everything } = readListArguments(checked, model, []);
  return planAggregate(where, model, planner, select);
}

/** One row of what is not a field. */
function planAggregate(
  where: Filter,
  model: ModelMetadata,
  planner: Planner,
  select: Pick<SelectStatement, "columns" | "limit">,
): PlanNode {
  const draft = startDraft();
  const alias = addAlias(draft);
  const statement: SelectStatement = {
    kind: "select",
    ...select,
    from: tableOf(model, alias),
    ...(where === everything ? {} : { where: planFilter(where, alias, draft) }),
  };
  const notes = { model: model.name, reason: "the rows that the call asks for" };
  const shape = { properties: [{ kind: "column", name: "value", position: 0 } as const], excluded: [] };
  return buildNode(statement, draft, { shape, pending: [], joined: [] }, notes, true, planner);
}
