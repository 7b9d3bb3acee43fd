import type { Expression } from "@joinery/sql";
import { everything, isEverything, type Filter } from "../../args/filters/filter.js";
import { readFilter } from "../../args/filters/read-filter.js";
import { readUniqueFilter } from "../../args/read-key.js";
import { readVisibility, type Arguments } from "../../args/read-arguments.js";
import { refuse } from "../../args/refuse.js";
import type { Visibility } from "../../args/selection.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { addAlias, readColumn, startInner, whereAll, type Draft } from "../draft.js";
import { planFilter } from "../conditions/plan-filter.js";
import { listConditions, seeRows } from "../conditions/visible-rows.js";

/** The rows that a write is about. */
export interface Target extends Visibility {
  readonly where: Filter;
}

/** The row that a unique key names. */
export function readTarget(args: Arguments, model: ModelMetadata): Target {
  return { ...readVisibility(args), where: readUniqueFilter(args["where"], model, ["where"]) };
}

/** Those of a filter that says something, or of the word that everything is meant. */
export function readTargets(args: Arguments, model: ModelMetadata): Target {
  const isAll = args["all"] === true;
  const filter = Object.hasOwn(args, "where") ? readFilter(args["where"], model, ["where"]) : undefined;
  if (isAll && filter !== undefined) refuse(["all"], "Say either where or all.");
  if (!isAll && (filter === undefined || isEverything(filter))) {
    refuse(["where"], "This would change every row. Say so with all: true, or filter.");
  }
  return { ...readVisibility(args), where: filter ?? everything };
}

/**
 * Which rows of one table are meant by a target among the rows of a model. Where those are in several tables, the rows of one are
 * found by the key of the whole ones that fit: a write reads no other table.
 */
export function planTarget(
  { where, ...visibility }: Target,
  model: ModelMetadata,
  table: ModelMetadata,
  alias: string,
  draft: Draft,
): { readonly where?: Expression } {
  const fitting = (source: string, scope: Draft) => (isEverything(where) ? [] : [planFilter(where, source, scope)]);
  if (model.parts.length === 1) {
    return whereAll([...fitting(alias, draft), ...listConditions(model, alias, visibility)]);
  }
  const inner = startInner(draft);
  const whole = addAlias(inner);
  const { source, conditions } = seeRows(model, whole, visibility);
  const all = [...fitting(whole, inner), ...conditions];
  if (all.length === 0 && table === model) return {};
  const keyOf = (scope: Draft, from: string) => model.primaryKey.map(({ column }) => readColumn(scope, from, column));
  const columns = keyOf(inner, whole).map((expression) => ({ expression }));
  const select = { kind: "select", columns, from: source, joins: inner.joins, ...whereAll(all) } as const;
  return { where: { kind: "in-select", operands: keyOf(draft, alias), select } };
}
