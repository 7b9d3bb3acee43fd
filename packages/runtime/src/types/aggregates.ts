import type { ModelTypes } from "./model-types.js";
import type { NullableNumberFilter, NumberFilter } from "./scalar-filters.js";
import type { NullableSort, SortOrder } from "./sort.js";
import type { ScopeOf } from "./soft-deletion.js";

type AggregateName = keyof Aggregates<ModelTypes>;

type Flags<Name extends PropertyKey> = { readonly [Field in Name]?: boolean };

/** What can be computed of the rows of a model. */
interface Aggregates<T extends ModelTypes> {
  /** The number of rows, or of those where a field is not null. */
  readonly count?: boolean | Flags<keyof T["fields"]>;
  /** How many different values a field has. */
  readonly countDistinct?: Flags<T["sortable"]>;
  readonly sum?: Flags<T["numbers"]>;
  /** Of decimals with 16 digits behind the point at most, rounded half away from zero. */
  readonly avg?: Flags<T["numbers"]>;
  readonly min?: Flags<T["sortable"]>;
  readonly max?: Flags<T["sortable"]>;
}

/** What `count` takes. */
export type CountArgs<T extends ModelTypes> = {
  readonly where?: T["where"];
  /** Of rows that are alike in all of these fields, one counts. */
  readonly distinct?: readonly T["sortable"][];
  /** The most that are counted: enough to know that there are so many. */
  readonly limit?: number;
  readonly offset?: number;
} & ScopeOf<T>;

/** What `aggregate` takes. */
export type AggregateArgs<T extends ModelTypes> = Aggregates<T> & { readonly where?: T["where"] } & ScopeOf<T>;

/** What `groupBy` takes. */
export type GroupByArgs<T extends ModelTypes> = Aggregates<T> & {
  /** The fields in which the rows of a group are alike. */
  readonly by: readonly Exclude<T["sortable"], AggregateName>[] | [];
  readonly where?: T["where"];
  /** Which groups. */
  readonly having?: Having<T>;
  readonly orderBy?: GroupOrder<T> | readonly GroupOrder<T>[];
  readonly limit?: number;
  readonly offset?: number;
} & ScopeOf<T>;

/** What can be asked of a group: every key must hold. */
interface Having<T extends ModelTypes> {
  readonly count?: number | NumberFilter;
  readonly countDistinct?: { readonly [Field in T["sortable"]]?: number | NumberFilter };
  readonly sum?: Filters<T, T["numbers"]>;
  readonly avg?: { readonly [Field in T["numbers"]]?: AverageFilter<T, Field> };
  readonly min?: Filters<T, T["sortable"]>;
  readonly max?: Filters<T, T["sortable"]>;
  readonly AND?: Having<T> | readonly Having<T>[];
  readonly OR?: readonly Having<T>[];
  readonly NOT?: Having<T> | readonly Having<T>[];
}

/** A value of a field is filtered as the field itself. */
type Filters<T extends ModelTypes, Name extends PropertyKey> = {
  readonly [Field in Name]?: Field extends keyof T["where"] ? T["where"][Field] : never;
};

type AverageFilter<T extends ModelTypes, Field> = Field extends keyof T["fields"] & keyof T["where"]
  ? bigint extends T["fields"][Field]
    ? null extends T["fields"][Field]
      ? number | null | NullableNumberFilter
      : number | NumberFilter
    : T["where"][Field]
  : never;

/** Groups are ordered by what they have. */
type GroupOrder<T extends ModelTypes> = { readonly [Field in Exclude<T["sortable"], AggregateName>]?: Sort } & {
  readonly count?: SortOrder | { readonly [Field in keyof T["fields"]]?: SortOrder };
  readonly countDistinct?: { readonly [Field in T["sortable"]]?: SortOrder };
  readonly sum?: { readonly [Field in T["numbers"]]?: Sort };
  readonly avg?: { readonly [Field in T["numbers"]]?: Sort };
  readonly min?: { readonly [Field in T["sortable"]]?: Sort };
  readonly max?: { readonly [Field in T["sortable"]]?: Sort };
};

type Sort = SortOrder | NullableSort;

/** What `aggregate` gives: what was asked for. Where there are no rows nothing but counts is known. */
export type AggregateResult<T extends ModelTypes, A> = A extends infer _
  ? { [Name in Asked<A>]: Computed<T, Name, A[Name], null> }
  : never;

/** What `groupBy` gives for each group. A group has a row: what is never null in a row is not null here. */
export type GroupByResult<T extends ModelTypes, A> = A extends { readonly by: infer By extends readonly unknown[] }
  ? {
      [Name in (By[number] & keyof T["fields"]) | Asked<A>]: Name extends Asked<A>
        ? Computed<T, Name, A[Name], never>
        : Name extends keyof T["fields"]
          ? // Of a list that is not known when compiling any may be missing.
            T["fields"][Name] | (number extends By["length"] ? undefined : never)
          : never;
    }
  : never;

/** The names of aggregates that arguments ask for. */
type Asked<A> = { [Name in keyof A]: A[Name] extends false | undefined ? never : Name }[keyof A] & AggregateName;

/** What a choice of one aggregate gives: a number of rows, or a value for each field. `None` is what comes of no values at all. */
type Computed<T extends ModelTypes, Name, Choice, None> = Choice extends true
  ? number
  : Choice extends false | undefined
    ? undefined
    : {
        [Field in keyof Choice as Choice[Field] extends false ? never : Field]:
          | (Name extends "count" | "countDistinct"
              ? number
              : Field extends keyof T["fields"]
                ? ValueOf<Name, T["fields"][Field]> | None
                : never)
          | (boolean extends Choice[Field] ? undefined : never);
      };

/** An average of integers of any size is a number. */
type ValueOf<Name, Field> = Name extends "avg"
  ? bigint extends Field
    ? Exclude<Field, bigint> | number
    : Field
  : Field;
