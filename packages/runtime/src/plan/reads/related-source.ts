import type { ManyToManyRelation } from "@joinery/schema";
import type { Expression, Join, SelectStatement, TableSource } from "@joinery/sql";
import type { Visibility } from "../../args/selection.js";
import type { RelationMetadata } from "../../metadata/metadata.js";
import { addAlias, allOf, matchKeys, readColumn, type Draft } from "../draft.js";
import { listKeyColumns, planOwners, type KeyColumn, type Owners } from "./plan-owners.js";
import { listConditions, seeRows, visibilityOf } from "../conditions/visible-rows.js";

/** The rows at the other end of a relation. */
export interface WantedRows extends Visibility {
  readonly relation: RelationMetadata;
}

export interface RelatedSource {
  readonly from: TableSource;
  /** From there to the rows. */
  readonly link: readonly Join[];
  /** The columns by which they belong to a parent. */
  readonly keys: readonly KeyColumn[];
  readonly conditions: readonly Expression[];
}

/**
 * Where the rows come from, by which columns they belong to a parent, and that it is one of these parents and they are seen.
 *
 * @param mayRepeat it makes no difference when a row comes twice
 */
export function planSource(
  wanted: WantedRows,
  alias: string,
  owners: Owners,
  draft: Draft,
  mayRepeat = false,
): RelatedSource {
  const { relation } = wanted;
  const { source, conditions } = seeRows(relation.target, alias, visibilityOf(relation, wanted));
  if (relation.relation.kind !== "many-to-many") {
    const keys = listKeyColumns(relation.references, alias);
    return { from: source, link: [], keys, conditions: [planOwners(draft, keys, owners), ...conditions] };
  }
  const { joinTable } = relation.relation;
  const keysOf = (alias: string) =>
    joinTable.sourceColumns.map((column, part) => ({ alias, column, field: relation.fields[part]! }));
  const selectPairs = (alias: string) => [
    planOwners(draft, keysOf(alias), owners),
    ...(relation.through ? listConditions(relation.through, alias, {}) : []),
  ];
  const pairs = addAlias(draft);
  const on = matchKeys(
    relation.references.map((field) => readColumn(draft, alias, field.column)),
    joinTable.targetColumns.map((column) => readColumn(draft, pairs, column)),
  );
  const link: readonly Join[] = [{ type: "inner", source, on }];
  const keys = keysOf(pairs);
  if (!joinTable.mayRepeat || mayRepeat) {
    const from = { kind: "table", table: joinTable.table, alias: pairs } as const;
    return { from, link, keys, conditions: [...selectPairs(pairs), ...conditions] };
  }
  const inner = addAlias(draft);
  const select = selectDistinctPairs(joinTable, inner, allOf(selectPairs(inner)));
  return { from: { kind: "subquery", select, alias: pairs }, link, keys, conditions };
}

/** The pairs of a join table, each once: before they are joined, so that a limit counts targets. */
function selectDistinctPairs(
  { table, sourceColumns, targetColumns }: ManyToManyRelation["joinTable"],
  alias: string,
  where: Expression,
): SelectStatement {
  const names = [...new Set([...sourceColumns, ...targetColumns])];
  return {
    kind: "select",
    distinct: true,
    columns: names.map((name) => ({ expression: { kind: "column", source: alias, name }, alias: name })),
    from: { kind: "table", table, alias },
    where,
  };
}
