export type SortOrder = "asc" | "desc";

/** Databases disagree on where null goes; `nulls` settles it. */
export interface NullableSort {
  sort: SortOrder;
  nulls?: "first" | "last";
}
