import type { Diagnostic, SourceFile } from "@joinery/schema";
import type { Comment, Declaration, ModelFile } from "../ast.js";
import { parseModelFile } from "../parse/parse-model-file.js";
import { formatBlock } from "./format-block.js";
import { LayoutSource } from "./layout-source.js";

/** The canonical text, or the text as it was where the file has `diagnostics`. */
export interface FormattedFile {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lays a file out canonically: members in columns, one blank line where there were more, one between blocks, line ends
 * as the file has them. Keeps every comment and the meaning: what is read from the result is what was read from the
 * source. A second run changes nothing. A file that cannot be parsed is left alone; one that cannot be checked is not.
 */
export function formatModelFile(source: SourceFile): FormattedFile {
  const { file, diagnostics } = parseModelFile(source);
  if (diagnostics.length > 0) return { text: source.text, diagnostics };
  const text = formatFile(file);
  return { text: usesCarriageReturns(source.text) ? text.replaceAll("\n", "\r\n") : text, diagnostics };
}

function formatFile(file: ModelFile): string {
  const source = new LayoutSource(file.text, file.comments);
  const parts: string[] = [];
  let previous: Comment | Declaration | undefined;
  let previousEnd = 0;
  const add = (text: string, node: Comment | Declaration, end: number): void => {
    if (previous !== undefined) {
      const isApart = previous.kind !== "comment" || source.hasBlankLine(previousEnd, node.span.start);
      parts.push(isApart ? "\n\n" : "\n");
    }
    parts.push(text);
    previous = node;
    previousEnd = end;
  };
  const addComments = (before: number): void => {
    for (const comment of source.takeBefore(before)) add(source.textOf(comment), comment, comment.span.end);
  };
  for (const declaration of file.declarations) {
    addComments(declaration.span.start);
    const text = formatBlock(source, declaration);
    const behind = source.takeBehind(declaration.span.end);
    const comment = behind === undefined ? "" : ` ${source.textOf(behind)}`;
    add(`${text}${comment}`, declaration, behind?.span.end ?? declaration.span.end);
  }
  addComments(Infinity);
  return parts.length === 0 ? "" : `${parts.join("")}\n`;
}

function usesCarriageReturns(text: string): boolean {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r";
}
