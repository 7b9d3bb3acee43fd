import type { Expression, SelectStatement, ValueType } from "@joinery/sql";
import type { Selection } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import { buildNode, type Planner } from "../build-node.js";
import { seeRows } from "../conditions/visible-rows.js";
import { addAlias, matchKeys, readColumn, readField, startDraft, whereAll } from "../draft.js";
import type { PlanNode } from "../query-plan.js";
import { addSlot } from "../slots.js";
import { keyColumn } from "./own-columns.js";
import { planSelection } from "./plan-selection.js";

const position: ValueType = { scalar: "Int" };

/**
 * The rows that a write has named, in the order of their names: its keys are tuples, of a position and the values of a key.
 *
 * @param among the condition of the rows that the key tells apart, in SQL; otherwise it is all of them
 */
export function planNamedRows(
  selection: Selection,
  key: readonly FieldMetadata[],
  among: string | undefined,
  planner: Planner,
): PlanNode {
  const { model } = selection;
  const draft = startDraft();
  const keys = addAlias(draft);
  const alias = addAlias(draft);
  const types = [position, ...key.map(({ type }) => type)];
  const slot = addSlot(draft, { kind: "keys" });
  const [place, ...asked] = types.map((_, part) => readColumn(draft, keys, keyColumn(part)));
  const selected = planSelection(selection, { draft, alias, path: [], place: [] });
  const own = key.map((field) => readField(draft, alias, field));
  const conditions: Expression[] = among === undefined ? [] : [{ kind: "sql", parts: [among] }];
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    // What was written is there, whatever it counts as.
    from: seeRows(model, alias, { withDeleted: true }).source,
    joins: [
      ...draft.joins,
      {
        type: "inner",
        source: { kind: "keys", keys: { slot, types }, columns: types.map((_, part) => keyColumn(part)), alias: keys },
        on: matchKeys(own, asked),
      },
    ],
    ...whereAll(conditions),
    orderBy: [{ expression: place!, direction: "asc" }],
  };
  const notes = { model: model.name, reason: "the rows that were written, in the order of the call" };
  return buildNode(statement, draft, selected, notes, false, planner);
}
