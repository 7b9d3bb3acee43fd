import type { Field, NativeType } from "./field.js";
import type { Check, Index } from "./keys.js";
import type { QueryDefinition } from "./query-definition.js";
import type { Model } from "./schema.js";
import type { SqlFragment } from "./sql-fragment.js";

/**
 * What of a schema is in the words of a database, as a person would point at it: the object that holds it, and which part of
 * that it is. The same objects lead back to the source text, which a schema itself does not know.
 */
export type FragmentAddress =
  | { readonly holder: Check; readonly part: "check" }
  /** `index` is all of it: its method, its operator classes, and how they go together. */
  | { readonly holder: Index; readonly part: "where" | "expression" | "index" }
  | { readonly holder: Field; readonly part: "default" }
  | { readonly holder: NativeType; readonly part: "type" }
  /** A default or a computation of several is found by its own text's object. */
  | { readonly holder: SqlFragment; readonly part: "view" | "generated" | "default" }
  /** A query as a whole: it is no text of a database's, but the statements that it becomes are. */
  | { readonly holder: QueryDefinition; readonly part: "query" }
  /** Each part is taken, all of them together are not. */
  | { readonly holder: Model; readonly part: "model" };
