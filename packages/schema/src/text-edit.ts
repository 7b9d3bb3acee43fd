import type { Span } from "./span.js";

/** Replaces the text under `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * Applies edits to the text of one file.
 *
 * @throws RangeError when two edits overlap: a fix that contradicts itself is a bug of its author.
 */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let position = 0;
  for (const { span, newText } of ordered) {
    if (span.start < position) throw new RangeError(`Overlapping text edits at offset ${span.start}`);
    result += text.slice(position, span.start) + newText;
    position = span.end;
  }
  return result + text.slice(position);
}
