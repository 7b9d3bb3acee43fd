import type { Field } from "@joinery/schema";
import type { GeneratedValue } from "./catalog.js";
import { UnsupportedError } from "./dialect.js";

/**
 * The computed value of a column, as the user wrote it.
 *
 * @throws UnsupportedError where it is computed in other databases only.
 */
export function lowerGenerated({ name, generated }: Field): GeneratedValue | undefined {
  if (generated === undefined) return undefined;
  const { sql, isStored, dialect } = generated;
  if (dialect === undefined) return { expression: sql, isStored };
  throw new UnsupportedError(
    `Nothing computes "${name}" in this database: its @generated is for ${dialect}. Add one for this database, or one without "dialect:".`,
  );
}
