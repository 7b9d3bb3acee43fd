import type { Expression, RecursiveTable, SelectStatement } from "@joinery/sql";
import type { RelationSelection } from "../../args/selection.js";
import { addAlias, allOf, readField, startInner, type Draft } from "../draft.js";
import { depthColumn, keyColumn, reachTable } from "./own-columns.js";
import { planFilter } from "../conditions/plan-filter.js";
import type { OwnerKey } from "./plan-owners.js";
import { planSource } from "./related-source.js";
import { addParameter, addSlot, type SlotSource } from "../slots.js";

/** The keys of all rows that a recursive relation is followed from. */
export interface Reach {
  readonly table: RecursiveTable;
  readonly keys: SelectStatement;
}

const depthType = { scalar: "Int" } as const;

/**
 * Where a relation to the same model leads when it is followed on and on: the keys of the parents, of what is found for them, and so on.
 * Their rows are then loaded like those of any parents, all by one statement. It holds keys and no paths, so that its size is bounded
 * by the rows there are (and by how deep it goes), not by the ways between them; the ways are put together from the rows.
 *
 * @param parentKey of the only parent, where it is known
 */
export function planReach(
  { recursion, ...wanted }: RelationSelection,
  parentKey: readonly SlotSource[] | undefined,
  draft: Draft,
): Reach {
  const { relation, where } = wanted;
  const { fields } = relation;
  const names = fields.map((_, part) => keyColumn(part));
  const depth = recursion?.maxDepth;
  const columnsOf = (keys: readonly Expression[], level: Expression) =>
    [...keys, ...(depth === undefined ? [] : [level])].map((expression) => ({ expression }));

  const first = addAlias(draft);
  const types = fields.map(({ type }) => type);
  const keys =
    parentKey === undefined
      ? { slot: addSlot(draft, { kind: "keys" }), types }
      : parentKey.map((source, part) => addParameter(draft, source, types[part]!));
  const start: SelectStatement = {
    kind: "select",
    columns: columnsOf(
      names.map((name) => ({ kind: "column", source: first, name })),
      { kind: "literal", value: 1 },
    ),
    from: { kind: "keys", keys, columns: names, alias: first },
  };

  const inner = startInner(draft);
  const [from, alias] = [addAlias(inner), addAlias(inner)];
  const owner: OwnerKey = names.map((name) => ({ kind: "column", source: from, name }));
  const source = planSource(wanted, alias, owner, inner, true);
  const level: Expression = { kind: "column", source: from, name: depthColumn };
  const conditions = [...source.conditions, ...(where === undefined ? [] : [planFilter(where, alias, inner)])];
  if (depth !== undefined) {
    const right = addParameter(inner, { kind: "depth", path: depth }, depthType);
    conditions.push({ kind: "comparison", operator: "<", left: level, right });
  }
  const following = relation.next!.fields.map((field, part): Expression => {
    return { kind: "cast", operand: readField(inner, alias, field), type: types[part]! };
  });
  const step: SelectStatement = {
    kind: "select",
    columns: columnsOf(following, { kind: "sum", left: level, right: { kind: "literal", value: 1 } }),
    from: { kind: "table", table: { name: reachTable }, alias: from },
    joins: [{ type: "inner", source: source.from, on: allOf([]) }, ...source.link, ...inner.joins],
    where: allOf(conditions),
  };

  const reached = addAlias(draft);
  return {
    table: { name: reachTable, columns: [...names, ...(depth === undefined ? [] : [depthColumn])], start, step },
    keys: {
      kind: "select",
      columns: names.map((name) => ({ expression: { kind: "column", source: reached, name } })),
      from: { kind: "table", table: { name: reachTable }, alias: reached },
    },
  };
}
