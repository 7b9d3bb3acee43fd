import { actions } from "./actions.js";
import { Query } from "./query.js";
import type { RepositoryContext } from "./query-source.js";

/** Puts `refresh` on the generated repository of a materialized view; its type is `Refresh`. Once per class; subclasses inherit it. */
export function defineRefresh(repository: { readonly prototype: object }): void {
  Object.defineProperty(repository.prototype, "refresh", {
    configurable: true,
    writable: true,
    value: function refresh(this: { readonly context: RepositoryContext }, args?: unknown) {
      return new Query(actions.refresh, args, this.context.model, this.context.engine);
    },
  });
}
