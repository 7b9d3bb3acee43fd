import type { CheckConstraint, Column, ForeignKeyConstraint } from "./catalog.js";

/** Rows that a change puts at stake: those it would lose something of, and those it would fail on. */
export type RowCondition =
  | { readonly kind: "null"; readonly column: string }
  | { readonly kind: "not-null"; readonly column: string }
  /** The column is one of these values, as stored; in a list, any element is. */
  | { readonly kind: "value"; readonly column: Column; readonly values: readonly string[] }
  /** The value is another one after a cast to the type of `to` and back. */
  | { readonly kind: "changed-by-cast"; readonly from: Column; readonly to: Column }
  | { readonly kind: "violates"; readonly check: CheckConstraint }
  /** Rows beyond the first of those alike in these columns, of all or of some. */
  | { readonly kind: "duplicate"; readonly columns: readonly string[]; readonly where?: string }
  /** Refers to a row that is not there. */
  | { readonly kind: "orphan"; readonly key: ForeignKeyConstraint };
