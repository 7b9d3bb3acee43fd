import type { Expression, RowLock, SelectStatement } from "@joinery/sql";
import { everything, type Filter } from "../../args/filters/filter.js";
import { fixedTests, readId, readUniqueFilter } from "../../args/read-key.js";
import { lockNames, readLock } from "../../args/read-lock.js";
import {
  listNames,
  readListArguments,
  readRowArguments,
  readVisibility,
  selectionNames,
  type Arguments,
} from "../../args/read-arguments.js";
import { readSelection } from "../../args/read-selection.js";
import type { ListArguments, Selection, Visibility } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { buildNode, type Planner } from "../build-node.js";
import { addAlias, joinParts, readColumn, startDraft, whereAll, type Draft } from "../draft.js";
import { startLearning } from "./fan-out.js";
import { findOpenLists } from "./open-lists.js";
import { planDistinct } from "./plan-distinct.js";
import { planFilter } from "../conditions/plan-filter.js";
import { orderByKey, planOrder } from "../conditions/plan-order.js";
import { keyOfOne, listKeyColumns, planOwners } from "./plan-owners.js";
import { planPage } from "./plan-related-rows.js";
import { planSelection } from "./plan-selection.js";
import type { PlanNode } from "../query-plan.js";
import { seeRows } from "../conditions/visible-rows.js";

const rowNames = [...selectionNames, ...lockNames, "snapshot"];

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
  const checked = readRowArguments(args, ["where", ...rowNames], model, [], "A call that finds one row");
  const where = readUniqueFilter(checked["where"], model, ["where"]);
  return planOnly(where, checked, model, planner);
}

/** `getById`: arguments with the primary key as `id`. */
export function planGetById(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const checked = readRowArguments(args, ["id", ...rowNames], model, [], "A call that gets a row by its key");
  const where = readId(checked["id"], model, ["id"]);
  return planOnly(where, checked, model, planner);
}

/** `getAll`: a page in the order of the primary key. */
export function planGetAll(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const names = ["skip", "limit", ...rowNames];
  const checked = readRowArguments(args ?? {}, names, model, [], "A call that gets all rows");
  const list: ListArguments = {
    ...readVisibility(checked),
    orderBy: orderByKey(model.primaryKey),
    ...(checked["limit"] === undefined ? {} : { limit: ["limit"] }),
    ...(checked["skip"] === undefined ? {} : { offset: ["skip"] }),
  };
  const lock = readLock(checked, model, planner.dialect.capabilities);
  return planSelect(list, readSelection(checked, model, []), planner, "any", lock);
}

function planOnly(where: Filter, checked: Arguments, model: ModelMetadata, planner: Planner): PlanNode {
  const lock = readLock(checked, model, planner.dialect.capabilities);
  const list = { ...readVisibility(checked), where, orderBy: [] };
  return planSelect(list, readSelection(checked, model, []), planner, "only", lock);
}

const one = { kind: "literal", value: 1 } as const;
const presence = { columns: [{ expression: one }], limit: one };

/** `exists`: a row if one fits. */
export function planExistence(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const checked = readRowArguments(args ?? {}, ["where"], model, [], "A call that asks for presence");
  return planAggregate(readListArguments(checked, model, []), model, planner, presence);
}

/** The row of a unique filter. */
export function planByKey(where: Filter, selection: Selection, visibility: Visibility, planner: Planner): PlanNode {
  return planSelect({ ...visibility, where, orderBy: [] }, selection, planner, "only");
}

/** Whether a row fits, for a call that has found none. */
export function planPresence(where: Filter, visibility: Visibility, model: ModelMetadata, planner: Planner): PlanNode {
  return planAggregate({ ...visibility, where }, model, planner, presence);
}

/** The row whose key the writes before give. */
export function planByCarriedKey(selection: Selection, planner: Planner): PlanNode {
  const { name: model, primaryKey } = selection.model;
  const draft = startDraft();
  const alias = addAlias(draft);
  const selected = planSelection(selection, { draft, alias, path: [], place: [] });
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    from: seeRows(selection.model, alias, { withDeleted: true }).source,
    joins: draft.joins,
    where: planOwners(draft, listKeyColumns(primaryKey, alias), keyOfOne(primaryKey)),
  };
  return buildNode(
    statement,
    draft,
    selected,
    { model, reason: "the row that was written, of all its tables" },
    true,
    planner,
  );
}

