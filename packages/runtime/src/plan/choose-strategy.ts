import type { LoadStrategy, RelationSelection } from "../args/selection.js";
import type { RowSource } from "./plan-selection.js";

/** How a relation is loaded, and why so, for people. */
export interface Choice {
  readonly strategy: LoadStrategy;
  readonly reason: string;
}

/** By measurement: a joined relation to one beats a statement of its own by a third; lists that are joined multiply each other. */
export function chooseStrategy({ relation, load }: RelationSelection, { alias, isInJson }: RowSource): Choice {
  if (alias === undefined) return { strategy: "batch", reason: "what a write returns can have nothing beside it" };
  if (load !== undefined) return { strategy: load, reason: `the call says load: "${load}"` };
  if (!relation.isMany) return { strategy: "join", reason: "a relation to one: it adds columns, not rows" };
  if (isInJson) return { strategy: "json", reason: "its parents come in JSON, and it with them" };
  return { strategy: "batch", reason: "a relation to many: one statement for all parents" };
}
