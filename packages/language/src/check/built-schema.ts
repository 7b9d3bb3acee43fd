import type { Model, Schema, Span, ValueObject } from "@joinery/schema";
import type { FragmentPlaces } from "./fragment-places.js";

/**
 * The schema as far as the files allow, and every name in it with its place. Complete and valid only when no rule finds
 * a mistake; built all the same, so that names that collide are reported together with the other mistakes.
 */
export interface BuiltSchema {
  readonly schema: Schema;
  readonly modelsByName: ReadonlyMap<string, Model>;
  /** The models as the client knows them: nothing of them is ignored. */
  readonly clientModels: ReadonlyMap<string, Model>;
  readonly typesByName: ReadonlyMap<string, ValueObject>;
  readonly names: ReadonlyMap<NameSpace, readonly NameUse[]>;
  readonly places: FragmentPlaces;
}

/** A name that must be unlike the others of its space. */
export interface NameUse {
  readonly space: NameSpace;
  /** The model, enum or relation whose name it is, or the name of whose part it is. */
  readonly owner: string;
  readonly name: string;
  readonly span: Span;
  /** What has the name, for messages: "the table of `User`". Made only when it is asked for: names are many. */
  readonly describe: () => string;
  /** The database's own namespace that it is in; absent for the default one. */
  readonly schema?: string;
  /** The one dialect it is for: names of two dialects never meet. */
  readonly dialect?: string;
  /** It is made from other names of its owner: where those collide, it does, and that is not said again. */
  readonly isMade?: true;
}

/**
 * - `type`: tables and enums, which are all types of the database.
 * - `relation`: tables and whatever is kept as an index.
 */
export type NameSpace = "type" | "relation" | "column" | "constraint" | "enum value" | "accessor";
