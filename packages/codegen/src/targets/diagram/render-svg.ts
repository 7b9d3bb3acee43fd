import type { Box, Diagram, Edge, Row } from "./diagram.js";
import { drawEnd, drawLine } from "./edge-path.js";
import { element, openTag } from "./escape-markup.js";
import { frame } from "./frame-group.js";
import { type BoxGroup, groupBoxes } from "./group-boxes.js";
import { type DiagramLayout, layOutDiagram, type PlacedEdge } from "./lay-out-diagram.js";
import { boxMeasures, cutText } from "./measure-box.js";
import { groupHues, svgStyle } from "./svg-style.js";

/**
 * The diagram as a picture that needs nothing else: no font, no script, no network. Documentation is shown by hovering.
 *
 * @param title  what the picture is called where it is not seen
 * @param titles  the group of each model, where they are not to be found by what hangs together
 */
export function renderSvg(diagram: Diagram, title: string, titles?: ReadonlyMap<string, string>): string {
  const groups: readonly BoxGroup[] = groupBoxes(diagram, titles);
  const layout = layOutDiagram(diagram, groups);
  const { width, height } = layout;
  const parts = [
    openTag("svg", {
      xmlns: "http://www.w3.org/2000/svg",
      class: "joinery-diagram",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": title,
    }),
    `<style>${svgStyle}</style>`,
    ...layout.groups.map(drawGroup),
    ...layout.edges.map(drawEdge),
    ...layout.boxes.map(drawBox),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function hueClass(group: number): string {
  return `hue-${group % groupHues.length}`;
}

function drawGroup({ title, x, y, width, height }: DiagramLayout["groups"][number], index: number): string {
  return [
    openTag("g", { class: `group ${hueClass(index)}` }),
    element("rect", { x, y, width, height, rx: 10 }),
    element("text", { x: x + 18, y: y + frame.title / 2 }, cutText(title)),
    "</g>",
  ].join("");
}

function drawEdge({ edge, points }: PlacedEdge): string {
  const [first, second] = points;
  const [beforeLast, last] = points.slice(-2);
  if (!first || !second || !beforeLast || !last) return "";
  const line = drawLine(points);
  return [
    openTag("g", { class: edge.isLoose ? "edge loose" : "edge", "data-from": edge.from.box, "data-to": edge.to.box }),
    element("title", {}, describeEdge(edge)),
    element("path", { class: "area", d: line }),
    element("path", { class: "line", d: line }),
    element("path", { class: "end", d: drawEnd(edge.from.cardinality, first, second) }),
    element("path", { class: "end", d: drawEnd(edge.to.cardinality, last, beforeLast) }),
    "</g>",
  ].join("");
}

const counts = { one: "one", "zero-or-one": "at most one", many: "many" } as const;

function describeEdge({ from, to, label, documentation }: Edge): string {
  const ends = `${counts[from.cardinality]} ${from.box} to ${counts[to.cardinality]} ${to.box}`;
  return joinLines([label, ends, documentation]);
}

function drawBox({ box, group, x, y, width, height }: DiagramLayout["boxes"][number]): string {
  const { header, padding } = boxMeasures;
  const name = cutText(box.name);
  return [
    openTag("g", {
      class: `${box.view ? "model view" : "model"} ${hueClass(group)}`,
      "data-name": box.name,
      transform: `translate(${x} ${y})`,
    }),
    element("rect", { class: "paper", width, height, rx: 6 }),
    openTag("g", { class: box.documentation?.trim() ? "title documented" : "title" }),
    element("title", {}, joinLines([box.name, `${kindOf(box)} ${box.table}`, box.documentation])),
    element("path", { class: "head", d: `M0 ${header}V6a6 6 0 0 1 6 -6H${width - 6}a6 6 0 0 1 6 6V${header}z` }),
    element("text", { class: "name label", x: padding, y: header / 2 }, name),
    "</g>",
    ...box.rows.map((row, index) => drawRow(row, header + index * boxMeasures.row, width)),
    "</g>",
  ].join("");
}

function kindOf({ view }: Box): string {
  if (view === undefined) return "table";
  return view === "plain" ? "view" : "materialized view";
}

function drawRow(row: Row, y: number, width: number): string {
  const { padding, marks, row: height } = boxMeasures;
  const middle = y + height / 2;
  return [
    openTag("g", { class: row.documentation?.trim() ? "row documented" : "row", "data-field": row.name }),
    element("title", {}, joinLines([`${row.name}  ${row.type}`, row.members?.join(" | "), row.documentation])),
    element("rect", { class: "area", x: 1, y, width: width - 2, height }),
    row.keys.length > 0 ? element("text", { class: "marks", x: padding - 4, y: middle }, shortenKeys(row)) : "",
    element("text", { class: "label", x: padding + marks, y: middle }, cutText(row.name)),
    element("text", { class: "type", x: width - padding, y: middle }, cutText(row.type)),
    "</g>",
  ].join("");
}

/** `PK`; `P F` where there are more, for which there is room. */
function shortenKeys({ keys }: Row): string {
  return keys.length === 1 ? (keys[0] ?? "") : keys.map((key) => key.charAt(0)).join(" ");
}

function joinLines(lines: readonly (string | undefined)[]): string {
  return lines.flatMap((line) => (line?.trim() ? [line.trim()] : [])).join("\n");
}
