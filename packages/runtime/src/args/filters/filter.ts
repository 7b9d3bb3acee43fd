import type { JsonTestName } from "@joinery/sql";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { RelationMetadata, SearchMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import type { SqlPart } from "./sql-part.js";

/**
 * A `where`, checked and reduced to what there is to tell apart. A filter is true or false of a row, never unknown: null
 * is a value that equals null alone, and so `not` gives exactly the rows that were not given. Everything users can say is made of these:
 * `none` is not related, `every` is not related by one that does not fit, `isNot` is not related, `notIn` is not in.
 */
export type Filter =
  | { readonly kind: "all" | "any"; readonly filters: readonly Filter[] }
  | { readonly kind: "not"; readonly filter: Filter }
  /** The field is null. */
  | { readonly kind: "null"; readonly field: FieldMetadata }
  | Test
  | FieldTest
  | JsonPathTest
  /** SQL of the caller's, with its values at `path`; what is unknown is false. */
  | { readonly kind: "sql"; readonly parts: readonly SqlPart[]; readonly path: ArgumentPath }
  /** The row has the words of the search at `path`. */
  | { readonly kind: "search"; readonly search: SearchMetadata; readonly path: ArgumentPath }
  /** There is a row at the other end of the relation that fits. */
  | { readonly kind: "related"; readonly relation: RelationMetadata; readonly filter: Filter }
  /** There is an element that fits in a list in JSON. */
  | { readonly kind: "element"; readonly list: FieldMetadata; readonly filter: Filter };

/** A comparison of a field with the value of the call at `path`. */
export interface Test {
  readonly kind: "test";
  readonly field: FieldMetadata;
  readonly operator: TestOperator;
  readonly path: ArgumentPath;
  readonly isInsensitive: boolean;
}

/** A test of what is at the end of a path through JSON; both are in the arguments. */
export interface JsonPathTest {
  readonly kind: "json-test";
  readonly field: FieldMetadata;
  readonly test: JsonTestName;
  readonly steps: ArgumentPath;
  readonly path: ArgumentPath;
  readonly isInsensitive: boolean;
}

/** A comparison of two fields of the row. */
export interface FieldTest {
  readonly kind: "field-test";
  readonly field: FieldMetadata;
  readonly operator: Extract<TestOperator, "=" | "<" | "<=" | ">" | ">=" | "contains" | "starts-with" | "ends-with">;
  readonly other: FieldMetadata;
  readonly isInsensitive: boolean;
}

export type TestOperator =
  | "="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "contains"
  | "starts-with"
  | "ends-with"
  | "like"
  | "matches"
  | "has"
  | "has-some"
  | "has-every"
  | "is-empty";

export function not(filter: Filter): Filter {
  return { kind: "not", filter };
}

/** Fits every row. */
export const everything: Filter = { kind: "all", filters: [] };

/** Whether a filter says nothing at all: what guards an `updateMany` from changing everything by accident. */
export function isEverything(filter: Filter): boolean {
  return filter.kind === "all" && filter.filters.every(isEverything);
}
