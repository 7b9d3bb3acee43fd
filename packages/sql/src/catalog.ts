import type { ReferentialAction, TableName } from "@joinery/schema";

/**
 * The state of a database, as lowered from a schema or read from a server: both must give equal catalogs for the same
 * database, so everything in it is in the canonical spelling of its dialect (native type names, default and check
 * expressions). Lists are sorted by name, columns excepted; column order never counts in a comparison.
 *
 * State ({@link Catalog}), change (`Change`) and plan are three types (the idea of Atlas).
 */
export interface Catalog {
  /** Which dialect's spelling it is in: catalogs of two dialects cannot be compared. */
  readonly dialect: string;
  /** Native enum types; empty where the dialect has none. */
  readonly enums: readonly EnumObject[];
  readonly tables: readonly Table[];
  /** Absent where there are none. */
  readonly views?: readonly ViewObject[];
}

export interface EnumObject {
  readonly schema?: string;
  readonly name: string;
  readonly values: readonly string[];
}

export interface Table extends TableName {
  readonly columns: readonly Column[];
  readonly primaryKey?: KeyConstraint;
  readonly uniques: readonly KeyConstraint[];
  readonly foreignKeys: readonly ForeignKeyConstraint[];
  readonly checks: readonly CheckConstraint[];
  readonly indexes: readonly IndexObject[];
  /** Absent where nothing of it is searched, or the words are in a column of the table. */
  readonly fulltext?: FulltextTable;
  readonly comment?: string;
}

/**
 * The words of a table's texts, in a table of their own that the database keeps right: for one that has no index which could find them in
 * the table itself.
 */
export interface FulltextTable {
  readonly name: string;
  /** Those with the texts, in order. */
  readonly columns: readonly string[];
  /** What tells the rows apart: the primary key of the table. */
  readonly key: readonly Pick<Column, "name" | "type">[];
  /** Absent where words are compared as they are. */
  readonly language?: string;
}

export interface ViewObject extends TableName {
  /** What it reads: a SELECT in canonical spelling, without its semicolon. */
  readonly definition: string;
  /**
   * As its user wrote it, where the database spells it in another way: what it is made with, since the tables may not yet be what they are to be.
   * Never compared.
   */
  readonly source?: string;
  /** As declared, or as the database has them. Never compared: the definition says what they are. */
  readonly columns: readonly Pick<Column, "name" | "type">[];
  /** It keeps its rows until it is refreshed. */
  readonly isMaterialized?: true;
  /** Of one that keeps its rows; what is unique is an index too, for a view has no constraints. Absent where there are none. */
  readonly indexes?: readonly IndexObject[];
  readonly comment?: string;
}

export interface Column {
  readonly name: string;
  /** The native type in canonical spelling: `character varying(255)`, `timestamp(3) with time zone`, `integer[]`, `text`. */
  readonly type: string;
  readonly isNullable: boolean;
  /** SQL of the default in canonical spelling. */
  readonly default?: string;
  /** The database computes it; SQL in canonical spelling. Nothing can be written to it. */
  readonly generated?: GeneratedValue;
  /** The database numbers it. */
  readonly isIdentity?: boolean;
  readonly comment?: string;
}

export interface GeneratedValue {
  readonly expression: string;
  /** Kept with the row; otherwise computed when it is read. */
  readonly isStored: boolean;
}

export interface KeyConstraint {
  readonly name: string;
  readonly columns: readonly string[];
  /** Two nulls are one value. */
  readonly isNullsNotDistinct?: true;
  /** Checked at the end of the transaction. */
  readonly isDeferrable?: true;
  /** Written into its table by someone else where we make an index of its own: it cannot be dropped alone. Never compared. */
  readonly isInline?: true;
}

export interface ForeignKeyConstraint {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: TableName & { readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly isDeferrable?: boolean;
}

export interface CheckConstraint {
  readonly name: string;
  /** SQL in canonical spelling, without the outer parentheses. */
  readonly expression: string;
}

export interface IndexObject {
  readonly name: string;
  readonly columns: readonly IndexColumn[];
  /** Beyond what a unique key can say. */
  readonly isUnique?: true;
  /** The access method; absent for a B-tree. */
  readonly method?: string;
  /** SQL in canonical spelling: the rows that are in it. */
  readonly where?: string;
  /** Columns kept in it but not searched by. */
  readonly include?: readonly string[];
}

/** A column or an expression, which is SQL in canonical spelling. */
export type IndexColumn = ({ readonly name: string } | { readonly expression: string }) & {
  readonly sort: "asc" | "desc";
  /** Absent for that of the type. */
  readonly operatorClass?: string;
};
