import type { Comment } from "../ast.js";
import { isBlankBetween } from "../blank-between.js";

/**
 * The source while it is laid out anew: its text, and its comments in order, each to be taken once. Whoever prints a
 * node takes the comments before it first, so none is lost and none changes its place among the nodes.
 */
export class LayoutSource {
  private next = 0;

  constructor(
    readonly text: string,
    private readonly comments: readonly Comment[],
  ) {}

  /** The comments not yet taken that start before `offset`. */
  takeBefore(offset: number): Comment[] {
    const start = this.next;
    while ((this.comments[this.next]?.span.start ?? Infinity) < offset) this.next++;
    return this.comments.slice(start, this.next);
  }

  hasCommentBefore(offset: number): boolean {
    return (this.comments[this.next]?.span.start ?? Infinity) < offset;
  }

  /** The comment behind `start` on the same line, with nothing but blanks between. */
  takeBehind(start: number): Comment | undefined {
    const comment = this.comments[this.next];
    if (comment === undefined || !isBlankBetween(this.text, start, comment.span.start)) return undefined;
    this.next++;
    return comment;
  }

  isOneLine(start: number, end: number): boolean {
    return !/[\r\n]/.test(this.text.slice(start, end));
  }

  /** Whether an empty line lies between two offsets. */
  hasBlankLine(start: number, end: number): boolean {
    return /(?:\r\n|\n|\r(?!\n))[^\S\r\n]*(?:\r\n|\n|\r(?!\n))/.test(this.text.slice(start, end));
  }

  /** The text of a comment as it stands, without blanks at its end. */
  textOf({ span }: Comment): string {
    return this.text.slice(span.start, span.end).trimEnd();
  }

  /** The offset of `character` at or behind `start`, comments not counting; the text between is blank or punctuation. */
  find(character: string, start: number): number {
    let index = this.next;
    for (let offset = start; offset < this.text.length; offset++) {
      while ((this.comments[index]?.span.end ?? Infinity) <= offset) index++;
      const comment = this.comments[index];
      if (comment !== undefined && comment.span.start <= offset) offset = comment.span.end - 1;
      else if (this.text[offset] === character) return offset;
    }
    return this.text.length;
  }
}
