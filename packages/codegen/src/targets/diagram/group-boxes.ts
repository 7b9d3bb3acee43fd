import type { Box, Diagram } from "./diagram.js";
import { findCommunities } from "./find-communities.js";

/** Boxes that are drawn together. */
export interface BoxGroup {
  readonly title: string;
  readonly boxes: readonly Box[];
}

/** A diagram of up to this many boxes that hang together is read as a whole. */
const readableSize = 20;

/**
 * The groups that a diagram is drawn in: by title where the caller knows one for each box, else what hangs together, in
 * communities where that is much, each called after the box with the most relations. Boxes without relations come last.
 */
export function groupBoxes(diagram: Diagram, titles?: ReadonlyMap<string, string>): readonly BoxGroup[] {
  if (titles !== undefined) return groupBy(diagram.boxes, ({ name }) => titles.get(name) ?? "");
  const links = linksOf(diagram);
  const degree = new Map<string, number>();
  for (const end of links.flat()) degree.set(end, (degree.get(end) ?? 0) + 1);
  const alone = diagram.boxes.filter(({ name }) => !degree.has(name));
  const related = diagram.boxes.filter(({ name }) => degree.has(name));
  const groups = findComponents(related, links).flatMap((component) =>
    component.length <= readableSize ? [component] : divide(component, links),
  );
  const titled = groups.map((boxes) => {
    const hub = boxes.reduce((best, box) => ((degree.get(box.name) ?? 0) > (degree.get(best.name) ?? 0) ? box : best));
    return { title: hub.name, boxes };
  });
  return alone.length === 0 ? titled : [...titled, { title: "Without relations", boxes: alone }];
}

type BoxLink = readonly [a: string, b: string];

function linksOf({ edges }: Diagram): readonly BoxLink[] {
  return edges.filter(({ from, to }) => from.box !== to.box).map(({ from, to }) => [from.box, to.box]);
}

function groupBy(boxes: readonly Box[], titleOf: (box: Box) => string): BoxGroup[] {
  const groups = new Map<string, Box[]>();
  for (const box of boxes) {
    const title = titleOf(box);
    const group = groups.get(title);
    if (group) group.push(box);
    else groups.set(title, [box]);
  }
  return [...groups].map(([title, list]) => ({ title, boxes: list }));
}

/** What hangs together by links, in order of the first box of each. */
function findComponents(boxes: readonly Box[], links: readonly BoxLink[]): Box[][] {
  const roots = new Map(boxes.map(({ name }) => [name, name]));
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = roots.get(root); next !== undefined && next !== root; next = roots.get(root)) root = next;
    roots.set(name, root);
    return root;
  };
  for (const [a, b] of links) roots.set(rootOf(a), rootOf(b));
  return groupBy(boxes, ({ name }) => rootOf(name)).map((group) => [...group.boxes]);
}

function divide(boxes: readonly Box[], links: readonly BoxLink[]): Box[][] {
  const indexes = new Map(boxes.map(({ name }, index) => [name, index]));
  const inside = links.flatMap(([a, b]) => {
    const [from, to] = [indexes.get(a), indexes.get(b)];
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
  const groups: Box[][] = [];
  for (const [index, group] of findCommunities(boxes.length, inside).entries()) {
    const box = boxes[index];
    if (box) (groups[group] ??= []).push(box);
  }
  return groups;
}
