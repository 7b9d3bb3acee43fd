import type { GraphLayout, Point, Route } from "./graph.js";
import type { Place, Way } from "./place.js";

/** Between two columns, and for each line more. */
const gap = { least: 64, perLine: 4, most: 160 };
/** How far a line runs level where it ends, so that the sign of its end stands on it. */
const stub = 18;

/** Between the lanes of lines that turn back. */
const laneWidth = 7;

/** The left and right ends of a column. */
interface Column {
  readonly left: number;
  readonly right: number;
}

/**
 * Gives columns their widths, and edges their ways: level through a column and where they end, up or down only in between.
 */
export function measureColumns(columns: readonly Place[][], ways: readonly Way[]): GraphLayout {
  const top = columns.flat().reduce((least, { y }) => Math.min(least, y), Infinity);
  const yOf = (place: Place) => Math.round(place.y - top);
  const lanes = assignLanes(ways);
  const spans = spanColumns(columns, lanes);
  const spanOf = ({ layer }: Place) => spans[layer] ?? { left: 0, right: 0 };
  const positions = new Map<string, Point>();
  for (const place of columns.flat()) {
    if (place.node) positions.set(place.node.id, { x: spanOf(place).left, y: yOf(place) });
  }
  const routes = new Map<string, Route>();
  for (const way of ways) {
    const lane = lanes.get(way);
    const points = way.stops.flatMap(({ place, offset }, index) => {
      const { left, right } = spanOf(place);
      const edge = left + (place.node?.width ?? 0);
      const isFirst = index === 0;
      const isLast = index === way.stops.length - 1;
      const xs =
        lane !== undefined
          ? [edge, right - lane * laneWidth]
          : [isFirst ? edge : isLast ? left - stub : left, isFirst ? right + stub : isLast ? left : right];
      if (lane !== undefined && isLast) xs.reverse();
      return xs.map((x) => ({ x, y: yOf(place) + offset }));
    });
    routes.set(way.id, { points, isForward: way.isForward });
  }
  const height = columns.flat().reduce((most, place) => Math.max(most, yOf(place) + place.height), 0);
  return { width: spans.at(-1)?.right ?? 0, height, positions, routes };
}

/** For each way that turns back, how many are to the right of it in its column. */
function assignLanes(ways: readonly Way[]): ReadonlyMap<Way, number> {
  const counts = new Map<number, number>();
  const lanes = new Map<Way, number>();
  for (const way of ways) {
    const [first, ...others] = way.stops;
    if (first === undefined || others.some(({ place }) => place.layer !== first.place.layer)) continue;
    const lane = counts.get(first.place.layer) ?? 0;
    counts.set(first.place.layer, lane + 1);
    lanes.set(way, lane);
  }
  return lanes;
}

/** A column is as wide as its widest node, with room for what turns back; more lines need more room between columns. */
function spanColumns(columns: readonly Place[][], lanes: ReadonlyMap<Way, number>): Column[] {
  const turns = new Map<number, number>();
  for (const [{ stops }, lane] of lanes) turns.set(stops[0]?.place.layer ?? 0, lane + 1);
  const spans: Column[] = [];
  let left = 0;
  for (const [layer, column] of columns.entries()) {
    const width = column.reduce((most, { node }) => Math.max(most, node ? node.width + (node.overhang ?? 0) : 0), 0);
    const turning = turns.get(layer);
    const right = left + width + (turning === undefined ? 0 : stub + laneWidth * turning);
    spans.push({ left, right });
    const lines = column.reduce((count, { links }) => count + links.right.length, 0);
    left = right + Math.min(gap.most, gap.least + gap.perLine * lines);
  }
  return spans;
}
