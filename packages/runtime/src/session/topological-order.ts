/**
 * The nodes of a graph in an order in which each comes after all that it depends on; those that depend on each other in a circle come together.
 * (Tarjan's algorithm, without recursion of its own: a graph may be deeper than a stack.)
 */
export function orderByDependencies<Node>(
  nodes: Iterable<Node>,
  dependenciesOf: (node: Node) => Iterable<Node>,
): readonly (readonly Node[])[] {
  const places = new Map<Node, Place<Node>>();
  const stack: Place<Node>[] = [];
  const components: (readonly Node[])[] = [];
  for (const root of nodes) {
    if (places.has(root)) continue;
    const path = [enter(root)];
    for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
      const next = place.dependencies.next();
      if (next.done !== true) {
        const known = places.get(next.value);
        if (known === undefined) path.push(enter(next.value));
        else if (known.isOpen) place.lowest = Math.min(place.lowest, known.number);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) parent.lowest = Math.min(parent.lowest, place.lowest);
      if (place.lowest === place.number) components.push(close(place));
    }
  }
  return components;

  function enter(node: Node): Place<Node> {
    const number = places.size;
    const dependencies = dependenciesOf(node)[Symbol.iterator]();
    const place = { node, number, lowest: number, isOpen: true, dependencies };
    places.set(node, place);
    stack.push(place);
    return place;
  }

  function close(first: Place<Node>): readonly Node[] {
    const component = stack.splice(stack.indexOf(first));
    for (const place of component) place.isOpen = false;
    return component.map(({ node }) => node);
  }
}

interface Place<Node> {
  readonly node: Node;
  readonly number: number;
  lowest: number;
  isOpen: boolean;
  readonly dependencies: Iterator<Node>;
}
