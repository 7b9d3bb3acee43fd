import {
  followCascades,
  listCascades,
  nameEnds,
  placeOfOnDelete,
  readOnDelete,
  traceCascade,
} from "../database-cascades.js";
import type { BoundModel, RelationEnd } from "../program.js";
import type { Rule } from "../rule.js";

/** Further than this nobody looks, and each step may multiply the work. */
const furthest = 8;

/**
 * Where deleting a row comes to the rows of a model by several ways, none of them refuses what another one deletes. Ways
 * that all delete are no conflict: every database deletes a row once, whichever comes first.
 *
 * The conflict is real where the way that deletes is the longer one: a database may look for rows that still refer to the
 * one that goes before they went. Two relations between the same two models are none: they lead to different rows.
 */
export const checkCascadeConflicts: Rule = (program, { report }) => {
  const cascades = listCascades(program);
  const keeping = new Map<BoundModel, RelationEnd[]>();
  for (const [end, role] of program.roles) {
    const keeps = role.kind === "owning" && ["NoAction", "Restrict"].includes(readOnDelete(end));
    if (keeps && end.model !== end.target) keeping.set(end.model, [...(keeping.get(end.model) ?? []), end]);
  }
  for (const root of cascades.keys()) {
    const reached = followCascades(root, cascades, furthest);
    for (const [model, { steps }] of reached) {
      for (const end of keeping.get(model) ?? []) {
        const stepsToTarget = end.target === root ? 1 : reached.get(end.target)?.steps;
        if (stepsToTarget === undefined || steps <= stepsToTarget) continue;
        const path = traceCascade(root, model, reached);
        const parameters = {
          root: root.name,
          model: model.name,
          path: nameEnds(path),
          keeping: nameEnds([end])[0] ?? "",
        };
        const related = path.map((each) => ({ span: placeOfOnDelete(each), message: "It deletes by way of this" }));
        report("check/cascade-conflict", placeOfOnDelete(end), parameters, { related });
      }
    }
  }
};
