import type { Field } from "@joinery/schema";

/** Whether a row can be inserted without a value for the field. */
export function isOptionalInput(field: Field): boolean {
  return Boolean(field.isNullable || field.default || field.isUpdatedAt);
}
