import type { ColumnExpression, JsonPath } from "./operand.js";

/**
 * A test of what stands in JSON at the end of a path that comes with the call. Null, and nothing there, are one; what is of another
 * type than is asked about does not fit, and may be unknown.
 */
export interface JsonTest {
  readonly kind: "json-test";
  readonly test: JsonTestName;
  readonly document: ColumnExpression | JsonPath;
  /** A list of names, and of places in lists. */
  readonly path: number;
  /** What it is compared with; absent for `is-null`. */
  readonly slot?: number;
  readonly insensitive?: boolean;
}

export type JsonTestName =
  | "="
  /** Two numbers, or two texts. */
  | "<"
  | "<="
  | ">"
  | ">="
  /** A text, and what is in it. */
  | "contains"
  | "starts-with"
  | "ends-with"
  /** A list that has an element. */
  | "has"
  | "is-null";

/** What a parameter of such a test is, each spelled by the dialect. */
export type JsonOperand =
  /** A path from the root. */
  | "path"
  /** Any value. */
  | "document"
  /** A number or a text. */
  | "scalar"
  /** Of an element, as far as the database tells one type of JSON from another: its type, and its value. */
  | "element-type"
  | "element";
