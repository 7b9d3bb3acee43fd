import type { StoredField } from "./keys.js";
import { readFieldAttribute } from "./read-attribute.js";

/** Whether the client is not to know a field. The key that a relation implies is ignored with it. */
export function isIgnored({ origin }: StoredField): boolean {
  const { declaration } = origin.kind === "declared" ? origin.field : origin.relation.field;
  return readFieldAttribute(declaration.attributes, "ignore") !== undefined;
}
