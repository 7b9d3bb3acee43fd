import type { CascadeAction } from "@joinery/schema";
import type { RelationEnd } from "./program.js";
import { readFieldAttribute } from "./read-attribute.js";

const all: readonly CascadeAction[] = ["saveUpdate", "delete", "deleteOrphan"];

/**
 * What `@cascade` on a relation says, complete: `all` is every action, and whoever deletes a child that lost its parent
 * deletes it with its parent too (SQLAlchemy asks for both to be written).
 */
export function readCascade({ field }: RelationEnd): readonly CascadeAction[] {
  const given = readFieldAttribute(field.declaration.attributes, "cascade")?.values.actions ?? [];
  const named = new Set(given.map(({ value }) => value));
  return all.filter(
    (action) => named.has("all") || named.has(action) || (action === "delete" && named.has("deleteOrphan")),
  );
}
