import type { Box, Diagram, Edge } from "./diagram.js";
import type { BoxGroup } from "./group-boxes.js";
import { frameGroup, type FramedGroup, type GroupEdge } from "./frame-group.js";
import { fillColumns } from "./layout/fill-columns.js";
import type { GraphEdge, GraphLayout, Point } from "./layout/graph.js";
import { layOutGraph } from "./layout/lay-out-graph.js";
import { loopRoom, measureBox, offsetOf } from "./measure-box.js";

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** A diagram with a place for everything. The origin is the picture's top left corner. */
export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** Empty where all boxes are one group, which needs no frame. */
  readonly groups: readonly (Rectangle & { readonly title: string })[];
  /** `group` is the index of the box's group. */
  readonly boxes: readonly (Rectangle & { readonly box: Box; readonly group: number })[];
  readonly edges: readonly PlacedEdge[];
}

export interface PlacedEdge {
  readonly edge: Edge;
  /** From `from` to `to`. Points of one height are joined by a straight line, others by a curve between two columns. */
  readonly points: readonly Point[];
}

const margin = 24;

/**
 * Lays a diagram out in two rounds of the same method: the boxes inside each group, and the groups. A relation between two
 * groups passes through a port on the frame of each, so it crosses no box in either round.
 */
export function layOutDiagram(diagram: Diagram, groups: readonly BoxGroup[]): DiagramLayout {
  const groupOf = new Map(groups.flatMap(({ boxes }, index) => boxes.map(({ name }) => [name, index] as const)));
  const edges = numberEdges(diagram, (box) => groupOf.get(box) ?? 0);
  const edgesOf = (index: number) => edges.filter(({ from, to }) => from.group === index || to.group === index);
  const hasFrame = groups.length > 1;

  const sketches = groups.map(({ boxes }, index) => frameGroup(boxes, edgesOf(index), { index, hasFrame }));
  const columns = fillColumns(nodesOf(sketches), linksOf(edges, sketches));
  const frames = groups.map(({ boxes }, index) => frameGroup(boxes, edgesOf(index), { index, hasFrame, columns }));
  const outer = layOutGraph(nodesOf(frames), linksOf(edges, frames), columns);

  const origins = frames.map((_, index) => add(outer.positions.get(String(index)), { x: margin, y: margin }));
  const boxes = groups.flatMap((group, index) =>
    group.boxes.map((box) => {
      const inside = add(frames[index]?.layout.positions.get(box.name), frames[index]?.inset);
      return { box, group: index, ...add(inside, origins[index]), ...measureBox(box) };
    }),
  );
  const places = new Map(boxes.map((placed) => [placed.box.name, placed]));
  const routeOf = (edge: GroupEdge): Point[] => {
    const inside = (index: number) =>
      moveRoute(frames[index]?.layout, edge.id, add(origins[index], frames[index]?.inset));
    if (edge.from.box === edge.to.box) return routeLoop(places.get(edge.from.box), edge);
    if (edge.from.group === edge.to.group) return inside(edge.from.group);
    const between = moveRoute(outer, edge.id, { x: margin, y: margin });
    return [...inside(edge.from.group), ...between, ...inside(edge.to.group)];
  };
  return {
    width: outer.width + 2 * margin,
    height: outer.height + 2 * margin,
    groups: !hasFrame
      ? []
      : frames.map(({ width, height }, index) => ({
          title: groups[index]?.title ?? "",
          ...add(origins[index], undefined),
          width,
          height,
        })),
    boxes,
    edges: edges.map((edge) => ({ edge: edge.edge, points: routeOf(edge) })),
  };
}

/** Edges with their groups, and with the heights at which they leave their boxes. */
function numberEdges(diagram: Diagram, groupOf: (box: string) => number): GroupEdge[] {
  const boxes = new Map(diagram.boxes.map((box) => [box.name, box]));
  const counts = new Map<string, number>();
  return diagram.edges.map((edge, index) => {
    const pair = JSON.stringify([edge.from, edge.to]);
    const count = counts.get(pair) ?? 0;
    counts.set(pair, count + 1);
    const place = (end: Edge["from"]) => {
      const box = boxes.get(end.box);
      return { box: end.box, group: groupOf(end.box), offset: box === undefined ? 0 : offsetOf(box, end, count) };
    };
    return { id: String(index), edge, from: place(edge.from), to: place(edge.to) };
  });
}

function nodesOf(frames: readonly FramedGroup[]) {
  return frames.map(({ width, height }, index) => ({ id: String(index), width, height }));
}

/** The edges between groups. */
function linksOf(edges: readonly GroupEdge[], frames: readonly FramedGroup[]): GraphEdge[] {
  return edges
    .filter(({ from, to }) => from.group !== to.group)
    .map(({ id, from, to }) => {
      const end = (group: number) => ({ node: String(group), offset: frames[group]?.ports.get(id) ?? 0 });
      return { id, from: end(from.group), to: end(to.group) };
    });
}

function moveRoute(layout: GraphLayout | undefined, id: string, origin: Point): Point[] {
  const route = layout?.routes.get(id);
  const points = (route?.points ?? []).map((point) => add(point, origin));
  return route?.isForward === false ? points.reverse() : points;
}

/** Out at the right of a box and in again. */
function routeLoop(box: Rectangle | undefined, { from, to }: GroupEdge): Point[] {
  const { x, y, width } = box ?? { x: 0, y: 0, width: 0 };
  const right = x + width;
  const out = right + loopRoom - 8;
  // From a row to the same one would be no loop.
  const ends = [y + from.offset, y + (from.offset === to.offset ? to.offset + 12 : to.offset)] as const;
  return [
    { x: right, y: ends[0] },
    { x: out, y: ends[0] },
    { x: out, y: ends[1] },
    { x: right, y: ends[1] },
  ];
}

function add(a: Point | undefined, b: Point | undefined): Point {
  return { x: (a?.x ?? 0) + (b?.x ?? 0), y: (a?.y ?? 0) + (b?.y ?? 0) };
}
