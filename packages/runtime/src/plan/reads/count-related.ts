import type { Expression } from "@joinery/sql";
import { everything, isEverything } from "../../args/filters/filter.js";
import type { RelationCount } from "../../args/selection.js";
import { addAlias, readField, startInner, whereAll, type Draft } from "../draft.js";
import { planFilter } from "../conditions/plan-filter.js";
import { planSource } from "./related-source.js";

/**
 * How many rows a relation leads to from each row of `alias`: a subquery in the row's own statement. By measurement (ten rows to each of
 * 20,000) that costs 0.6 to 0.8 of what a grouped statement for all of them does: of an embedded database for any number of rows, of a server
 * for some hundreds; for thousands at once it costs there about twice as much, which no call for a page asks for.
 */
export function countRelated(count: RelationCount, alias: string, draft: Draft): Expression {
  const { relation, where = everything } = count;
  const owner = relation.fields.map((field) => readField(draft, alias, field));
  const inner = startInner(draft);
  const target = addAlias(inner);
  const { from, link, conditions } = planSource(count, target, owner, inner);
  const isAny = isEverything(where);
  const fitting = isAny ? [] : [planFilter(where, target, inner)];
  // Where nothing more is asked, the rows of a join table are as many; in a model between, null may stand.
  const isOfLinks = isAny && relation.through === undefined && relation.target.softDelete === undefined;
  return {
    kind: "scalar-subquery",
    select: {
      kind: "select",
      columns: [{ expression: { kind: "call", function: "count", arguments: [] } }],
      from,
      joins: isOfLinks ? [] : [...link, ...inner.joins],
      ...whereAll([...conditions, ...fitting]),
    },
  };
}
