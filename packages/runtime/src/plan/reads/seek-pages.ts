import type { Capabilities, Join, SelectStatement } from "@joinery/sql";
import type { RelationSelection } from "../../args/selection.js";
import { addAlias, allOf, outputColumn, readColumn, readField, startInner, type Draft } from "../draft.js";
import { keyColumn } from "./own-columns.js";
import { ascending, planOrder } from "../conditions/plan-order.js";
import { orderOf, planPage, planRows } from "./plan-related-rows.js";
import { addSlot } from "../slots.js";
import { seeRows } from "../conditions/visible-rows.js";

/**
 * Whether the page of each parent is sought by itself: an index leads to the rows of a parent, and may have them in their order. By measurement
 * (scripts/bench/README.md) that takes from a third of what numbering all rows does, where parents have many, to a tenth more, where they have fewer
 * than a page; without an index, every parent would take a look at all rows.
 */
export function isSought(wanted: RelationSelection): boolean {
  const { relation, limit, distinct, recursion } = wanted;
  return (
    limit !== undefined &&
    distinct === undefined &&
    recursion === undefined &&
    relation.isIndexed &&
    relation.target.primaryKey.length > 0 &&
    orderOf(wanted).every((order) => order.kind === "field" && order.relations.length === 0)
  );
}

/**
 * Begins with the keys of the parents and joins to each its page: as a subquery that reads the key, or where none can be joined that does, by
 * the keys of the page.
 */
export function seekPages(
  wanted: RelationSelection,
  alias: string,
  draft: Draft,
  { hasLateralJoins }: Capabilities,
): { readonly statement: SelectStatement; readonly ownKey: readonly number[] } {
  const { fields, target } = wanted.relation;
  const parents = addAlias(draft);
  const names = fields.map((_, part) => keyColumn(part));
  const keys = { slot: addSlot(draft, { kind: "keys" }), types: fields.map(({ type }) => type) };
  const ownKey = names.map((name, part) => outputColumn(draft, parents, name, fields[part]!));
  // Once more, for what is joined to the pages leaves them in any order.
  const orderBy = [
    ...names.map((name) => ascending(readColumn(draft, parents, name))),
    ...planOrder(orderOf(wanted), alias, draft),
  ];
  const inner = startInner(draft);
  const sought = hasLateralJoins ? alias : addAlias(inner);
  const owner = names.map((name) => readColumn(inner, parents, name));
  const rows = planRows(wanted, sought, owner, inner);
  const page = {
    kind: "select",
    from: rows.from,
    joins: [...rows.link, ...inner.joins],
    ...rows.where,
    orderBy: rows.orderBy,
    ...planPage(wanted, inner),
  } as const;
  const joinPage = (): Join => {
    if (hasLateralJoins) {
      const columns = [...draft.used.get(alias)!].map((name) => ({
        expression: readColumn(inner, alias, name),
        alias: name,
      }));
      const source = { kind: "subquery", select: { ...page, columns }, alias, isLateral: true } as const;
      return { type: "inner", source, on: allOf([]) };
    }
    const columns = target.primaryKey.map((field) => ({ expression: readField(inner, sought, field) }));
    const operands = target.primaryKey.map((field) => readField(draft, alias, field));
    const { source } = seeRows(target, alias, { withDeleted: true });
    return { type: "inner", source, on: { kind: "in-select", operands, select: { ...page, columns } } };
  };
  const statement: SelectStatement = {
    kind: "select",
    columns: draft.columns,
    from: { kind: "keys", keys, columns: names, alias: parents },
    joins: [joinPage(), ...draft.joins],
    orderBy,
  };
  return { statement, ownKey };
}
