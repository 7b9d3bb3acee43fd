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
  /** Inline: absent where the column at `presence`, a key that is never null, is null. */
  | { readonly kind: "joined"; readonly name: string; readonly presence: number; readonly shape: ObjectShape }
  /** Put in place later, by another statement; null until then. */
  | { readonly kind: "stitched"; readonly name: string };

/** Turns all rows of a statement into objects, in their order. */
export type DecodeRows = (rows: readonly Row[]) => object[];

/** One decoder per output column; see `CompiledStatement.decoders`. */
export type ColumnDecoders = readonly (Decode | undefined)[];
