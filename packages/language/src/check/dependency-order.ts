/** How deep mixins of mixins and keys of keys may nest: far beyond use, well before the sums of names and fields explode. */
export const maxNesting = 32;

export interface DependencyOrder<Node> {
  /** Each node after those it depends on, as far as there is no cycle. */
  readonly order: readonly Node[];
  /** For each node, the longest way down; 1 for one that depends on nothing. */
  readonly depthOf: (node: Node) => number;
  /** The dependencies that close a cycle. */
  readonly cycles: readonly { readonly node: Node; readonly dependency: Node }[];
}

/** Orders nodes by dependency, in linear time and without recursion: a user's file decides how long a chain is. */
export function orderByDependency<Node>(
  nodes: readonly Node[],
  dependenciesOf: (node: Node) => readonly Node[],
): DependencyOrder<Node> {
  const order: Node[] = [];
  const cycles: { node: Node; dependency: Node }[] = [];
  const depths = new Map<Node, number>();
  const open = new Set<Node>();

  for (const root of nodes) {
    const stack = depths.has(root) ? [] : [enter(root)];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const dependency = top.dependencies[top.next++];
      if (dependency === undefined) {
        const below = top.dependencies.map((each) => depths.get(each) ?? 0);
        depths.set(top.node, 1 + below.reduce((deepest, depth) => Math.max(deepest, depth), 0));
        order.push(top.node);
        open.delete(top.node);
        stack.pop();
      } else if (open.has(dependency)) cycles.push({ node: top.node, dependency });
      else if (!depths.has(dependency)) stack.push(enter(dependency));
    }
  }
  return { order, depthOf: (node) => depths.get(node) ?? 0, cycles };

  function enter(node: Node) {
    open.add(node);
    return { node, dependencies: dependenciesOf(node), next: 0 };
  }
}
