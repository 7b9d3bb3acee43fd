import { assignLayers } from "./assign-layers.js";
import type { GraphEdge, GraphLayout, GraphNode } from "./graph.js";
import { measureColumns } from "./measure-columns.js";
import type { Place } from "./place.js";
import { stackItems } from "./stack-items.js";

const sweeps = 12;
/** Passes that only straighten lines, without changing the order in a column. */
const straightening = 6;

/**
 * Draws a graph in columns from left to right, after Sugiyama: boxes never overlap, and an edge never runs across a box,
 * because it passes a column in a place of its own and changes height only between columns. An edge between two nodes of
 * one column goes out to the right and back. Edges from a node to itself are left out.
 *
 * The same graph gives the same picture. Takes time linear in columns × edges but for the order of the nodes, which is
 * quadratic in them.
 */
export function layOutGraph(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  layers: ReadonlyMap<string, number> = assignLayers(nodes, edges),
): GraphLayout {
  const columns: Place[][] = [];
  const add = (layer: number, properties: Omit<Place, "layer" | "links" | "y">): Place => {
    const place = { layer, y: 0, links: { left: [], right: [] }, ...properties };
    (columns[layer] ??= []).push(place);
    return place;
  };
  const places = new Map<string, Place>();
  for (const node of nodes) {
    const isPort = node.side !== undefined;
    const place = add(layers.get(node.id) ?? 0, { node, height: node.height, margin: isPort ? 7 : 18, weight: 1 });
    places.set(node.id, place);
  }
  for (let layer = 0; layer < columns.length; layer++) columns[layer] ??= [];

  const ways = edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.from.node), places.get(edge.to.node)];
    if (!from || !to || from === to) return [];
    const isForward = from.layer <= to.layer;
    const [left, right] = isForward ? [from, to] : [to, from];
    const [start, end] = isForward ? [edge.from, edge.to] : [edge.to, edge.from];
    const stops: { readonly place: Place; readonly offset: number }[] = [{ place: left, offset: start.offset }];
    for (let layer = left.layer + 1; layer < right.layer; layer++) {
      stops.push({ place: add(layer, { height: 0, margin: 7, weight: 2 }), offset: 0 });
    }
    stops.push({ place: right, offset: end.offset });
    for (const [index, stop] of left.layer === right.layer ? [] : stops.entries()) {
      const next = stops[index + 1];
      if (next === undefined) break;
      stop.place.links.right.push({ place: next.place, offset: next.offset, ownOffset: stop.offset });
      next.place.links.left.push({ place: stop.place, offset: stop.offset, ownOffset: next.offset });
    }
    return [{ id: edge.id, isForward, stops }];
  });

  arrange(columns);
  return measureColumns(columns, ways);
}

/** Finds the order and height of the places, by sweeping over the columns and moving each place towards its links. */
function arrange(columns: readonly Place[][]): void {
  for (const column of columns) stackItems(column, []);
  let best = { length: Infinity, columns: keepOrder(columns) };
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isRightward = sweep % 2 === 0;
    for (const column of isRightward ? columns : columns.toReversed()) {
      const wanted = new Map(column.map((place) => [place, wantedY(place, isRightward ? ["left"] : ["right"])]));
      const middle = (place: Place) => (wanted.get(place) ?? place.y) + place.height / 2;
      column.sort((a, b) => middle(a) - middle(b));
      stackItems(
        column,
        column.map((place) => wanted.get(place) ?? place.y),
      );
    }
    const length = columns.reduce((sum, column) => sum + column.reduce((part, place) => part + rise(place), 0), 0);
    if (length < best.length) best = { length, columns: keepOrder(columns) };
  }
  for (const [layer, column] of columns.entries()) {
    const kept = best.columns[layer] ?? [];
    for (const { place, y } of kept) place.y = y;
    column.splice(0, Infinity, ...kept.map(({ place }) => place));
  }
  for (let pass = 0; pass < straightening; pass++) {
    for (const column of pass % 2 === 0 ? columns : columns.toReversed()) {
      stackItems(
        column,
        column.map((place) => wantedY(place, ["left", "right"])),
      );
    }
  }
}

function keepOrder(columns: readonly Place[][]): { readonly place: Place; readonly y: number }[][] {
  return columns.map((column) => column.map((place) => ({ place, y: place.y })));
}

/** The height at which a place's links would be level, on average; where it stands if it has none. */
function wantedY({ y, links }: Place, sides: readonly ("left" | "right")[]): number {
  const wishes = sides.flatMap((side) => links[side].map((link) => link.place.y + link.offset - link.ownOffset));
  return wishes.length === 0 ? y : wishes.reduce((sum, wish) => sum + wish, 0) / wishes.length;
}

/** How far the links to the right go up or down. */
function rise({ y, links }: Place): number {
  return links.right.reduce((sum, { place, offset, ownOffset }) => sum + Math.abs(place.y + offset - y - ownOffset), 0);
}
