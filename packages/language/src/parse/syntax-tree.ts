import type { CstNode, IToken } from "chevrotain";

/** The concrete syntax tree as its readers want it: by the name of a rule or token, in order of the source. */
export function nodesIn(node: CstNode, rule: string): readonly CstNode[] {
  return (node.children[rule] as readonly CstNode[] | undefined) ?? [];
}

export function nodeIn(node: CstNode, rule: string): CstNode | undefined {
  return node.children[rule]?.[0] as CstNode | undefined;
}

export function tokensIn(node: CstNode, name: string): readonly IToken[] {
  return (node.children[name] as readonly IToken[] | undefined) ?? [];
}

export function tokenIn(node: CstNode, name: string): IToken | undefined {
  return node.children[name]?.[0] as IToken | undefined;
}

/**
 * What the grammar demands is there: a node without it is a bug of the grammar, not a mistake of the user.
 *
 * @throws Error when it is absent.
 */
export function demand<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("The syntax tree lacks a part its grammar demands");
  return part;
}
