import type { LoadStrategy, RelationSelection } from "../../args/selection.js";
import type { Alias } from "../draft.js";
import type { Learning } from "./fan-out.js";

/** How a relation is loaded, and why so, for people. */
export interface Choice {
  readonly strategy: LoadStrategy | "recursive";
  readonly reason: string;
}

/** What surrounds the relation. */
interface Surroundings {
  readonly alias: Alias;
  /** The joined relations that lead there. */
  readonly path: readonly string[];
  /** Its parents come in a column of JSON. */
  readonly isInJson?: boolean;
  /** What is known of the lists of the statement's own rows. */
  readonly learning?: Learning;
}

/**
 * By measurement: a joined relation to one beats a statement of its own by a third; lists that are joined multiply each other.
 * Of lists of few rows, where statements travel, a column of JSON beats a statement: see `Learning`.
 */
export function chooseStrategy(
  { relation, property, load, recursion }: RelationSelection,
  { alias, path, isInJson, learning }: Surroundings,
): Choice {
  if (recursion !== undefined) return { strategy: "recursive", reason: "one statement for all levels" };
  if (alias === undefined) return { strategy: "batch", reason: "what a write returns can have nothing beside it" };
  if (load !== undefined) return { strategy: load, reason: `the call says load: "${load}"` };
  if (!relation.isMany) return { strategy: "join", reason: "a relation to one: it adds columns, not rows" };
  if (isInJson) return { strategy: "json", reason: "its parents come in JSON, and it with them" };
  const open = path.length > 0 ? undefined : learning?.lists.find((list) => list.property === property);
  if (open !== undefined) return open;
  return { strategy: "batch", reason: "a relation to many: one statement for all parents" };
}
