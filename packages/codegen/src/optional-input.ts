import type { Field } from "@joinery/schema";

/** Whether a row can be inserted without a value for the field, or a value object be made without the part. */
export function isOptionalInput(field: Pick<Field, "isNullable" | "default" | "isUpdatedAt">): boolean {
  return Boolean(field.isNullable || field.default || field.isUpdatedAt);
}
