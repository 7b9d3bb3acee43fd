import { withLimits } from "./execute/limits/call-limits.js";
import type { Engine } from "./execute/engine.js";
import type { ModelMetadata } from "./metadata/metadata.js";
import { Query, type Action } from "./query.js";
import type { Session } from "./session/session.js";
import { tableOf, type TableReference } from "./table-of.js";
import type { CallLimits } from "./types/call-limits.js";
import type { RepositoryClass } from "./types/repositories.js";

/** What a repository stands on; made by the client, and passed on as it is by a constructor of one's own. */
export interface RepositoryContext {
  readonly model: ModelMetadata;
  readonly engine: Engine;
  /** Where it is a repository of a session: that. */
  readonly session: Session | undefined;
  /** Finds another repository of the same database, transaction or session. */
  readonly find: <Other>(repository: RepositoryClass<Other>) => Other;
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

  /**
   * The session that this is a repository of, for methods of one's own that add objects to it, or delete them there. There is none in a
   * database or a transaction.
   */
  protected get session(): Session | undefined {
    return this.context.session;
  }

  /**
   * Another repository, for methods of one's own that need it: of the same database, transaction or session as this one.
   *
   * @throws InvalidArgument for a class that is no repository of the database
   */
  protected repository<Other>(repository: RepositoryClass<Other>): Other {
    return this.context.find(repository);
  }

  /** A call of what `defineQuery` made. */
  protected query<Answer>(action: Action, args: unknown, limits?: CallLimits): Query<Answer> {
    const limited = limits === undefined ? action : withLimits(action, limits);
    return new Query(limited, args, this.context.model, this.context.engine);
  }
}
