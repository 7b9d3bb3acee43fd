import type { PrimaryKey, UniqueKey } from "./keys.js";
import type { Model } from "./schema.js";

/** All that tells one row of a model from every other: its primary key where it has one, and its unique keys. */
export function listKeys({
  primaryKey,
  uniques,
}: Pick<Model, "primaryKey" | "uniques">): readonly (PrimaryKey | UniqueKey)[] {
  return primaryKey === undefined ? uniques : [primaryKey, ...uniques];
}
