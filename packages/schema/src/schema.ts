import type { Field, ValueObject } from "./field.js";
import type { Fulltext } from "./fulltext.js";
import type { Check, Index, PrimaryKey, UniqueKey } from "./keys.js";
import type { QueryDefinition } from "./query-definition.js";
import type { Arc, Inheritance, JoinTable, Relation } from "./relation.js";
import type { SqlFragment } from "./sql-fragment.js";
import type { TableName } from "./table-name.js";

/**
 * The checked schema: the one value that crosses from the language to everything behind it. Plain JSON, complete (every
 * implied key, table, column and constraint name is settled) and valid (later stages never check it again).
 *
 * Vocabulary: *model, field, relation* here; *table, column, foreign key* in the `Catalog` of `@joinery/sql`.
 */
export interface Schema {
  readonly enums: readonly EnumDefinition[];
  readonly models: readonly Model[];
  /** The tables behind implicit many-to-many relations; they have no model. */
  readonly joinTables: readonly JoinTable[];
  /** Value objects, each after those it is made of where there is no circle. Absent where there are none. */
  readonly types?: readonly ValueObject[];
  /** Absent where there are none. */
  readonly queries?: readonly QueryDefinition[];
}

export interface EnumDefinition {
  readonly name: string;
  /** The database's own namespace that the type is in; absent for the default one. */
  readonly schema?: string;
  /** Name of the database type. */
  readonly databaseName: string;
  readonly members: readonly EnumMember[];
  readonly documentation?: string;
}

export interface EnumMember {
  readonly name: string;
  /** The value as stored; differs from `name` under `@map`. */
  readonly databaseName: string;
  readonly documentation?: string;
}

export interface Model {
  readonly name: string;
  /** The property of the client that reads this model: `users` for `User`. */
  readonly accessor: string;
  readonly table: TableName;
  /** In order of declaration, mixin fields in the place of their mixin, implied key fields before their relation's place. */
  readonly fields: readonly Field[];
  readonly relations: readonly Relation[];
  /** Absent where nothing tells the rows apart: only a view may lack one. */
  readonly primaryKey?: PrimaryKey;
  readonly uniques: readonly UniqueKey[];
  readonly indexes: readonly Index[];
  /** Absent where nothing is declared to be searched. */
  readonly fulltext?: Fulltext;
  /** Names that the table may have had before: as given, and as the convention makes a table of it. */
  readonly renamedFrom?: readonly string[];
  /** Absent where there are none. */
  readonly checks?: readonly Check[];
  /** Absent where there are none. */
  readonly arcs?: readonly Arc[];
  /** The model whose rows these are a part of (joined tables, one shared key). Its fields are among `fields`, marked. */
  readonly extends?: Inheritance;
  /**
   * Behind the name is no table but a query: it is read and never written. Its keys say how rows are told apart; no constraint of the
   * database holds them to it.
   */
  readonly view?: View;
  /** The nullable time by which a row counts as deleted: unless asked for, such rows are nowhere to be seen. */
  readonly softDelete?: { readonly field: string };
  /** Its table is in the migrations, but the client does not know it. */
  readonly isIgnored?: true;
  /** What the database says of the table; `documentation` where it is absent. */
  readonly comment?: string;
  readonly documentation?: string;
}

export interface View {
  /** What it reads: one for all dialects, or one for each; see {@link viewQuery}. */
  readonly queries: readonly SqlFragment[];
  /** Its rows are kept, and as old as its last refresh. A database without such views computes them each time. */
  readonly isMaterialized?: true;
}