/** How many rows a call is after: any number, the first of them, or the only one there can be. */
type Wanted = "any" | "first" | "only";

function planFound(args: unknown, model: ModelMetadata, planner: Planner, wanted: Wanted): PlanNode {
  const names = [...listNames, ...rowNames];
  const checked = readRowArguments(args ?? {}, names, model, [], "A call that finds rows");
  const { limit, ...list } = readListArguments(checked, model, []);
  // The first of however many: what limit a `findFirst` gives makes no difference.
  const page = limit === undefined || wanted === "first" ? list : { ...list, limit };
  const lock = readLock(checked, model, planner.dialect.capabilities);
  return planSelect(page, readSelection(checked, model, []), planner, wanted, lock);
}

/** @param lock what is locked of the rows themselves, in all of their tables; what is joined to them is not */
function planSelect(
  list: ListArguments,
  selection: Selection,
  planner: Planner,
  wanted: Wanted,
  lock?: Omit<RowLock, "sources">,
): PlanNode {
  const draft = startDraft();
  const alias = addAlias(draft);
  if (wanted === "only")
    for (const test of fixedTests(list.where ?? everything)) draft.known.set(test.field, test.path);
  const learning = lock === undefined ? learnOfLists(list, selection, planner, wanted) : {};
  const selected = planSelection(selection, { draft, alias, path: [], place: [], ...learning });
  const { source, conditions } = seeRows(selection.model, alias, list);
  const fitting = [
    ...(list.where === undefined ? [] : [planFilter(list.where, alias, draft)]),
    ...(list.distinct === undefined ? [] : [planDistinctRows(list.distinct, list, selection.model, alias, draft)]),
  ];
  const orderBy = planOrder(list.orderBy, alias, draft);
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    from: source,
    joins: draft.joins,
    ...whereAll([...fitting, ...conditions]),
    ...(orderBy.length === 0 ? {} : { orderBy }),
    ...planPage(list, draft),
    ...(wanted === "first" ? { limit: { kind: "literal", value: 1 } } : {}),
    ...(lock === undefined ? {} : { lock: { ...lock, sources: joinParts(draft, alias, selection.model) } }),
  };
  const reason = wanted === "only" ? "the row that a unique key names" : "the rows that the call asks for";
  const names = { model: selection.model.name, reason };
  const node = buildNode(statement, draft, selected, names, wanted !== "any", planner);
  return lock === undefined ? { ...node, ...learning } : { ...node, isLocking: true };
}

/** Not of locked rows, whose lists must be read once the lock is there. */
function learnOfLists(
  { limit }: ListArguments,
  selection: Selection,
  { dialect, learned, measureTrip }: Planner,
  wanted: Wanted,
): Pick<PlanNode, "learning"> {
  const lists = dialect.capabilities.hasRoundTrips ? findOpenLists(selection, wanted === "only") : [];
  if (lists.length === 0) return {};
  const isPage = wanted !== "any" || limit !== undefined;
  return { learning: startLearning(lists, learned, { trip: measureTrip?.(), isPage }) };
}

function planDistinctRows(
  distinct: readonly FieldMetadata[],
  list: ListArguments,
  model: ModelMetadata,
  alias: string,
  draft: Draft,
): Expression {
  const own = model.primaryKey.map(({ column }) => readColumn(draft, alias, column));
  return planDistinct(distinct, list, model, own, draft, (innerAlias) => {
    const { source, conditions } = seeRows(model, innerAlias, list);
    return { from: source, link: [], owners: [], conditions };
  });
}

/** One row of what is not a field. */
function planAggregate(
  list: Pick<ListArguments, "where" | "withDeleted">,
  model: ModelMetadata,
  planner: Planner,
  select: Pick<SelectStatement, "columns" | "limit">,
): PlanNode {
  const draft = startDraft();
  const alias = addAlias(draft);
  const { source, conditions } = seeRows(model, alias, list);
  const fitting = list.where === undefined ? [] : [planFilter(list.where, alias, draft)];
  const statement: SelectStatement = {
    kind: "select",
    ...select,
    from: source,
    joins: draft.joins,
    ...whereAll([...fitting, ...conditions]),
  };
  const notes = { model: model.name, reason: "the rows that the call asks for" };
  const shape = { properties: [{ kind: "column", name: "value", position: 0 } as const], excluded: [] };
  return buildNode(statement, draft, { shape, pending: [], joined: [] }, notes, true, planner);
}
