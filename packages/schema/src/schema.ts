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
}

/** Where a model's rows live. `schema` is the database's own namespace, or absent for the default one. */
export interface TableName {
  readonly schema?: string;
  readonly name: string;
}

export interface EnumDefinition {
  readonly name: string;
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
  readonly primaryKey: PrimaryKey;
  readonly uniques: readonly UniqueKey[];
  readonly indexes: readonly Index[];
  /** Names that the table may have had before: as given, and as the convention makes a table of it. */
  readonly renamedFrom?: readonly string[];
  /** Absent where there are none. */
  readonly checks?: readonly Check[];
  readonly documentation?: string;
}

/** A stored value of a model. Absent booleans are false: the metadata of a large schema stays small. */
export interface Field {
  readonly name: string;
  readonly column: string;
  readonly type: FieldType;
  readonly isList?: true;
  readonly isNullable?: true;
  readonly default?: DefaultValue;
  /** The database computes it from other fields of the row, when it is written or when it is read: nobody else sets it. */
  readonly generated?: { readonly sql: string; readonly isStored: boolean };
  /** Names that the column may have had before: as given, and as the convention makes a column of it. */
  readonly renamedFrom?: readonly string[];
  /** Set to the current time by every update. */
  readonly isUpdatedAt?: true;
  /** Never selected unless asked for by name. */
  readonly isHidden?: true;
  /** What a value that is written must meet beyond its type (in a list: each of its values); `trim` first. Absent where there are none. */
  readonly validators?: readonly Validator[];
  /** Not in the source: the key of a relation that names no `fields:`. */
  readonly isImplied?: true;
  readonly documentation?: string;
}

/** A demand on a text, number or time; what is read is not held to it, for it may be older. */
export type Validator =
  | { readonly kind: "trim" | "email" | "url" | "nonEmpty" }
  /** In characters; one of the two bounds is there. */
  | { readonly kind: "length"; readonly min?: number; readonly max?: number }
  /** The least or the greatest value, in the form of a literal default. */
  | { readonly kind: "min" | "max"; readonly value: number | string }
  /** A JavaScript expression that compiles with the flag `u`. */
  | { readonly kind: "regex"; readonly pattern: string };

export type FieldType = ScalarType | EnumType;

export interface ScalarType {
  readonly kind: "scalar";
  readonly name: ScalarName;
  /** `String(n)`, in characters. */
  readonly length?: number;
  /** `Decimal(p, s)`. */
  readonly precision?: number;
  readonly scale?: number;
}

export interface EnumType {
  readonly kind: "enum";
  readonly name: string;
}

export type ScalarName =
  | "Int"
  | "BigInt"
  | "Float"
  | "Decimal"
  | "Boolean"
  | "String"
  | "Text"
  | "DateTime"
  | "Date"
  | "Time"
  | "Uuid"
  | "Json"
  | "Bytes";

export type DefaultValue =
  /** A value in the form JSON can hold: BigInt and Decimal as decimal text, Bytes as base64, DateTime as ISO 8601; a list as an array. */
  | { readonly kind: "literal"; readonly value: JsonValue }
  /** A member (or, for a list field, members) by name. */
  | { readonly kind: "member"; readonly name: string | readonly string[] }
  | { readonly kind: "now" }
  | { readonly kind: "autoincrement" }
  /** Made by the client, so that every database gives the same kind of key. */
  | { readonly kind: "uuid"; readonly version: 4 | 7 }
  | { readonly kind: "sql"; readonly sql: string };

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface PrimaryKey {
  readonly name: string;
  readonly fields: readonly string[];
}

export interface UniqueKey {
  readonly name: string;
  readonly fields: readonly string[];
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

export type ReferentialAction = "Cascade" | "Restrict" | "NoAction" | "SetNull" | "SetDefault";

/**
 * A relation as seen from one model. In all three kinds `fields[i]` of this model is matched with `references[i]` of the
 * target, so a reader that only wants to join need not tell them apart (but for the join table of the third).
 */
export type Relation = OwningRelation | InverseRelation | ManyToManyRelation;

interface RelationProperties {
  readonly name: string;
  /** The model it leads to. */
  readonly target: string;
  readonly fields: readonly string[];
  readonly references: readonly string[];
  /** The name of the relation of the target that is this one read backwards, where the user declared it. */
  readonly inverse?: string;
  readonly documentation?: string;
}

/** This model holds the foreign key. */
export interface OwningRelation extends RelationProperties {
  readonly kind: "owning";
  readonly cardinality: "one";
  readonly isNullable?: true;
  readonly foreignKey: ForeignKey;
}

export interface ForeignKey {
  readonly name: string;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly isDeferrable?: true;
}

/** The target holds the foreign key; a single one may always be absent. */
export interface InverseRelation extends RelationProperties {
  readonly kind: "inverse";
  readonly cardinality: "one" | "many";
  /** Always declared: the owning side is where the key is. */
  readonly inverse: string;
}

/** A third table holds both keys. */
export interface ManyToManyRelation extends RelationProperties {
  readonly kind: "many-to-many";
  readonly cardinality: "many";
  readonly joinTable: {
    readonly table: TableName;
    /** Columns that hold the values of `fields`, in their order. */
    readonly sourceColumns: readonly string[];
    /** Columns that hold the values of `references`, in their order. */
    readonly targetColumns: readonly string[];
  };
}

export interface JoinTable {
  readonly table: TableName;
  /** Name of the primary key over all columns, in the order of `sides`. */
  readonly primaryKeyName: string;
  /** Two, sorted so that the same schema gives the same table whichever side is declared first. */
  readonly sides: readonly JoinTableSide[];
  /** The index for the way back: over the second side's columns. */
  readonly indexName: string;
}

export interface JoinTableSide {
  readonly model: string;
  readonly columns: readonly string[];
  /** Fields of `model` that `columns` refer to. */
  readonly references: readonly string[];
  readonly foreignKeyName: string;
}
