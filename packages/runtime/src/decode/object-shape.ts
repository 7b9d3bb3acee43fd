import type { Decode, Row } from "@joinery/sql";
import type { RowNode } from "./define-row.js";
import type { Gather, RowKind } from "./row-kind.js";

/** What the rows of one statement become: where in a row each property of an object is. */
export interface ObjectShape {
  /** Of what the objects are instances; without it they are plain. */
  readonly kind?: RowKind;
  readonly properties: readonly Property[];
  /** Relations that are undefined instead of an error, though nothing was loaded. */
  readonly excluded: readonly string[];
}

export type Property =
  | { readonly kind: "column"; readonly name: string; readonly position: number }
  /** A list that came in one column, as rows of its own. */
  | { readonly kind: "list"; readonly name: string; readonly position: number; readonly shape: ObjectShape }
  /** Inline: the first of its choices that is there, else null. Several where it leads to one of several models. */
  | { readonly kind: "joined"; readonly name: string; readonly choices: readonly JoinedChoice[] }
  /** An object that is always there, out of the same columns. */
  | { readonly kind: "object"; readonly name: string; readonly shape: ObjectShape }
  /** Put in place later, by another statement; null until then. */
  | { readonly kind: "stitched"; readonly name: string };

/** An object out of the columns of a joined table, or out of a row that came in one column. */
export interface JoinedChoice {
  /** Absent where the column there is null: a key that is never null, or that row. */
  readonly presence: number;
  readonly shape: ObjectShape;
  /** It is made of the row in that column, whose values are right already. */
  readonly isRow?: true;
}

/** The same as code that was made before: of a query that was compiled. */
export interface CompiledShape {
  readonly link: LinkDecoder;
  readonly instances: readonly InstanceShape[];
  /** Which of them the rows of the statement themselves are. */
  readonly root?: number;
}

export type RowShape = ObjectShape | CompiledShape;

/** One kind of instances that a statement makes. */
export interface InstanceShape {
  readonly kind: RowKind;
  /** The relations that do not throw: those that are loaded, and those that are known not to be wanted. */
  readonly open: readonly string[];
}

/** Makes a decoder for one database: of the decoder of each column, and of what instances have in common, by their numbers. */
export type LinkDecoder = (
  decoderOf: (position: number) => Decode,
  nodeOf: (instance: number) => RowNode,
  nested: NestedRows,
) => (rows: readonly Row[]) => object[];

/** Makes objects of what came in one column: rows, or one row. */
export interface NestedRows {
  readonly rows: (rows: unknown, make: (row: Row) => object) => object[];
  readonly row: (row: unknown, make: (row: Row) => object) => object;
}

/** What instances of a model inherit from. */
export type PrototypeOf = (model: string) => object;

/** Turns all rows of a statement into objects, in their order. */
export type DecodeRows = (rows: readonly Row[], gather: Gather) => object[];

/** One decoder per output column; see `CompiledStatement.decoders`. */
export type ColumnDecoders = readonly (Decode | undefined)[];
