import type { DiagramLayout, Rectangle } from "../../../src/targets/diagram/lay-out-diagram.js";

/** What is wrong with a layout, in words; nothing where all can be read. */
export function findFaults(layout: DiagramLayout): string[] {
  const faults: string[] = [];
  const { boxes, edges, groups } = layout;
  const whole: Rectangle = { x: 0, y: 0, width: layout.width, height: layout.height };
  for (const [index, { box, group, ...place }] of boxes.entries()) {
    if (!holds(whole, place)) faults.push(`${box.name} is outside the picture`);
    const frame = groups[group];
    if (frame !== undefined && !holds(frame, place)) faults.push(`${box.name} is outside its frame`);
    for (const other of boxes.slice(0, index)) {
      if (overlaps(place, other)) faults.push(`${box.name} overlaps ${other.box.name}`);
    }
  }
  for (const [index, frame] of groups.entries()) {
    for (const other of groups.slice(0, index)) {
      if (overlaps(frame, other)) faults.push(`${frame.title} overlaps ${other.title}`);
    }
  }
  for (const { edge, points } of edges) {
    const name = `${edge.from.box} to ${edge.to.box}`;
    const [from, to] = [edge.from, edge.to].map((end) => boxes.find(({ box }) => box.name === end.box));
    const ends = [points[0], points.at(-1)];
    for (const [side, box] of [from, to].entries()) {
      const point = ends[side];
      const isJoined =
        box !== undefined &&
        point !== undefined &&
        (point.x === box.x || point.x === box.x + box.width) &&
        point.y > box.y &&
        point.y < box.y + box.height;
      if (!isJoined) faults.push(`${name} does not end at its box`);
    }
    for (const [step, point] of points.slice(1).entries()) {
      const before = points[step] ?? point;
      // A curve stays in the rectangle of its ends.
      const path = {
        x: Math.min(before.x, point.x),
        y: Math.min(before.y, point.y),
        width: Math.abs(before.x - point.x),
        height: Math.abs(before.y - point.y),
      };
      if (!holds(whole, path)) faults.push(`${name} leaves the picture`);
      for (const place of boxes) if (crosses(path, place)) faults.push(`${name} crosses ${place.box.name}`);
      for (const [group, frame] of groups.entries()) {
        if (group !== from?.group && group !== to?.group && crosses(path, frame))
          faults.push(`${name} crosses a frame`);
      }
    }
  }
  return faults;
}

function holds(outer: Rectangle, inner: Rectangle): boolean {
  const [right, bottom] = [inner.x + inner.width, inner.y + inner.height];
  return inner.x >= outer.x && inner.y >= outer.y && right <= outer.x + outer.width && bottom <= outer.y + outer.height;
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a line, which has no width, is anywhere inside a rectangle; its border may be touched. */
function crosses(line: Rectangle, rectangle: Rectangle): boolean {
  const { x, y, width, height } = line;
  const isBeside = x + width <= rectangle.x || x >= rectangle.x + rectangle.width;
  const isApart = y + height <= rectangle.y || y >= rectangle.y + rectangle.height;
  return !isBeside && !isApart;
}
