import { flatWidth, type Doc } from "./doc.js";
import { printDoc } from "./print.js";

/** One member of a block: cells that stand in columns, and the comment behind them. */
export interface Row {
  readonly cells: readonly Doc[];
  readonly trailing: string | undefined;
  /** Whether an empty line separates it from the row above; columns start anew there. */
  readonly hasBlankBefore: boolean;
}

const depth = 1;
const gapBeforeComment = 2;

/** Prints the rows of a block, indented, with the columns of each group and the comments of neighbours aligned. */
export function alignRows(rows: readonly Row[]): string {
  const groups = split(rows, (row) => row.hasBlankBefore);
  return groups.map((group) => alignComments(group, alignCells(group))).join("\n");
}

function alignCells(group: readonly Row[]): string[] {
  const aligned = group.filter(({ cells }) => cells.length > 1);
  const widths = [0, 1].map((column) =>
    Math.max(0, ...aligned.map(({ cells }) => flatWidth(cells[column] ?? "") ?? 0)),
  );
  return group.map(({ cells }) => {
    const doc = cells.map((cell, column): Doc => {
      if (column === cells.length - 1) return cell;
      const width = flatWidth(cell);
      return [cell, " ".repeat(width === undefined ? 1 : Math.max(0, (widths[column] ?? 0) - width) + 1)];
    });
    return printDoc(doc, depth);
  });
}

/** Comments behind rows of one line that follow one another stand in a column of their own. */
function alignComments(group: readonly Row[], texts: readonly string[]): string {
  const printed = group.map(({ trailing, hasBlankBefore }, index) => {
    const text = `  ${texts[index]}`;
    return { text, trailing, hasBlankBefore, isAligned: trailing !== undefined && !text.includes("\n") };
  });
  const runs = split(printed, (row, previous) => !row.isAligned || !previous.isAligned);
  const lines = runs.flatMap((run) => {
    const column = greatest(run.map(({ text }) => lastLineWidth(text)));
    return run.map(({ text, trailing, hasBlankBefore }) => {
      const gap = " ".repeat(column - lastLineWidth(text) + gapBeforeComment);
      return `${hasBlankBefore ? "\n" : ""}${text}${trailing === undefined ? "" : gap + trailing}`;
    });
  });
  return lines.join("\n");
}

/** Not by spreading into `Math.max`: a block may have more rows than a call can have arguments. */
function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

function lastLineWidth(text: string): number {
  return text.length - text.lastIndexOf("\n") - 1;
}

/** Cuts a list before each item that `starts` a new part. */
function split<Item>(items: readonly Item[], starts: (item: Item, previous: Item) => boolean): Item[][] {
  const parts: Item[][] = [];
  let previous: Item | undefined;
  for (const item of items) {
    const last = parts.at(-1);
    if (last === undefined || previous === undefined || starts(item, previous)) parts.push([item]);
    else last.push(item);
    previous = item;
  }
  return parts;
}
