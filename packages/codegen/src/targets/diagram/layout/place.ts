import type { GraphNode } from "./graph.js";
import type { Item } from "./stack-items.js";

/** A node, or the place where an edge passes a column between its ends. */
export interface Place extends Item {
  readonly layer: number;
  readonly node?: GraphNode;
  readonly links: { readonly left: Link[]; readonly right: Link[] };
}

/** One end of a stretch from a column to the next, seen from the other end. */
export interface Link {
  readonly place: Place;
  readonly offset: number;
  readonly ownOffset: number;
}

/** An edge by the places that it goes through, from left to right; two of one column where it turns back. */
export interface Way {
  readonly id: string;
  readonly isForward: boolean;
  readonly stops: readonly { readonly place: Place; readonly offset: number }[];
}
