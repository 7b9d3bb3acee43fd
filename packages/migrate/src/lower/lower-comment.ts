import type { Model } from "@joinery/schema";
import type { Dialect } from "@joinery/sql";

/** What the database says of the table or view of a model, if it can say anything. */
export function lowerComment(
  { comment, documentation }: Model,
  { capabilities }: Dialect,
): { readonly comment?: string } {
  const text = capabilities.hasComments ? (comment ?? documentation) : undefined;
  return text === undefined ? {} : { comment: text };
}
