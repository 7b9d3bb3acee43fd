import type { Box, Edge } from "./diagram.js";
import type { GraphEdge, GraphLayout, GraphNode, Point } from "./layout/graph.js";
import { layOutGraph } from "./layout/lay-out-graph.js";
import { loopRoom, measureBox } from "./measure-box.js";

/** An edge with what its ends belong to. */
export interface GroupEdge {
  readonly id: string;
  readonly edge: Edge;
  readonly from: GroupEnd;
  readonly to: GroupEnd;
}

export interface GroupEnd {
  readonly box: string;
  readonly group: number;
  /** From the box's top. */
  readonly offset: number;
}

/** A group laid out, in its frame. */
export interface FramedGroup {
  readonly width: number;
  readonly height: number;
  readonly layout: GraphLayout;
  /** From the frame's corner to the layout's. */
  readonly inset: Point;
  /** For each edge that leaves the group, how far below the frame's top it does. */
  readonly ports: ReadonlyMap<string, number>;
}

export const frame = { title: 56, padding: 28 };

/**
 * Lays out the boxes of the group `index`.
 *
 * @param edges  those with an end in it
 * @param columns  the columns of the groups, which tell on which side an edge leaves; before they are known, none leaves
 */
export function frameGroup(
  boxes: readonly Box[],
  edges: readonly GroupEdge[],
  options: { readonly index: number; readonly hasFrame: boolean; readonly columns?: ReadonlyMap<string, number> },
): FramedGroup {
  const { index, hasFrame, columns } = options;
  const columnOf = (group: number) => columns?.get(String(group)) ?? 0;
  const loops = new Set(edges.filter(({ from, to }) => from.box === to.box).map(({ from }) => from.box));
  const nodes: GraphNode[] = boxes.map((box) => {
    return { id: box.name, ...measureBox(box), ...(loops.has(box.name) ? { overhang: loopRoom } : {}) };
  });
  const lines: GraphEdge[] = [];
  const leaving: string[] = [];
  for (const { id, from, to } of edges) {
    const line = { id, from: { node: from.box, offset: from.offset }, to: { node: to.box, offset: to.offset } };
    if (from.group === to.group) lines.push(line);
    else if (columns !== undefined) {
      const port = { node: portOf(id), offset: 0 };
      const side = columnOf(from.group === index ? to.group : from.group) < columnOf(index) ? "first" : "last";
      leaving.push(id);
      nodes.push({ id: port.node, width: 0, height: 0, side });
      lines.push(from.group === index ? { ...line, to: port } : { ...line, from: port });
    }
  }
  const layout = layOutGraph(nodes, lines);
  const paddingAt = (side: "first" | "last") =>
    !hasFrame || nodes.some((node) => node.side === side) ? 0 : frame.padding;
  const top = hasFrame ? frame.title : 0;
  return {
    width: paddingAt("first") + layout.width + paddingAt("last"),
    height: top + layout.height + (hasFrame ? frame.padding : 0),
    layout,
    inset: { x: paddingAt("first"), y: top },
    ports: new Map(leaving.map((id) => [id, top + (layout.positions.get(portOf(id))?.y ?? 0)])),
  };
}

/** Box names have no spaces. */
function portOf(id: string): string {
  return `port ${id}`;
}
