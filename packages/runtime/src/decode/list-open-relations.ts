import type { ObjectShape } from "./object-shape.js";

/** The relations of an instance that do not throw when they are touched. */
export function listOpenRelations({ properties, excluded }: ObjectShape): readonly string[] {
  const loaded = properties.filter(({ kind }) => kind !== "column" && kind !== "object");
  return [...loaded.map(({ name }) => name), ...excluded];
}
