import type { Position, SourceFile } from "./source-file.js";

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

/**
 * The line and column of an offset, both from 1; an offset behind the end is the end. The lines of a file are found once
 * and kept as long as the file is.
 */
export function positionAt(source: SourceFile, offset: number): Position {
  const starts = lineStartsOf(source);
  const place = Math.min(Math.max(offset, 0), source.text.length);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: place - (starts[low] ?? 0) + 1 };
}

/** The text of a line, counted from 1, without its line break; empty where there is no such line. */
export function lineAt(source: SourceFile, line: number): string {
  const starts = lineStartsOf(source);
  const start = starts[line - 1];
  return start === undefined ? "" : source.text.slice(start, starts[line]).replace(/(?:\r\n?|\n)$/, "");
}

function lineStartsOf(source: SourceFile): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (const match of source.text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  lineStarts.set(source, starts);
  return starts;
}
