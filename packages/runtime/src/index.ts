export type { JsonValue, Schema } from "@joinery/schema";

// What generated types are made of.
export type { Arguments, Exactly } from "./types/arguments.js";
export type { Finder } from "./types/finder.js";
export type { ListFilter, NullableListFilter } from "./types/list-filters.js";
export type { ListArgs, PageOptions } from "./types/list-args.js";
export type { ModelTypes } from "./types/model-types.js";
export type { NullableToOneFilter, ToManyFilter, ToOneFilter } from "./types/relation-filters.js";
export type { Extended, RepositoryClass } from "./types/repositories.js";
export type { Result } from "./types/result.js";
export type {
  BigIntFilter,
  BooleanFilter,
  BytesFilter,
  DateFilter,
  DateTimeFilter,
  DecimalFilter,
  EnumFilter,
  JsonFilter,
  NullableBigIntFilter,
  NullableBooleanFilter,
  NullableBytesFilter,
  NullableDateFilter,
  NullableDateTimeFilter,
  NullableDecimalFilter,
  NullableEnumFilter,
  NullableJsonFilter,
  NullableNumberFilter,
  NullableStringFilter,
  NullableUuidFilter,
  NumberFilter,
  StringFilter,
  UuidFilter,
} from "./types/scalar-filters.js";
export type { NullableSort, SortOrder } from "./types/sort.js";
