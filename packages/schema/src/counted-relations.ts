import type { Relation } from "./relation.js";
import type { Model } from "./schema.js";

/** The property of a row that holds how many rows its relations lead to. */
export const countsName = "counts";

/** The relations whose rows can be counted beside a row. None where the model has a member of its own in the place of the counts. */
export function listCountedRelations({ fields, relations, arcs = [] }: Model): readonly Relation[] {
  if ([...fields, ...relations, ...arcs].some(({ name }) => name === countsName)) return [];
  return relations.filter(({ cardinality }) => cardinality === "many");
}
