import { withLimits } from "./execute/call-limits.js";
import type { Engine } from "./execute/engine.js";
import type { ModelMetadata } from "./metadata/metadata.js";
import { Query, type Action } from "./query.js";
import { tableOf, type TableReference } from "./table-of.js";
import type { CallLimits } from "./types/call-limits.js";

/** What a repository stands on; made by the client, and passed on as it is by a constructor of one's own. */
export interface RepositoryContext {
  readonly model: ModelMetadata;
  readonly engine: Engine;
}

/** Where the queries of a model come from. */
export class QuerySource implements TableReference {
  protected readonly context: RepositoryContext;

  constructor(context: RepositoryContext) {
    this.context = context;
  }

  get [tableOf](): ModelMetadata {
    return this.context.model;
  }

  /** A call of what `defineQuery` made. */
  protected query<Answer>(action: Action, args: unknown, limits?: CallLimits): Query<Answer> {
    const limited = limits === undefined ? action : withLimits(action, limits);
    return new Query(limited, args, this.context.model, this.context.engine);
  }
}
