import type { ScalarName, SearchLanguage } from "@joinery/schema";

/** What an index tells apart of a type: lists of all types are one. */
export type IndexedType = ScalarName | "Enum" | "List";

/** What a database can do, asked by the stages in front of it instead of its name. */
export interface Capabilities {
  /** Enums are types of their own; otherwise a CHECK on text. */
  readonly hasEnumTypes: boolean;
  /** A list is an array column and an array is one parameter; otherwise JSON text. */
  readonly hasArrayParameters: boolean;
  /** Tables live in named schemas. */
  readonly hasSchemas: boolean;
  /** Tables and columns carry comments. */
  readonly hasComments: boolean;
  /** Access methods of indexes. */
  readonly indexMethods: readonly string[];
  /** For an access method, the types that it has no operators for: an index of such needs to be told them. */
  readonly typesWithoutOperators: Readonly<Record<string, readonly IndexedType[]>>;
  /** Indexes hold columns that are not searched by. */
  readonly hasCoveringIndexes: boolean;
  /** An index says by which operators it is searched. */
  readonly hasOperatorClasses: boolean;
  /** A unique key may take two nulls for one value. */
  readonly hasNullsNotDistinct: boolean;
  /** A unique key may be checked at the end of a transaction. */
  readonly hasDeferrableUniques: boolean;
  /** Views that keep their rows until they are refreshed; otherwise every view is computed when it is read. */
  readonly hasMaterializedViews: boolean;
  /** The languages whose words a search can reduce to their stems. */
  readonly searchLanguages: readonly SearchLanguage[];
  /** The words of a row are a column of it, and so is its relevance an expression over it; otherwise both are in a table of their own. */
  readonly hasSearchVectors: boolean;
  /** Foreign keys, checks and types of an existing table can be changed in place; otherwise it is rebuilt. */
  readonly canAlterConstraints: boolean;
  /** Where a foreign key is violated, the database says which. */
  readonly namesForeignKeys: boolean;
  /** Several connections may write at once; otherwise writers queue. */
  readonly hasConcurrentWriters: boolean;
  /** A statement travels to a server, and its answer back; otherwise it is a call of a function. */
  readonly hasRoundTrips: boolean;
  /** `select … for update`. */
  readonly hasRowLocks: boolean;
  /** `insert … values (default)`. */
  readonly hasDefaultKeyword: boolean;
  /** An index finds where the rows begin that come after a row of values, `(a, b) > (x, y)`, by all of its columns. */
  readonly seeksRowValues: boolean;
  /**
   * What a list of keys finds is read in the order of an index that begins with them, so that to sort by the key first spares a sort; otherwise it is
   * one more column to sort by.
   */
  readonly readsKeysInOrder: boolean;
  /** A subquery that is joined may read the tables before it: `join lateral (…)`. */
  readonly hasLateralJoins: boolean;
  /** The most parameters one statement may have. */
  readonly maxParameters: number;
  /** The number of rows after which one more row in the same multi-row insert no longer pays. */
  readonly insertChunkRows: number;
}
