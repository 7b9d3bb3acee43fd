import type { Arc } from "@joinery/schema";
import type { Shape } from "./shape.js";

/** An arc where one of the relations that it is made of belongs. */
export function refuseArc({ targets }: Arc, what: "filter" | "order"): Shape {
  const names = targets.map(({ relation }) => `\`${relation}\``).join(", ");
  return { expected: "a relation", refusal: `it leads to one of several models; ${what} by one of ${names}` };
}
