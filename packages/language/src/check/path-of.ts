import type { RelationEnd } from "./program.js";

/** `Post.author`: a relation in messages. */
export function pathOf({ model, name }: Pick<RelationEnd, "model" | "name">): string {
  return `${model.name}.${name}`;
}
