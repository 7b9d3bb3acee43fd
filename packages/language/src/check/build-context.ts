import type { BuiltJoinTable } from "./build-join-tables.js";
import type { TableNames } from "./build-names.js";
import type { NameUse } from "./built-schema.js";
import type { FragmentPlaces } from "./fragment-places.js";
import type { Keys } from "./keys.js";
import type { Program, RelationEnd } from "./program.js";
import type { RelationRoles } from "./relation-role.js";

/** What the builders of models have at hand. */
export interface BuildContext {
  readonly program: Program;
  readonly roles: RelationRoles;
  readonly keys: Keys;
  readonly tables: TableNames;
  readonly joinTables: ReadonlyMap<RelationEnd, BuiltJoinTable>;
  readonly note: (use: NameUse) => void;
  /** Keeps where SQL was written. */
  readonly places: FragmentPlaces;
}
