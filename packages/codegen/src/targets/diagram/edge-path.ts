import type { Cardinality } from "./diagram.js";
import type { Point } from "./layout/graph.js";

/** The `d` of a path along points: straight where it is level or upright, else a curve that leaves and arrives level. */
export function drawLine(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let { x, y } = first;
  let path = `M${x} ${y}`;
  for (const point of rest) {
    if (point.x === x && point.y === y) continue;
    const middle = (x + point.x) / 2;
    if (point.y === y) path += `H${point.x}`;
    else if (point.x === x) path += `V${point.y}`;
    else path += `C${middle} ${y} ${middle} ${point.y} ${point.x} ${point.y}`;
    ({ x, y } = point);
  }
  return path;
}

/** The `d` of the sign at one end of a line: a crow's foot for many, bars for one, a ring for what may be none. */
export function drawEnd(cardinality: Cardinality, end: Point, next: Point): string {
  const away = next.x < end.x ? -1 : 1;
  const at = (distance: number) => end.x + away * distance;
  const bar = (distance: number) => `M${at(distance)} ${end.y - 5}v10`;
  const ring = `M${at(11) - (away > 0 ? 0 : 6)} ${end.y}a3 3 0 1 1 6 0a3 3 0 1 1 -6 0`;
  switch (cardinality) {
    case "one":
      return `${bar(5)}${bar(9)}`;
    case "zero-or-one":
      return `${bar(6)}${ring}`;
    case "many":
      return `M${at(0)} ${end.y - 6}L${at(10)} ${end.y}L${at(0)} ${end.y + 6}${ring}`;
  }
}
