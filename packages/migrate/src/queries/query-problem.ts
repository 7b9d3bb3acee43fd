import type { Model, QueryDefinition } from "@joinery/schema";
import type { BoundStatement, Statement } from "@joinery/sql";

/** A statement that a query of the schema sends. */
export interface QueryStatement {
  readonly query: QueryDefinition;
  /** Its parameters that are null here. */
  readonly nulls: ReadonlySet<string>;
  readonly statement: Statement;
  /** With values of the right types. */
  readonly bound: BoundStatement;
}

/** What a database said of a query. */
export type QueryProblem =
  /** It does not take a statement of it. `reason` is a sentence without its full stop. */
  { readonly kind: "refused"; readonly query: QueryDefinition; readonly reason: string } | WholeTable;

/** It reads the whole of a table that has at least `rows`. */
export interface WholeTable {
  readonly kind: "whole-table";
  readonly query: QueryDefinition;
  readonly model: Model;
  readonly rows: number;
  readonly cause:
    /** The query asks for all of them. */
    | { readonly kind: "unfiltered" }
    /** By nothing that an index knows could it find them. */
    | { readonly kind: "unindexable" }
    /** It lacks this index, written as in the model. */
    | { readonly kind: "missing-index"; readonly index: string }
    /** The schema has it already. */
    | { readonly kind: "undone-index"; readonly index: string };
}
