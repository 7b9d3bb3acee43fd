import type { Query } from "../query.js";
import type { CallLimits } from "./call-limits.js";

/**
 * Has the database compute the rows of a materialized view anew. With `concurrently` they can be read meanwhile, which takes longer; it needs a
 * key. On a database that has no such views it does nothing: there the rows are never old.
 */
export type Refresh = (args?: { readonly concurrently?: boolean } & CallLimits) => Query<void>;
