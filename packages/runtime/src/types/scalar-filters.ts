import type { JsonValue } from "@joinery/schema";

/** What can be asked of any field. `Null` is null for a nullable one. */
interface Equality<Value, Null> {
  equals?: Value | Null;
  not?: Value | Null | this;
  in?: readonly Value[];
  notIn?: readonly Value[];
}

/** What can be asked of a field whose values have an order. */
interface Comparison<Value, Null> extends Equality<Value, Null> {
  lt?: Value;
  lte?: Value;
  gt?: Value;
  gte?: Value;
  /** Both ends included. */
  between?: readonly [from: Value, to: Value];
}

interface TextComparison<Null> extends Comparison<string, Null> {
  contains?: string;
  startsWith?: string;
  endsWith?: string;
  /** A pattern: `%` is any text, `_` any character. */
  like?: string;
  /** Applies to every other key of the filter. */
  mode?: "insensitive";
}

interface NullTest {
  isNull?: boolean;
}

export interface StringFilter extends TextComparison<never> {}
export interface NullableStringFilter extends TextComparison<null>, NullTest {}

export interface NumberFilter extends Comparison<number, never> {}
export interface NullableNumberFilter extends Comparison<number, null>, NullTest {}

export interface BigIntFilter extends Comparison<bigint, never> {}
export interface NullableBigIntFilter extends Comparison<bigint, null>, NullTest {}

/** Decimals are exact text, compared as numbers. */
export interface DecimalFilter extends Comparison<string, never> {}
export interface NullableDecimalFilter extends Comparison<string, null>, NullTest {}

export interface BooleanFilter extends Equality<boolean, never> {}
export interface NullableBooleanFilter extends Equality<boolean, null>, NullTest {}

export interface DateTimeFilter extends Comparison<Date, never> {}
export interface NullableDateTimeFilter extends Comparison<Date, null>, NullTest {}

/** Dates `YYYY-MM-DD` and times `HH:MM:SS.mmm`. */
export interface DateFilter extends Comparison<string, never> {}
export interface NullableDateFilter extends Comparison<string, null>, NullTest {}

export interface UuidFilter extends Comparison<string, never> {}
export interface NullableUuidFilter extends Comparison<string, null>, NullTest {}

export interface BytesFilter extends Equality<Uint8Array, never> {}
export interface NullableBytesFilter extends Equality<Uint8Array, null>, NullTest {}

export interface EnumFilter<Member> extends Equality<Member, never> {}
export interface NullableEnumFilter<Member> extends Equality<Member, null>, NullTest {}

/** Compared as values: the order of an object's keys is no difference. */
export interface JsonFilter {
  equals?: JsonValue;
  not?: JsonValue;
}
export interface NullableJsonFilter extends JsonFilter, NullTest {}
