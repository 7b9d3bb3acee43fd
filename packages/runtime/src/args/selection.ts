import { mayBeNull, type FieldMetadata } from "../metadata/field-metadata.js";
import type { ArcMetadata, ModelMetadata, RelationMetadata, SearchMetadata } from "../metadata/metadata.js";
import type { ArgumentPath } from "./argument-path.js";
import type { Filter } from "./filters/filter.js";
import type { SqlPart } from "./filters/sql-part.js";

/** What one level of a call loads of each row, checked. */
export interface Selection {
  readonly model: ModelMetadata;
  /** Where in the arguments of the call it stands. */
  readonly path: ArgumentPath;
  /** `select` gives plain objects of what it names; otherwise rows are instances of the model's class. */
  readonly isPlain: boolean;
  readonly fields: readonly FieldMetadata[];
  readonly relations: readonly RelationSelection[];
  /** The relations to many whose rows are counted, where the call asks for counts. */
  readonly counts?: readonly RelationCount[];
  /** Relations and arcs under `include: { …: false }`: known not to be wanted, and so undefined instead of an error. */
  readonly excluded: readonly (RelationMetadata | ArcMetadata)[];
}

export interface RelationSelection extends ListArguments {
  readonly relation: RelationMetadata;
  /** The property of the row: the relation's name, or that of the arc which the relation is one way of. */
  readonly property: string;
  /** It is one of an arc's: other relations may fill the same property. */
  readonly isOfArc?: true;
  readonly selection: Selection;
  /** What the call says of it: see `describeChoice`. */
  readonly choice: string | undefined;
  /** Where in the arguments it is asked for. */
  readonly path: ArgumentPath;
  /** It is followed on and on from what it leads to; `maxDepth` is where in the arguments it says how often. */
  readonly recursion?: { readonly maxDepth?: ArgumentPath };
  /** What the caller asks of the planner. */
  readonly load?: LoadStrategy;
}

/** How many rows that fit a relation leads to. */
export interface RelationCount extends Visibility {
  readonly relation: RelationMetadata;
  readonly where?: Filter;
}

/**
 * How the rows of a relation come: as columns of their parent's row, as JSON in one column of it, or all at once in a statement of
 * their own.
 */
export type LoadStrategy = "join" | "json" | "batch";

/** Whether the rows that a call or one level of it is about may be deleted ones. */
export interface Visibility {
  readonly withDeleted?: true;
}

/** Which rows, in which order. `limit` and `offset` are where in the arguments their numbers stand. */
export interface ListArguments extends Visibility {
  readonly where?: Filter;
  readonly orderBy: readonly Order[];
  /** Of rows that are alike in these fields only the first in that order; one at least. */
  readonly distinct?: readonly FieldMetadata[];
  readonly limit?: ArgumentPath;
  readonly offset?: ArgumentPath;
}

export type Order = FieldOrder | CountOrder | OrderBySql | RelevanceOrder;

/** By how well a row fits the search at `path`, which is a filter of the same level too. */
export interface RelevanceOrder {
  readonly kind: "relevance";
  readonly search: SearchMetadata;
  readonly path: ArgumentPath;
  readonly direction: "asc" | "desc";
}

/** By a field. */
export interface FieldOrder {
  readonly kind: "field";
  /** The way to the field through relations to one; empty for a field of the row itself. */
  readonly relations: readonly RelationMetadata[];
  readonly field: FieldMetadata;
  readonly direction: "asc" | "desc";
  readonly nulls?: "first" | "last";
}

/** By how many rows a relation to many leads to: from where there is no row, to none. */
export interface CountOrder {
  readonly kind: "count";
  readonly relations: readonly RelationMetadata[];
  readonly count: RelationMetadata;
  readonly direction: "asc" | "desc";
}

/** By what SQL of the caller's gives, with its values at `path`: about the row itself, or the one that relations lead to. */
export interface OrderBySql {
  readonly kind: "sql";
  readonly relations: readonly RelationMetadata[];
  readonly parts: readonly SqlPart[];
  readonly path: ArgumentPath;
  readonly direction: "asc" | "desc";
  readonly nulls: "first" | "last";
}

/** Whether a term may be null: its field, or the row that it is read of, may be missing. */
export function isNullableTerm({ field, relations }: FieldOrder): boolean {
  return mayBeNull(field) || relations.length > 0;
}

/** Where null goes in a term: it counts as larger than any value, unless the caller says otherwise. */
export function nullsOf({ direction, nulls = direction === "asc" ? "last" : "first" }: FieldOrder): "first" | "last" {
  return nulls;
}
