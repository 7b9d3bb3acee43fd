import type { Comment } from "../ast.js";

/**
 * Hands the `///` comments of a file to the nodes they document, in order of the source: lines before a node, and a
 * comment behind it on its last line. What documents nothing (inside brackets, before an attribute) is passed over.
 */
export class DocumentationCursor {
  private next = 0;

  constructor(
    private readonly text: string,
    private readonly comments: readonly Comment[],
  ) {}

  /** The documentation lines between the nodes taken so far and `start`. */
  takeBefore(start: number): string[] {
    const lines: string[] = [];
    for (let comment = this.comments[this.next]; comment !== undefined && comment.span.start < start;) {
      if (comment.isDocumentation) lines.push(comment.text);
      comment = this.comments[++this.next];
    }
    return lines;
  }

  /** The documentation behind `end` on the same line. */
  takeBehind(end: number): string[] {
    this.takeBefore(end);
    const comment = this.comments[this.next];
    if (comment === undefined || !/^[^\S\r\n]*$/.test(this.text.slice(end, comment.span.start))) return [];
    this.next++;
    return comment.isDocumentation ? [comment.text] : [];
  }
}

/** The property to spread into a node. */
export function joinDocumentation(lines: readonly string[]): { readonly documentation?: string } {
  return lines.length === 0 ? {} : { documentation: lines.join("\n") };
}
