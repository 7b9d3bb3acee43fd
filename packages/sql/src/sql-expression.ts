import type { TableName } from "@joinery/schema";
import type { ColumnExpression } from "./operand.js";

/**
 * SQL of the user's, in pieces that are written one after the other, in parentheses. The only text of a statement that is not made here, so
 * it comes out of the user's own program and never out of a value.
 */
export interface SqlExpression {
  readonly kind: "sql";
  readonly parts: readonly (string | ColumnExpression | FreeParameter | TableNamed)[];
}

/** A table where SQL of the user's names one. */
export interface TableNamed {
  readonly kind: "table-name";
  readonly table: TableName;
}

/** A value of the call whose type is not known before it comes: the database makes of it what stands beside it. */
export interface FreeParameter {
  readonly kind: "free-parameter";
  readonly slot: number;
}
