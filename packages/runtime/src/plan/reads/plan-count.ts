import type { SelectStatement } from "@joinery/sql";
import { readListArguments, readRowArguments, readTellingFields } from "../../args/read-arguments.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { buildNode, type Planner } from "../build-node.js";
import { addAlias, readField, startDraft, whereAll } from "../draft.js";
import { planFilter } from "../conditions/plan-filter.js";
import { planPage } from "./plan-related-rows.js";
import type { PlanNode } from "../query-plan.js";
import { seeRows } from "../conditions/visible-rows.js";

/** `count`: the number of rows that fit, of a part of them, or of those that differ in some fields. */
export function planCount(args: unknown, model: ModelMetadata, planner: Planner): PlanNode {
  const names = ["where", "distinct", "limit", "offset"];
  const { distinct, ...checked } = readRowArguments(args ?? {}, names, model, [], "A call that counts rows");
  const list = readListArguments(checked, model, []);
  const fields = distinct === undefined ? [] : readTellingFields(distinct, model, ["distinct"]);
  const draft = startDraft();
  const alias = addAlias(draft);
  const { source, conditions } = seeRows(model, alias, list);
  const told = fields.map((field) => ({ expression: readField(draft, alias, field) }));
  const fitting = list.where === undefined ? [] : [planFilter(list.where, alias, draft)];
  const rows: Pick<SelectStatement, "from" | "joins" | "where"> = {
    from: source,
    joins: draft.joins,
    ...whereAll([...fitting, ...conditions]),
  };
  const isPart = told.length > 0 || list.limit !== undefined || list.offset !== undefined;
  const from: typeof rows = !isPart
    ? rows
    : {
        from: {
          kind: "subquery",
          select: {
            kind: "select",
            ...(told.length === 0 ? { columns: [one] } : { distinct: true, columns: told }),
            ...rows,
            ...planPage(list, draft),
          },
          alias: addAlias(draft),
        },
      };
  const statement: SelectStatement = { kind: "select", columns: [count], ...from };
  const shape = { properties: [{ kind: "column", name: "value", position: 0 } as const], excluded: [] };
  const notes = { model: model.name, reason: "the rows that the call asks for" };
  return buildNode(statement, draft, { shape, pending: [], joined: [] }, notes, true, planner);
}

const one = { expression: { kind: "literal", value: 1 } } as const;
const count = { expression: { kind: "call", function: "count", arguments: [] }, type: { scalar: "Int" } } as const;
