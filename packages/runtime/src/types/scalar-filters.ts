import type { JsonValue } from "@joinery/schema";
import type { FieldReference } from "../field-reference.js";

/** What can be asked of any field. `Null` is null for a nullable one. `Kind` says which fields it can be compared with. */
interface Equality<Value, Null, Kind> {
  equals?: Value | Null | FieldReference<Kind>;
  not?: Value | Null | FieldReference<Kind> | this;
  in?: readonly Value[];
  notIn?: readonly Value[];
}

/** What can be asked of a field whose values have an order. */
interface Comparison<Value, Null, Kind> extends Equality<Value, Null, Kind> {
  lt?: Value | FieldReference<Kind>;
  lte?: Value | FieldReference<Kind>;
  gt?: Value | FieldReference<Kind>;
  gte?: Value | FieldReference<Kind>;
  /** Both ends included. */
  between?: readonly [from: Value | FieldReference<Kind>, to: Value | FieldReference<Kind>];
}

interface TextComparison<Null> extends Comparison<string, Null, "String"> {
  contains?: string | FieldReference<"String">;
  startsWith?: string | FieldReference<"String">;
  endsWith?: string | FieldReference<"String">;
  /** A pattern: `%` is any text, `_` any character. */
  like?: string;
  /** A regular expression in JavaScript's spelling; what not every database has of it is refused. */
  matches?: string;
  /** Applies to every other key of the filter. */
  mode?: "insensitive";
}

interface NullTest {
  isNull?: boolean;
}

export interface StringFilter extends TextComparison<never> {}
export interface NullableStringFilter extends TextComparison<null>, NullTest {}

export interface NumberFilter extends Comparison<number, never, "Number"> {}
export interface NullableNumberFilter extends Comparison<number, null, "Number">, NullTest {}

export interface BigIntFilter extends Comparison<bigint, never, "BigInt"> {}
export interface NullableBigIntFilter extends Comparison<bigint, null, "BigInt">, NullTest {}

/** Decimals are exact text, compared as numbers. */
export interface DecimalFilter extends Comparison<string, never, "Decimal"> {}
export interface NullableDecimalFilter extends Comparison<string, null, "Decimal">, NullTest {}

export interface BooleanFilter extends Equality<boolean, never, "Boolean"> {}
export interface NullableBooleanFilter extends Equality<boolean, null, "Boolean">, NullTest {}

export interface DateTimeFilter extends Comparison<Date, never, "DateTime"> {}
export interface NullableDateTimeFilter extends Comparison<Date, null, "DateTime">, NullTest {}

/** Dates are text `YYYY-MM-DD`. */
export interface DateFilter extends Comparison<string, never, "Date"> {}
export interface NullableDateFilter extends Comparison<string, null, "Date">, NullTest {}

/** Times of day are text `HH:MM:SS.mmm`. */
export interface TimeFilter extends Comparison<string, never, "Time"> {}
export interface NullableTimeFilter extends Comparison<string, null, "Time">, NullTest {}

export interface UuidFilter extends Comparison<string, never, "Uuid"> {}
export interface NullableUuidFilter extends Comparison<string, null, "Uuid">, NullTest {}

export interface BytesFilter extends Equality<Uint8Array, never, "Bytes"> {}
export interface NullableBytesFilter extends Equality<Uint8Array, null, "Bytes">, NullTest {}

/** An enum is its members: fields of two enums that have the same are told apart at run time. */
interface EnumKind<Member> {
  enum: Member;
}

export interface EnumFilter<Member> extends Equality<Member, never, EnumKind<Member>> {}
export interface NullableEnumFilter<Member> extends Equality<Member, null, EnumKind<Member>>, NullTest {}

/** Compared as values: the order of an object's keys is no difference. */
export interface JsonFilter extends JsonTests {
  equals?: JsonValue | FieldReference<"Json">;
  not?: JsonValue | FieldReference<"Json">;
}

/** What is asked of the value at the end of `path` instead of the whole; what is of another type does not fit. */
interface JsonTests {
  /** Names in objects, and places in lists. */
  path?: readonly (string | number)[];
  lt?: number | string;
  lte?: number | string;
  gt?: number | string;
  gte?: number | string;
  contains?: string;
  startsWith?: string;
  endsWith?: string;
  /** It is a list with that element. */
  has?: JsonValue;
  /** Null, or nothing, is there. */
  isNull?: boolean;
  /** Applies to `contains`, `startsWith` and `endsWith`. */
  mode?: "insensitive";
}

export interface NullableJsonFilter extends JsonFilter, NullTest {}
