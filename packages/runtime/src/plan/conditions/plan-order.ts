import type { Expression, OrderTerm } from "@joinery/sql";
import { isNullableTerm, nullsOf, type Order } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import { countRelated } from "../reads/count-related.js";
import { joinRelations, type Draft } from "../draft.js";
import { planRelevance } from "./plan-search.js";
import { planSql } from "./plan-sql.js";
import { readValue } from "../read-value.js";

/** The order of a statement. What may be null says where null goes, so that every database orders alike. */
export function planOrder(orderBy: readonly Order[], alias: string, draft: Draft): readonly OrderTerm[] {
  return orderBy.map((order) => {
    if (order.kind === "relevance") {
      return { expression: planRelevance(order, alias, draft), direction: order.direction };
    }
    const { direction } = order;
    const source = joinRelations(draft, alias, order.relations);
    if (order.kind === "sql") {
      return { expression: planSql(order.parts, order.path, source, draft), direction, nulls: order.nulls };
    }
    if (order.kind === "count") {
      return { expression: countRelated({ relation: order.count }, source, draft), direction };
    }
    const value = readValue(draft, source, order.field);
    const expression: Expression = value.kind === "json-path" ? { ...value, isNullOfNull: true } : value;
    return { expression, direction, ...(isNullableTerm(order) ? { nulls: nullsOf(order) } : {}) };
  });
}

export function ascending(expression: Expression): OrderTerm {
  return { expression, direction: "asc" };
}

/** The order that gives pages a meaning where the caller gives none. */
export function orderByKey(key: readonly FieldMetadata[]): readonly Order[] {
  return key.map((field) => ({ kind: "field", relations: [], field, direction: "asc" }));
}
