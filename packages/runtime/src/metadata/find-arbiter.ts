import type { FieldMetadata } from "./field-metadata.js";
import type { Arbiter, ModelMetadata } from "./metadata.js";

/** Those of a model that a database has. Where its rows are in several tables there is none: an insert meets rows of one. */
export function listArbiters({ arbiters, parts }: ModelMetadata, dialect: string): readonly Arbiter[] {
  if (parts.length > 1) return [];
  return arbiters.filter((each) => each.dialect === undefined || each.dialect === dialect);
}

/** The one over these fields. */
export function findArbiter(
  fields: readonly FieldMetadata[],
  model: ModelMetadata,
  dialect: string,
): Arbiter | undefined {
  return listArbiters(model, dialect).find((each) => isSameKey(each.fields, fields));
}

/** Whether two keys are of the same fields, in whatever order. */
export function isSameKey(key: readonly FieldMetadata[], fields: readonly FieldMetadata[]): boolean {
  return key.length === fields.length && key.every((field) => fields.includes(field));
}
