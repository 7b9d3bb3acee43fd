import { type GraphEdge, type GraphNode, proportion } from "./graph.js";

/** What an average node needs around it. */
const roomAround = { x: 90, y: 36 };

/**
 * The column of each node, from 0, such that no edge joins two nodes of one column and no column grows much taller than
 * suits a screen. Edges lead to the right as far as there are no circles.
 *
 * This is the layering of Coffman and Graham with heights for the width; circles are opened as by Eades, Lin and Smyth.
 */
export function assignLayers(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const inner = nodes.filter(({ side }) => side === undefined);
  const order = orderNodes(inner, edges);
  const rank = new Map(order.map(({ id }, index) => [id, index]));
  const earlier = new Map<string, string[]>(inner.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    const [a, b] = [rank.get(from.node), rank.get(to.node)];
    if (a === undefined || b === undefined || a === b) continue;
    if (a < b) earlier.get(to.node)?.push(from.node);
    else earlier.get(from.node)?.push(to.node);
  }
  const layers = fillLayers(order, earlier, columnHeight(inner));
  return addSides(nodes, layers);
}

/** The height at which columns over which the nodes are spread have the wanted proportion. */
function columnHeight(nodes: readonly GraphNode[]): number {
  const area = nodes.reduce((sum, { width, height }) => sum + (width + roomAround.x) * (height + roomAround.y), 0);
  return Math.sqrt(area / proportion);
}

/** Nodes before those that their edges lead to; in a circle the one with the most edges leading out comes first. */
function orderNodes(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphNode[] {
  const balance = new Map(nodes.map(({ id }) => [id, { incoming: 0, outgoing: 0 }]));
  const targets = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    if (from.node === to.node || !balance.has(from.node) || !balance.has(to.node)) continue;
    targets.get(from.node)?.push(to.node);
    const [source, target] = [balance.get(from.node), balance.get(to.node)];
    if (source) source.outgoing++;
    if (target) target.incoming++;
  }
  const waiting = new Set(nodes);
  const order: GraphNode[] = [];
  const score = ({ id }: GraphNode): number => {
    const { incoming, outgoing } = balance.get(id) ?? { incoming: 0, outgoing: 0 };
    return incoming === 0 ? Infinity : outgoing - incoming;
  };
  while (waiting.size > 0) {
    let best: GraphNode | undefined;
    for (const node of waiting) if (best === undefined || score(node) > score(best)) best = node;
    if (best === undefined) break;
    waiting.delete(best);
    order.push(best);
    for (const target of targets.get(best.id) ?? []) {
      const counts = balance.get(target);
      if (counts) counts.incoming--;
    }
  }
  return order;
}

function fillLayers(
  order: readonly GraphNode[],
  earlier: ReadonlyMap<string, readonly string[]>,
  height: number,
): Map<string, number> {
  const layers = new Map<string, number>();
  const filled: number[] = [];
  for (const node of order) {
    const before = (earlier.get(node.id) ?? []).map((id) => layers.get(id) ?? 0);
    const needed = node.height + roomAround.y;
    let layer = Math.max(-1, ...before) + 1;
    while ((filled[layer] ?? 0) > 0 && (filled[layer] ?? 0) + needed > height) layer++;
    filled[layer] = (filled[layer] ?? 0) + needed;
    layers.set(node.id, layer);
  }
  return layers;
}

function addSides(nodes: readonly GraphNode[], layers: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const shift = nodes.some(({ side }) => side === "first") ? 1 : 0;
  const last = Math.max(-1, ...layers.values()) + 1 + shift;
  return new Map(
    nodes.map(({ id, side }) => {
      if (side === undefined) return [id, (layers.get(id) ?? 0) + shift];
      return [id, side === "first" ? 0 : last];
    }),
  );
}
