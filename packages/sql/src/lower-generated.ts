import type { Field } from "@joinery/schema";
import type { GeneratedValue } from "./catalog.js";

/** The computed value of a column, as the user wrote it. */
export function lowerGenerated({ sql, isStored }: NonNullable<Field["generated"]>): GeneratedValue {
  return { expression: sql, isStored };
}
