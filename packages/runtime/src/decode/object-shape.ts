import type { Decode, Row } from "@joinery/sql";
import type { DefineRow, RowNode } from "./define-row.js";
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

/** The same as code: that of a query which was compiled, or while it is, the text of it. */
export interface CompiledShape<Code = LinkDecoder> {
  readonly link: Code;
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

/** Makes a decoder for one database. */
export type LinkDecoder = (parts: DecoderParts) => (rows: readonly Row[]) => object[];

/** What the code of a decoder is told of the place where it runs. */
export interface DecoderParts {
  /** From the driver's value of a column to ours. */
  readonly decoderOf: (position: number) => Decode;
  /** What the instances of that number have in common. */
  readonly nodeOf: (instance: number) => RowNode;
  readonly nested: NestedRows;
  readonly defineRow: DefineRow;
}

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
