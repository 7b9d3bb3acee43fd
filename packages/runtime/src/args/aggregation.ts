import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { AggregateName } from "../metadata/aggregates.js";
import type { ArgumentPath } from "./argument-path.js";
import type { Filter } from "./filters/filter.js";
import type { Order, Visibility } from "./selection.js";

/** What is computed of the rows of a call, or of each group of them, checked. */
export interface Aggregation extends Visibility {
  readonly where?: Filter;
  readonly aggregates: readonly AggregateChoice[];
}

/** Of one name, the property that it gives: a number of rows, or an object with a value for each field. */
export type AggregateChoice =
  | { readonly name: "count"; readonly rows: FieldMetadata }
  | { readonly name: AggregateName; readonly fields: readonly FieldMetadata[] };

/** A `groupBy`, checked. */
export interface Grouping extends Aggregation {
  /** One at least. */
  readonly by: readonly FieldMetadata[];
  readonly having?: Filter;
  readonly orderBy: readonly Order[];
  readonly limit?: ArgumentPath;
  readonly offset?: ArgumentPath;
}
