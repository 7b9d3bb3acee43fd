import type { SelectStatement } from "@joinery/sql";
import type { AggregateChoice, Aggregation } from "../../args/aggregation.js";
import { readAggregation } from "../../args/read-aggregation.js";
import { readGrouping } from "../../args/read-grouping.js";
import type { Property } from "../../decode/object-shape.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { buildNode, type Planner } from "../build-node.js";
import { addAlias, outputField, readField, startDraft, whereAll, type Draft } from "../draft.js";
import { planPage } from "./plan-related-rows.js";
import { planFilter } from "../conditions/plan-filter.js";
import { orderByKey, planOrder } from "../conditions/plan-order.js";
import type { PlanNode } from "../query-plan.js";
import { readValue } from "../read-value.js";
import { seeRows } from "../conditions/visible-rows.js";

/** `aggregate`: one object of what is computed of all rows that fit. */
export function planAggregate(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const aggregation = readAggregation(args, model);
  const draft = startDraft();
  const alias = addAlias(draft);
  const properties = planChoices(aggregation.aggregates, alias, draft);
  const statement = selectRows(aggregation, model, alias, draft);
  return buildRows({ ...statement, joins: draft.joins }, draft, properties, model, "one", planner);
}

/** `groupBy`: the same of the rows of each group. */
export function planGroupBy(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const grouping = readGrouping(args, model);
  const { by, having, limit, offset } = grouping;
  const draft = startDraft();
  const alias = addAlias(draft);
  const fields = by.map((field): Property => {
    return { kind: "column", name: field.name, position: outputField(draft, alias, field) };
  });
  const properties = [...fields, ...planChoices(grouping.aggregates, alias, draft)];
  const isPage = limit !== undefined || offset !== undefined;
  const order = isPage && grouping.orderBy.length === 0 ? orderByKey(by) : grouping.orderBy;
  const orderBy = planOrder(order, alias, draft);
  const statement: SelectStatement = {
    ...selectRows(grouping, model, alias, draft),
    groupBy: by.map((field) => readField(draft, alias, field)),
    ...(having === undefined ? {} : { having: planFilter(having, alias, draft) }),
    ...(orderBy.length === 0 ? {} : { orderBy }),
    ...planPage(grouping, draft),
  };
  return buildRows({ ...statement, joins: draft.joins }, draft, properties, model, "any", planner);
}

function selectRows(
  { where, ...visibility }: Aggregation,
  model: ModelMetadata,
  alias: string,
  draft: Draft,
): SelectStatement {
  const { source, conditions } = seeRows(model, alias, visibility);
  const fitting = where === undefined ? [] : [planFilter(where, alias, draft)];
  return { kind: "select", columns: draft.columns, from: source, ...whereAll([...fitting, ...conditions]) };
}

function buildRows(
  statement: SelectStatement,
  draft: Draft,
  properties: readonly Property[],
  model: ModelMetadata,
  rows: "one" | "any",
  planner: Planner,
): PlanNode {
  const reason = rows === "one" ? "what is computed of the rows that fit" : "the groups of the rows that fit";
  const selected = { shape: { properties, excluded: [] }, pending: [], joined: [] };
  return buildNode(statement, draft, selected, { model: model.name, reason }, rows === "one", planner);
}

/** Computes what was asked for, each into the property of its name. */
function planChoices(choices: readonly AggregateChoice[], alias: string, draft: Draft): readonly Property[] {
  const output = (name: string, field: FieldMetadata): Property => {
    const { type } = field;
    return {
      kind: "column",
      name,
      position: draft.columns.push({ expression: readValue(draft, alias, field), type }) - 1,
    };
  };
  return choices.map((choice): Property => {
    const { name } = choice;
    if ("rows" in choice) return output(name, choice.rows);
    const properties = choice.fields.map((field) => output(field.name, field));
    return { kind: "object", name, shape: { properties, excluded: [] } };
  });
}
