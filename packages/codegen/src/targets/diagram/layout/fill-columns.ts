import { type GraphEdge, type GraphNode, proportion } from "./graph.js";

/** What the lines between columns, and the gaps between nodes, take. */
const between = { x: 160, y: 36 };

/**
 * The column of each node, from 0, such that the picture has the shape of a screen and nodes with edges between them are
 * in one column or in neighbouring ones. Unlike in `assignLayers`, edges may join nodes of one column.
 */
export function fillColumns(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const order = chainNodes(nodes, edges);
  const heights = order.map(({ height }) => height + between.y);
  let best = { misfit: Infinity, columns: [order] };
  for (let count = 1; count <= order.length; count++) {
    const columns = splitEvenly(order, heights, count);
    const width = columns.reduce((sum, column) => sum + Math.max(...column.map((node) => node.width)) + between.x, 0);
    const height = Math.max(...columns.map((column) => column.reduce((sum, node) => sum + node.height + between.y, 0)));
    const misfit = Math.abs(Math.log(width / height / proportion));
    if (misfit < best.misfit) best = { misfit, columns };
  }
  return new Map(best.columns.flatMap((column, index) => column.map(({ id }) => [id, index] as const)));
}

/** The nodes in a row: always the one next that has most edges to those before it, and fewest to those still to come. */
function chainNodes(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphNode[] {
  const waiting = new Map(nodes.map((node) => [node.id, node]));
  const scores = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  const raise = (id: string, by: number) => scores.set(id, (scores.get(id) ?? 0) + by);
  const neighbours = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    neighbours.get(from.node)?.push(to.node);
    neighbours.get(to.node)?.push(from.node);
    raise(from.node, -1);
    raise(to.node, -1);
  }
  const order: GraphNode[] = [];
  while (waiting.size > 0) {
    let next: GraphNode | undefined;
    for (const node of waiting.values()) {
      if (next === undefined || (scores.get(node.id) ?? 0) > (scores.get(next.id) ?? 0)) next = node;
    }
    if (next === undefined) break;
    waiting.delete(next.id);
    order.push(next);
    for (const neighbour of neighbours.get(next.id) ?? []) raise(neighbour, 2);
  }
  return order;
}

/** Cuts a row of nodes into at most so many columns of about one height. */
function splitEvenly(order: readonly GraphNode[], heights: readonly number[], count: number): GraphNode[][] {
  const share = heights.reduce((sum, height) => sum + height, 0) / count;
  const columns: GraphNode[][] = [];
  let above = 0;
  for (const [index, node] of order.entries()) {
    const height = heights[index] ?? 0;
    const column = Math.min(count - 1, Math.floor((above + height / 2) / share));
    (columns[column] ??= []).push(node);
    above += height;
  }
  return columns.filter((column) => column.length > 0);
}
