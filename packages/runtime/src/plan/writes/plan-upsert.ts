import { hasRelations, readData, requireFields } from "../../args/writes/read-data.js";
import { readRowArguments, readVisibility, selectionNames } from "../../args/read-arguments.js";
import { fixedTests, readUniqueFilter } from "../../args/read-key.js";
import { readOperators } from "../../args/writes/read-operators.js";
import { readSelection } from "../../args/read-selection.js";
import { refuse } from "../../args/refuse.js";
import { isPlain } from "../../args/refuse.js";
import type { Filter } from "../../args/filters/filter.js";
import { findArbiter } from "../../metadata/find-arbiter.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { assignGiven, assignNewValues, assignStamps, insertRow } from "./assign-values.js";
import { buildNode, type Planner } from "../build-node.js";
import { addAlias, readColumn, startDraft } from "../draft.js";
import { planNestedUpsert } from "./plan-nested-write.js";
import { planSelection } from "../reads/plan-selection.js";
import type { KeyPart, PlannedCall } from "../query-plan.js";
import { addParameter } from "../slots.js";

/**
 * `upsert`: the row that a key names is changed, or a new one is created with that key. Where its rows are in one table, and nothing else is
 * written, one statement does both, so that of two at once none fails; otherwise the row is looked for first.
 */
export function planUpsert(args: unknown, model: ModelMetadata, planner: Planner): PlannedCall {
  const names = ["where", "create", "update", ...selectionNames];
  const checked = readRowArguments(args, names, model, [], "A call that changes a row or creates it");
  const where = readUniqueFilter(checked["where"], model, ["where"]);
  const key = listKeyParts(where, model);
  const selection = readSelection(checked, model, []);
  const { create, update } = checked;
  const keyFields = key.map(({ field }) => field);
  const hasArbiter = findArbiter(keyFields, model, planner.dialect.name) !== undefined;
  const isAlone = hasArbiter && model.softDelete === undefined && selection.counts === undefined;
  if (!isAlone || hasRelations(create, model) || hasRelations(update, model)) {
    return planNestedUpsert({ where, ...readVisibility(checked) }, key, selection, planner);
  }
  const given = readData(create, model, ["create"]);
  const changed = readData(update, model, ["update"]);
  const operators = readOperators(update, changed, ["update"]);
  requireFields([...given, ...keyFields], model, ["create"]);
  const others = given.filter((field) => !keyFields.includes(field));
  const draft = startDraft();
  const keyValues = key.map(({ field, path }) => {
    const isGiven = isPlain(create) && Object.hasOwn(create, field.name);
    const source = { kind: "argument", path, ...(isGiven && { same: ["create", field.name] }) } as const;
    return { column: field.column, value: addParameter(draft, source, field.type) };
  });
  const rest = model.fields.filter((field) => !keyFields.includes(field));
  const insert = insertRow(model.table, [...keyValues, ...assignNewValues(others, rest, draft, "create")]);
  const alias = addAlias(draft);
  const set = [
    ...assignGiven({ given: changed, operators, alias }, model.fields, draft, "update"),
    ...(changed.length === 0 ? [] : assignStamps(changed, model.fields, alias, draft)),
  ];
  // What changes nothing gives the row back all the same.
  const [first] = keyFields;
  const unchanged = { column: first!.column, value: readColumn(draft, alias, first!.column) };
  const returning = planSelection(selection, { draft, alias: undefined, path: [], place: [] });
  const statement = {
    ...insert,
    onConflict: {
      kind: "do-update",
      columns: keyFields.map(({ column }) => column),
      alias,
      set: set.length === 0 ? [unchanged] : set,
    },
    returning: draft.columns,
  } as const;
  const notes = { model: model.name, reason: "the row that is changed, or created where it is not there" };
  return { root: buildNode(statement, draft, returning, notes, true, planner) };
}

/** @throws InvalidArgument for a filter that is more than the values of one key: a new row could not meet it */
function listKeyParts(where: Filter, model: ModelMetadata): readonly KeyPart[] {
  const tests = fixedTests(where);
  const fields = tests.map(({ field }) => field);
  const isKey = model.keys.some((key) => key.length === fields.length && key.every((field) => fields.includes(field)));
  if (!isKey || countParts(where) !== tests.length) {
    const keys = model.keys.map((key) => key.map(({ name }) => name).join(" and "));
    refuse(
      ["where"],
      `The ${model.name} is named by ${keys.join(", or by ")}, and by nothing else: a new one gets that key.`,
    );
  }
  return tests;
}

function countParts(filter: Filter): number {
  return filter.kind === "all" ? filter.filters.reduce((sum, each) => sum + countParts(each), 0) : 1;
}
