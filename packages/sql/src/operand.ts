import type { ValueType } from "./value-type.js";

/** A column of the source with that alias; without one, of the written table itself (in `returning`). */
export interface ColumnExpression {
  readonly kind: "column";
  readonly source?: string;
  readonly name: string;
  /**
   * What it holds. Say it where the order of values matters (`orderBy`, `<`): a database may store a type in a form that does not
   * sort as the type does (an enum as text, a long decimal as text).
   */
  readonly type?: ValueType;
}

/**
 * The value at the end of a path through JSON, as a column of its type would hold it (a list or an object stays JSON): null where JSON
 * has null, or nothing. Without steps it is an element of `json-elements`, or a document as such.
 */
export interface JsonPath {
  readonly kind: "json-path";
  readonly document: ColumnExpression;
  readonly steps: readonly JsonStep[];
  /** Without its limits: values of other days may not be within them. */
  readonly type: ValueType;
  /**
   * A part of nothing is null too, whatever the part's default. Say it where values of rows are compared with each other (`orderBy`) and no
   * condition has left out the rows without the object.
   */
  readonly isNullOfNull?: true;
}

/** From an object to a part of it. */
export interface JsonStep {
  readonly name: string;
  /** JSON text of what it means that the part is missing, where that is not null. */
  readonly default?: string;
  /** Whether null is a value of the part. Where it is not, null counts as missing. */
  readonly isNullable: boolean;
}

/** A value of the call: `slot` is its index in the values bound at each execution. */
export interface Parameter {
  readonly kind: "parameter";
  readonly slot: number;
  readonly type: ValueType;
  /** The value is the text that `Codec.keyText` prints of one. */
  readonly isKeyText?: true;
}

/** A constant of the planner, never of the user: 1 in `exists (select 1 …)`, true, null. */
export interface Literal {
  readonly kind: "literal";
  readonly value: null | boolean | number;
}

/** Keys as `in-list` and `in-keys` take them: of one part values, of several tuples. */
export interface KeyList {
  readonly slot: number;
  readonly types: readonly ValueType[];
}
