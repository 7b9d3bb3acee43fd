import { describeLoad, explainLoad, loadRelations } from "./execute/batching/load-relations.js";
import { Query, type Action } from "./query.js";

/** The method `load` of every row; its type is `Load`. */
export function loadLater(this: object, include: unknown): Query<object> {
  const action: Action = {
    run: () => loadRelations(this, include),
    describe: () => describeLoad(this, include),
    explain: () => explainLoad(this, include),
  };
  // The row knows of which model it is and where it came from.
  return new Query(action, include, undefined, undefined as never);
}
