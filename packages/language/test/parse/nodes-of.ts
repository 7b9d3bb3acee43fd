import type { Span } from "@joinery/schema";
import type { ModelFile } from "../../src/ast.js";

export interface AnyNode {
  readonly kind: string;
  readonly span: Span;
}

/** A node with the node around it. */
export interface PlacedNode {
  readonly node: AnyNode;
  readonly parent: AnyNode | undefined;
}

/** Every node of a tree, from the outside in. */
export function nodesOf(file: ModelFile): PlacedNode[] {
  const found: PlacedNode[] = [];
  const visit = (value: unknown, parent: AnyNode | undefined): void => {
    if (typeof value !== "object" || value === null) return;
    const node = "kind" in value && "span" in value ? (value as AnyNode) : undefined;
    if (node !== undefined) found.push({ node, parent });
    for (const child of Object.values(value)) visit(child, node ?? parent);
  };
  visit(file, undefined);
  return found;
}
