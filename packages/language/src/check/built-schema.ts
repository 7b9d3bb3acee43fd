import type { Model, Schema, Span } from "@joinery/schema";

/**
 * The schema as far as the files allow, and every name in it with its place. Complete and valid only when no rule finds
 * a mistake; built all the same, so that names that collide are reported together with the other mistakes.
 */
export interface BuiltSchema {
  readonly schema: Schema;
  readonly modelsByName: ReadonlyMap<string, Model>;
  readonly names: readonly NameUse[];
}

/** A name that must be unlike the others of its space. */
export interface NameUse {
  readonly space: NameSpace;
  /** The table (or enum) inside which the name must be unique; absent where that is the whole database or client. */
  readonly within?: string;
  readonly name: string;
  readonly span: Span;
  /** What has the name, for messages: "the table of `User`". Made only when it is asked for: names are many. */
  readonly describe: () => string;
  /** The table whose name it is made from: two tables of one name have not also two keys of one name. */
  readonly madeFrom?: string;
}

/**
 * - `type`: tables and enums, which are all types of the database.
 * - `relation`: tables and whatever is kept as an index.
 */
export type NameSpace = "type" | "relation" | "column" | "constraint" | "enum value" | "accessor";
