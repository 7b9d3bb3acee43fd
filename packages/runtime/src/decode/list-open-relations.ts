import type { ObjectShape } from "./object-shape.js";

/** The relations of an instance that do not throw when they are touched. */
export function listOpenRelations({ properties, excluded }: ObjectShape): readonly string[] {
  return [...properties.flatMap((property) => (property.kind === "column" ? [] : property.name)), ...excluded];
}
