import type { SqlFragment, View } from "@joinery/schema";
import type { FragmentPlaces } from "./fragment-places.js";
import { isView } from "./program.js";
import type { BoundModel } from "./program.js";
import { readBlockAttributes } from "./read-attribute.js";

/** What a view reads and whether it keeps it, as far as that is written; undefined for a model. */
export function readView(model: BoundModel, places: FragmentPlaces): View | undefined {
  if (!isView(model)) return undefined;
  const queries = readBlockAttributes(model.attributes, "sql").flatMap(({ values }): SqlFragment[] => {
    const { sql, dialect } = values;
    if (sql === undefined) return [];
    const query = { sql: sql.value.trim(), ...(dialect && { dialect: dialect.value }) };
    places.note({ holder: query, part: "view" }, sql.argument.value.span);
    return [query];
  });
  return { queries, ...(isMaterialized(model) && { isMaterialized: true }) };
}

/** Whether there are rows in the database that are its own, which an index can be over. */
export function keepsRows(model: BoundModel): boolean {
  return !isView(model) || isMaterialized(model);
}

function isMaterialized({ attributes }: BoundModel): boolean {
  return readBlockAttributes(attributes, "materialized").length > 0;
}
