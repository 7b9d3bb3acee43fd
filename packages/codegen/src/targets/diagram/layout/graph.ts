/** The proportion of width to height that a picture should have: that of a screen. */
export const proportion = 1.6;

/** A rectangle to be placed. All lengths are in pixels. */
export interface GraphNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Room kept free to its right, inside its column. */
  readonly overhang?: number;
  /** Set for a node that stands before or behind all others: a place where an edge comes in from outside. */
  readonly side?: "first" | "last";
}

/** A line to be routed. Where the nodes end up decides which of its two ends is the left one. */
export interface GraphEdge {
  readonly id: string;
  readonly from: GraphEnd;
  readonly to: GraphEnd;
}

export interface GraphEnd {
  readonly node: string;
  /** Where it leaves the node, from the node's top. */
  readonly offset: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Top left corners of the nodes and the ways of the edges, in a rectangle whose top left corner is the origin. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly positions: ReadonlyMap<string, Point>;
  /** From the left end to the right one; two points of one height are joined by a straight line. */
  readonly routes: ReadonlyMap<string, Route>;
}

export interface Route {
  readonly points: readonly Point[];
  /** Whether the left end is `from`. */
  readonly isForward: boolean;
}
