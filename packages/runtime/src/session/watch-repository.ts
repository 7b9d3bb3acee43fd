import { withLimits } from "../execute/limits/call-limits.js";
import { Query, type Action } from "../query.js";
import type { CallLimits } from "../types/call-limits.js";
import type { UnitOfWork } from "./unit-of-work.js";

/**
 * Has the rows that a repository gives become the objects of a session. It is done here, to this one repository, so that the calls of all others
 * know nothing of it.
 */
export function watchRepository(repository: object, unit: UnitOfWork): void {
  const { context } = repository as { readonly context: { readonly model: never } };
  const watched = new WeakMap<Action, Action>();
  const query = (action: Action, args: unknown, limits?: CallLimits) => {
    let own = watched.get(action);
    if (own === undefined) watched.set(action, (own = unit.watch(action)));
    return new Query(limits === undefined ? own : withLimits(own, limits), args, context.model, unit.engine);
  };
  Object.defineProperty(repository, "query", { value: query });
}
