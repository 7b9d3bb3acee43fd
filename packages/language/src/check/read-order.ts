import type { Keys } from "./keys.js";
import type { RelationEnd } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";
import type { Located, OrderEntry } from "./signature.js";

/** What `@orderBy` on a relation names, in order; nothing where it is not there. */
export function readOrderEntries({ field }: RelationEnd): readonly Located<OrderEntry>[] {
  return readFieldAttribute(field.declaration.attributes, "orderBy")?.values.fields ?? [];
}

/** The same as fields of the target: a relation there stands for its key. */
export function readOrder(end: RelationEnd, keys: Keys): readonly { field: string; sort: "asc" | "desc" }[] {
  return readOrderEntries(end).flatMap(({ value: { text, sort = "asc" } }) => {
    const meaning = keys.resolve(end.target, text);
    return meaning.kind === "stored" ? meaning.fields.map((field) => ({ field: field.name, sort })) : [];
  });
}
