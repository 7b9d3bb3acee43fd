import { followCascades, listCascades, nameEnds, placeOfOnDelete, traceCascade } from "../database-cascades.js";
import { orderByDependency } from "../dependency-order.js";
import type { Rule } from "../rule.js";

/** Of a schema where everything deletes everything, more would say the same again. */
const mostCycles = 20;

/**
 * Deleting a row does not come round to the rows of its own model. A relation of a model to itself may: that is how a tree
 * goes with its root. One circle of each tangle is told.
 */
export const checkCascadeCycles: Rule = (program, { report }) => {
  const cascades = listCascades(program);
  const { cycles } = orderByDependency([...cascades.keys()], (model) =>
    (cascades.get(model) ?? []).map((end) => end.model),
  );
  for (const { node, dependency } of cycles.filter((each) => each.node !== each.dependency).slice(0, mostCycles)) {
    const closing = cascades.get(node)?.find((end) => end.model === dependency);
    if (closing === undefined) continue;
    const circle = [closing, ...traceCascade(dependency, node, followCascades(dependency, cascades, Infinity))];
    const places = circle.map(placeOfOnDelete);
    const start = places.reduce((first, { file, start }, index) => {
      const known = places[first];
      return known && (file < known.file || (file === known.file && start < known.start)) ? index : first;
    }, 0);
    const ordered = [...circle.slice(start), ...circle.slice(0, start)];
    const [first, ...others] = ordered;
    if (first === undefined) continue;
    const related = others.map((end) => ({ span: placeOfOnDelete(end), message: "It goes on here" }));
    const parameters = { model: first.target.name, relations: nameEnds(ordered) };
    report("check/cascade-cycle", placeOfOnDelete(first), parameters, { related });
  }
};
