import type { Comment } from "../ast.js";
import { group, hardLine, indent, line, softLine, withBlank, type Doc } from "./doc.js";
import type { LayoutSource } from "./layout-source.js";

/** Something between brackets, and how to print it; printed in order, since that takes comments. */
export interface BracketItem {
  readonly start: number;
  readonly end: number;
  readonly print: () => Doc;
}

export interface Brackets {
  readonly open: string;
  readonly close: string;
  /** Offsets of the two brackets in the source. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly BracketItem[];
  /** Blanks inside the brackets when on one line. */
  readonly isSpaced?: boolean;
  /** A line break behind the opening bracket is the author's wish and is kept. */
  readonly keepsBreak?: boolean;
}

/** One line between broken brackets: an item with its comma, or a comment. */
interface Entry {
  readonly doc: Doc;
  readonly isItem: boolean;
  readonly hasBlankBefore: boolean;
  trailing: Comment | undefined;
}

/** Prints a bracketed list: on one line where it fits and nothing speaks against it, else one item a line. */
export function formatBrackets(source: LayoutSource, brackets: Brackets): Doc {
  const { open, close, items } = brackets;
  const opening: Pick<Entry, "trailing"> = { trailing: undefined };
  const entries: Entry[] = [];
  let previousEnd = brackets.start + open.length;

  const attach = (comment: Comment): void => {
    const last = entries.at(-1);
    const before = last ?? opening;
    const canTrail = (last === undefined || last.isItem) && before.trailing === undefined;
    const isBehind = comment.span.start < previousEnd || source.isOneLine(previousEnd, comment.span.start);
    if (canTrail && isBehind && comment.span.start >= brackets.start) {
      before.trailing = comment;
    } else {
      const hasBlankBefore = source.hasBlankLine(previousEnd, comment.span.start);
      entries.push({ doc: source.textOf(comment), isItem: false, hasBlankBefore, trailing: undefined });
    }
    previousEnd = Math.max(previousEnd, comment.span.end);
  };

  for (const item of items) {
    source.takeBefore(item.start).forEach(attach);
    const hasBlankBefore = source.hasBlankLine(previousEnd, item.start);
    entries.push({ doc: item.print(), isItem: true, hasBlankBefore, trailing: undefined });
    previousEnd = item.end;
  }
  source.takeBefore(brackets.end).forEach(attach);

  const isCommented = opening.trailing !== undefined || entries.some(({ isItem, trailing }) => !isItem || trailing);
  if (isCommented) return group([open, printEntries(source, opening.trailing, entries), hardLine, close]);
  const [first] = items;
  if (first === undefined) return [open, close];
  if (items.length === 1 && !brackets.isSpaced) return [open, entries.map(({ doc }) => doc), close];
  const edge = brackets.isSpaced ? line : softLine;
  const isBroken = brackets.keepsBreak === true && !source.isOneLine(brackets.start, first.start);
  const rows = entries.map(({ doc, hasBlankBefore }, index) =>
    index === 0 ? doc : [",", withBlank(line, hasBlankBefore), doc],
  );
  return group([open, indent([edge, rows, { kind: "ifBroken", text: "," }]), edge, close], isBroken);
}

function printEntries(source: LayoutSource, opening: Comment | undefined, entries: readonly Entry[]): Doc {
  const rows = entries.map(({ doc, isItem, hasBlankBefore, trailing }, index) => [
    withBlank(hardLine, hasBlankBefore && index > 0),
    doc,
    isItem ? "," : "",
    trailing === undefined ? "" : ` ${source.textOf(trailing)}`,
  ]);
  return indent([opening === undefined ? "" : ` ${source.textOf(opening)}`, rows]);
}
