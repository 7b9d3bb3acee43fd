import type { OrderTerm } from "@joinery/sql";
import type { Order } from "../args/selection.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import { joinRelation, type Draft } from "./draft.js";
import { planRelevance } from "./plan-search.js";
import { planSql } from "./plan-sql.js";
import { readValue } from "./read-value.js";

/**
 * The order of a statement. Null counts as larger than any value, unless the caller says where it goes: last when
 * ascending, first when descending, on every database.
 */
export function planOrder(orderBy: readonly Order[], alias: string, draft: Draft): readonly OrderTerm[] {
  return orderBy.map((order) => {
    if (order.kind === "relevance") {
      return { expression: planRelevance(order, alias, draft), direction: order.direction };
    }
    const { relations, direction } = order;
    const source = relations.reduce((from, relation) => joinRelation(draft, from, relation), alias);
    if (order.kind === "sql") {
      return { expression: planSql(order.parts, order.path, source, draft), direction, nulls: order.nulls };
    }
    const { field, nulls } = order;
    const mayBeNull = field.isNullable || relations.length > 0;
    return {
      expression: readValue(draft, source, field),
      direction,
      ...(nulls !== undefined ? { nulls } : mayBeNull ? { nulls: direction === "asc" ? "last" : "first" } : {}),
    };
  });
}

/** The order that gives pages a meaning where the caller gives none. */
export function orderByKey(key: readonly FieldMetadata[]): readonly Order[] {
  return key.map((field) => ({ kind: "field", relations: [], field, direction: "asc" }));
}
