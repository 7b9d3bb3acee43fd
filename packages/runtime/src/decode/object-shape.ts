import type { Decode, Row } from "@joinery/sql";

/** What the rows of one statement become: where in a row each property of an object is. */
export interface ObjectShape {
  /** Of what the objects are instances; without it they are plain. */
  readonly prototype?: object;
  readonly properties: readonly Property[];
  /** Relations that are undefined instead of an error, though nothing was loaded. */
  readonly excluded: readonly string[];
}

export type Property =
  | { readonly kind: "column"; readonly name: string; readonly position: number }
  /** Inline: the first of its choices that is there, else null. Several where it leads to one of several models. */
  | { readonly kind: "joined"; readonly name: string; readonly choices: readonly JoinedChoice[] }
  /** Put in place later, by another statement; null until then. */
  | { readonly kind: "stitched"; readonly name: string };

/** An object out of the columns of a joined table. */
export interface JoinedChoice {
  /** Absent where the column there, a key that is never null, is null. */
  readonly presence: number;
  readonly shape: ObjectShape;
}

/** Turns all rows of a statement into objects, in their order. */
export type DecodeRows = (rows: readonly Row[]) => object[];

/** One decoder per output column; see `CompiledStatement.decoders`. */
export type ColumnDecoders = readonly (Decode | undefined)[];
