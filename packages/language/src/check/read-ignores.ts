import { lineAt, positionAt, type Span } from "@joinery/schema";
import type { Comment, ModelFile } from "../ast.js";

/** `// joinery-ignore check/unused-enum, check/unused-mixin -- reason`. */
export interface IgnoreComment {
  readonly comment: Comment;
  /** What it names, in order, each with its place; nothing says that there is such a code. */
  readonly codes: readonly PlacedCode[];
  /** The line whose warnings it silences, from 1. */
  readonly line: number;
  /** What goes when it is removed: all of its line when nothing else stands there. */
  readonly removal: Span;
}

export interface PlacedCode {
  readonly text: string;
  readonly span: Span;
}

const opening = /^\/\/\s*joinery-ignore(?![\w-])/;
/** What follows is for people. */
const reason = /(?:^|\s)--(?:\s|$)/;

/**
 * Finds the comments that silence warnings, in order. Behind something on its line, such a comment is about that line;
 * alone on its line, about the next that is no comment. The form is ESLint's, without a blanket one: codes are named, so
 * that a comment hides nothing its author did not see.
 */
export function readIgnores(file: ModelFile): readonly IgnoreComment[] {
  const { text, comments } = file;
  if (!text.includes("joinery-ignore")) return [];
  const found: IgnoreComment[] = [];
  let below: { readonly own: number; readonly target: number } | undefined;
  for (const comment of [...comments].reverse()) {
    const { line, column } = positionAt(file, comment.span.start);
    const before = lineAt(file, line).slice(0, column - 1);
    const isAlone = before.trim() === "";
    const target = !isAlone ? line : below?.own === line + 1 ? below.target : line + 1;
    below = isAlone ? { own: line, target } : undefined;

    const start = opening.exec(text.slice(comment.span.start, comment.span.end))?.[0].length;
    if (start === undefined) continue;
    const removal = isAlone ? wholeLine(file, comment.span, column) : withBlanks(comment.span, before);
    found.push({ comment, codes: readCodes(file, comment.span, start), line: target, removal });
  }
  return found.reverse();
}

function readCodes({ text }: ModelFile, { file, start, end }: Span, skipped: number): readonly PlacedCode[] {
  const rest = text.slice(start + skipped, end);
  const [list = ""] = rest.split(reason, 1);
  return [...list.matchAll(/[^\s,](?:[^,]*[^\s,])?/g)].map(({ 0: code, index }) => {
    const from = start + skipped + index;
    return { text: code, span: { file, start: from, end: from + code.length } };
  });
}

function wholeLine({ text }: ModelFile, { file, start, end }: Span, column: number): Span {
  const lineBreak = /^(?:\r\n?|\n)?/.exec(text.slice(end, end + 2))?.[0] ?? "";
  return { file, start: start - (column - 1), end: end + lineBreak.length };
}

function withBlanks({ file, start, end }: Span, before: string): Span {
  return { file, start: start - (before.length - before.trimEnd().length), end };
}
