import type { QuerySource, RepositoryContext } from "./query-source.js";
import { Repository } from "./repository.js";
import type { ModelTypes } from "./types/model-types.js";

/**
 * Reads the rows of a view. It is a {@link Repository} of which the compiler knows only what a view can do; whoever writes to one all the same
 * is told at run time.
 */
export interface ReadRepository<T extends ModelTypes> extends QuerySource, Pick<Repository<T>, ReadMethod> {}

/** Reads the rows of a view that are told apart by a key. */
export interface KeyedRepository<T extends ModelTypes>
  extends QuerySource, Pick<Repository<T>, ReadMethod | KeyMethod> {}

type ReadMethod =
  "fields" | "findFirst" | "findFirstOrThrow" | "findMany" | "stream" | "count" | "exists" | "aggregate" | "groupBy";
type KeyMethod = "findUnique" | "findUniqueOrThrow" | "getById" | "getAll" | "paginate";

export const ReadRepository = Repository as new <T extends ModelTypes>(context: RepositoryContext) => ReadRepository<T>;
export const KeyedRepository = Repository as new <T extends ModelTypes>(
  context: RepositoryContext,
) => KeyedRepository<T>;
