import type { Comment } from "../ast.js";
import { isBlankBetween } from "../blank-between.js";

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
  takeBefore(start: number): readonly string[] {
    let comment = this.comments[this.next];
    if (comment === undefined || comment.span.start >= start) return nothing;
    const lines: string[] = [];
    while (comment !== undefined && comment.span.start < start) {
      if (comment.isDocumentation) lines.push(comment.text);
      comment = this.comments[++this.next];
    }
    return lines;
  }

  /** The documentation behind `end` on the same line. */
  takeBehind(end: number): readonly string[] {
    this.takeBefore(end);
    const comment = this.comments[this.next];
    if (comment === undefined || !isBlankBetween(this.text, end, comment.span.start)) return nothing;
    this.next++;
    return comment.isDocumentation ? [comment.text] : nothing;
  }
}

const nothing: readonly never[] = [];

/** The node with its documentation; the node itself where there is none. */
export function withDocumentation<Node extends { readonly documentation?: string }>(
  node: Node,
  lines: readonly string[],
): Node {
  const documentation = lines.join("\n");
  return lines.length === 0 ? node : Object.freeze({ ...(node as object), documentation } as Node);
}
