import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { FieldOrder, Order } from "./selection.js";

/**
 * Whether no two rows are alike to an order: it has all of a key.
 *
 * @param shared fields in which all of the rows are alike anyway
 */
export function isTotalOrder(
  orderBy: readonly Order[],
  { keys }: ModelMetadata,
  shared: readonly FieldMetadata[] = [],
): boolean {
  const isSettled = (field: FieldMetadata) => shared.includes(field) || isOrderedBy(field, orderBy);
  return keys.some((key) => key.every((field) => !field.isNullable && isSettled(field)));
}

/**
 * The order with all of a key behind it, in the direction in which an index that has the order also has the rows that are alike to it: they lie there by
 * their keys, ascending, so that one that is read backwards has them the other way round.
 */
export function breakTies<Term extends Order>(
  orderBy: readonly Term[],
  key: readonly FieldMetadata[],
): readonly (Term | FieldOrder)[] {
  const direction = readingDirection(orderBy.at(-1));
  const ties = key.filter((field) => !isOrderedBy(field, orderBy));
  return [...orderBy, ...ties.map((field): FieldOrder => ({ kind: "field", relations: [], field, direction }))];
}

function readingDirection(last: Order | undefined): Order["direction"] {
  if (last === undefined) return "asc";
  const isOwn = last.kind === "field" && last.relations.length === 0;
  if (!isOwn || last.field.isIndexedDescending === undefined) return last.direction;
  return last.direction === "asc" ? "desc" : "asc";
}

function isOrderedBy(field: FieldMetadata, orderBy: readonly Order[]): boolean {
  return orderBy.some((term) => term.kind === "field" && term.field === field && term.relations.length === 0);
}
