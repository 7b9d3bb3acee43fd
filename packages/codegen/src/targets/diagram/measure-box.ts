import type { Box, EdgeEnd } from "./diagram.js";

/** The measures of a box, in pixels. Letters are of one width, so that no font has to be asked. */
export const boxMeasures = { letter: 7.25, titleLetter: 8, header: 32, row: 20, padding: 12, marks: 30, bottom: 6 };

/** A name that is longer is cut in the picture, and whole in its tooltip. */
const longestText = 40;

export function cutText(text: string): string {
  const letters = Array.from(text);
  return letters.length <= longestText ? text : `${letters.slice(0, longestText - 1).join("")}…`;
}

/** How much room a box takes. */
export function measureBox(box: Box): { readonly width: number; readonly height: number } {
  const { letter, titleLetter, header, row, padding, marks, bottom } = boxMeasures;
  const rows = box.rows.map(({ name, type }) => marks + (countCells(name) + countCells(type) + 2) * letter);
  const width = Math.max(120, countCells(box.name) * titleLetter, ...rows) + 2 * padding;
  return { width: Math.ceil(width), height: header + box.rows.length * row + bottom };
}

/** Room to the right of a box for the line of a relation to itself. */
export const loopRoom = 32;

/**
 * How far below the top of its box an edge ends: at the row of its key, or at the title. `count` is the number of edges
 * before it that have the same ends, from which it is set off.
 */
export function offsetOf(box: Box, end: EdgeEnd, count: number): number {
  const { header, row } = boxMeasures;
  const index = box.rows.findIndex(({ name }) => name === end.row);
  return (index < 0 ? header / 2 : header + index * row + row / 2) + (setOffs[count % setOffs.length] ?? 0);
}

const setOffs = [0, 6, -6];

/** Letters of the wide scripts and pictures take two cells. */
function countCells(text: string): number {
  return Array.from(cutText(text)).reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1), 0);
}
