import type { ChangeOperator, Parameter, ValueType } from "@joinery/sql";
import type { ArgumentPath } from "../args/argument-path.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { PageSide } from "../args/read-page.js";

/** Where a statement's parameter gets its value from, at each execution. */
export type SlotSource =
  /** The value at that place in the arguments. */
  | {
      readonly kind: "argument";
      readonly path: ArgumentPath;
      /** Where it is said once more: it must be the same there. */
      readonly same?: ArgumentPath;
    }
  /** What a value is changed by, there: see `checkOperand`. */
  | { readonly kind: "operand"; readonly path: ArgumentPath; readonly operator: ChangeOperator }
  /** The edits of JSON that are said there. */
  | { readonly kind: "edits"; readonly path: ArgumentPath; readonly field: FieldMetadata }
  /** A list of values there, without null: null is in no list. */
  | { readonly kind: "list"; readonly path: ArgumentPath }
  /** A value in SQL: of the fragment at `path`, or of one that is put in there, each place leading further in. */
  | { readonly kind: "sql-value"; readonly path: ArgumentPath; readonly places: readonly number[] }
  /** A number of rows there: whole and not negative. */
  | { readonly kind: "row-count"; readonly path: ArgumentPath }
  /** One more than the number of rows there, which is not 0. */
  | { readonly kind: "page-size"; readonly path: ArgumentPath }
  /** A value of the position that a cursor there is, as text. */
  | { readonly kind: "cursor"; readonly side: PageSide; readonly part: number }
  /** A number of levels there: whole, and one at least; or that number. */
  | { readonly kind: "depth"; readonly path: RowCount }
  /** The number of the last row of a page: the sum of two row counts. */
  | { readonly kind: "last-row"; readonly limit: RowCount; readonly offset?: RowCount }
  /** A list of such values. */
  | { readonly kind: "values"; readonly of: readonly SlotSource[] }
  /** The keys of all parents; of a composite key, tuples. */
  | { readonly kind: "keys" }
  /** The key of the only parent, or one part of it. */
  | { readonly kind: "key"; readonly part?: number }
  /** Made anew for each row. */
  | { readonly kind: "generated"; readonly make: () => unknown }
  /** The same for every call. */
  | { readonly kind: "fixed"; readonly value: unknown };

/** Where in the arguments a number is; or the number. */
export type RowCount = ArgumentPath | number;

/** The slots of one statement while it is planned; a slot's number is its place here. */
export interface Slots {
  readonly sources: SlotSource[];
}

export function addParameter(slots: Slots, source: SlotSource, type: ValueType): Parameter {
  return { kind: "parameter", slot: addSlot(slots, source), type };
}

export function addSlot(slots: Slots, source: SlotSource): number {
  return slots.sources.push(source) - 1;
}
