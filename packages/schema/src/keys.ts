export interface PrimaryKey {
  readonly name: string;
  readonly fields: readonly string[];
}

export interface UniqueKey {
  readonly name: string;
  readonly fields: readonly string[];
  /** The model whose table has it, where that is not this one but one it extends. */
  readonly inheritedFrom?: string;
  /** Two nulls are one value. */
  readonly isNullsNotDistinct?: true;
  /** Checked at the end of the transaction. */
  readonly isDeferrable?: true;
  /** The one dialect it is for; absent for all. */
  readonly dialect?: string;
}

export interface Index {
  readonly name: string;
  /** May be empty where there is an expression. */
  readonly fields: readonly IndexField[];
  /** The entry behind the fields: an expression of the database's own. */
  readonly expression?: { readonly sql: string; readonly operatorClass?: string };
  /** Of rows or expressions that no unique key can name; one over fields alone is a {@link UniqueKey}. */
  readonly isUnique?: true;
  /** Absent for a B-tree. */
  readonly method?: Exclude<IndexMethod, "btree">;
  /** Only of rows that meet this condition. */
  readonly where?: string;
  /** Fields kept in the index but not searched by. */
  readonly include?: readonly string[];
  /** The one dialect it is for; absent for all. */
  readonly dialect?: string;
}

export interface IndexField {
  readonly name: string;
  readonly sort?: "asc" | "desc";
  /** Absent for that of the type. */
  readonly operatorClass?: string;
}

export type IndexMethod = "btree" | "hash" | "gin" | "gist" | "brin";

/** A condition that every row meets. */
export interface Check {
  readonly name: string;
  /** As the user wrote it. */
  readonly sql: string;
  /** The one dialect it is for; absent for all. */
  readonly dialect?: string;
}
