import type { SqlFragment } from "./sql-fragment.js";

/** A type in the words of a database. */
export interface NativeType {
  readonly type: string;
  readonly dialect: string;
}

/** A stored value of a model. Absent booleans are false: the metadata of a large schema stays small. */
export interface Field {
  readonly name: string;
  readonly column: string;
  readonly type: FieldType;
  readonly isList?: true;
  readonly isNullable?: true;
  readonly default?: DefaultValue;
  /** In place of `default`, each in the one database it is for. */
  readonly sqlDefaults?: readonly SqlFragment[];
  /** The database computes it from other fields of the row, when it is written or when it is read: nobody else sets it. */
  readonly generated?: GeneratedSql & { readonly others?: readonly GeneratedSql[] };
  /**
   * The model that declares it, where that is not this one but one it extends: its column is in that model's table. (That of
   * a key is in the tables of both, under one name.)
   */
  readonly inheritedFrom?: string;
  /** Counts the changes of a row: one at first, one more by every update (optimistic locking). */
  readonly isVersion?: true;
  /** The database's own type, in place of the one that belongs to `type`; one for each dialect. */
  readonly nativeTypes?: readonly NativeType[];
  /** Its column is in the migrations, but the client does not know it. */
  readonly isIgnored?: true;
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

/** What computes a field; that for one dialect goes before that for all. */
export interface GeneratedSql extends SqlFragment {
  readonly isStored: boolean;
}

/** What a user calls a `type`: stored as JSON, its parts typed and validated like those of a model. */
export interface ValueObject {
  readonly name: string;
  readonly fields: readonly ValueObjectField[];
  readonly documentation?: string;
}

/** A part of a value object. Its default is a constant: it is what a part means that is missing from a stored value. */
export type ValueObjectField = Pick<
  Field,
  "name" | "type" | "isList" | "isNullable" | "default" | "validators" | "documentation"
>;

/** A demand on a text, number or time; what is read is not held to it, for it may be older. */
export type Validator =
  /** A URL is a web address: http or https, and no script. */
  | { readonly kind: "trim" | "email" | "url" | "nonEmpty" }
  /** In characters; one of the two bounds is there. */
  | ({ readonly kind: "length"; readonly min?: number; readonly max?: number } & DatabaseDemand)
  /** The least or the greatest value, in the form of a literal default. */
  | ({ readonly kind: "min" | "max"; readonly value: number | string } & DatabaseDemand)
  /** A JavaScript expression that compiles with the flag `u`. */
  | { readonly kind: "regex"; readonly pattern: string };

export interface DatabaseDemand {
  /** The CHECK that demands it of every row, whoever writes it. Absent where only the client does. */
  readonly checkName?: string;
}

export type FieldType = ScalarType | EnumType | ObjectType;

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

/** A value object, or a list of them, which is one value too. */
export interface ObjectType {
  readonly kind: "object";
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
  /**
   * A value in the form JSON can hold: BigInt and Decimal as decimal text, Bytes as base64, DateTime as ISO 8601; a list as an array; a
   * value object with the parts that were given, where a member of an enum is its name: the others are to have their own defaults.
   */
  | { readonly kind: "literal"; readonly value: JsonValue }
  /** A member (or, for a list field, members) by name. */
  | { readonly kind: "member"; readonly name: string | readonly string[] }
  | { readonly kind: "now" }
  | { readonly kind: "autoincrement" }
  /** Made by the client, so that every database gives the same kind of key. */
  | { readonly kind: "uuid"; readonly version: 4 | 7 }
  | { readonly kind: "sql"; readonly sql: string };

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
