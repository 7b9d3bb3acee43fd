import type { Index, UniqueKey } from "@joinery/schema";
import { UnsupportedError, type Dialect, type IndexColumn, type IndexObject, type KeyConstraint } from "@joinery/sql";

/** @throws UnsupportedError for what this database does not have. */
export function lowerUnique(
  { name, fields, isNullsNotDistinct, isDeferrable }: UniqueKey,
  columnOf: (field: string) => string,
  { name: dialect, capabilities }: Dialect,
): KeyConstraint {
  const refuse = refusal(`unique key "${name}"`, dialect);
  if (isNullsNotDistinct && !capabilities.hasNullsNotDistinct) refuse("nullsNotDistinct");
  if (isDeferrable && !capabilities.hasDeferrableUniques) refuse("deferrable");
  return {
    name,
    columns: fields.map(columnOf),
    ...(isNullsNotDistinct && { isNullsNotDistinct }),
    ...(isDeferrable && { isDeferrable }),
  };
}

/** @throws UnsupportedError for what this database does not have. */
export function lowerIndex(
  index: Index,
  columnOf: (field: string) => string,
  { name: dialect, capabilities }: Dialect,
): IndexObject {
  const { name, fields, expression, isUnique, method, where, include } = index;
  const refuse = refusal(`index "${name}"`, dialect);
  const entries = [...fields, ...(expression === undefined ? [] : [expression])];
  if (method !== undefined && !capabilities.indexMethods.includes(method)) refuse("using");
  if (include !== undefined && !capabilities.hasCoveringIndexes) refuse("include");
  if (!capabilities.hasOperatorClasses && entries.some((entry) => entry.operatorClass !== undefined)) refuse("ops");
  return {
    name,
    columns: entries.map((entry): IndexColumn => ({
      ...("sql" in entry ? { expression: entry.sql } : { name: columnOf(entry.name) }),
      sort: ("sort" in entry ? entry.sort : undefined) ?? "asc",
      ...(entry.operatorClass === undefined ? {} : { operatorClass: entry.operatorClass }),
    })),
    ...(isUnique && { isUnique }),
    ...(method === undefined ? {} : { method }),
    ...(where === undefined ? {} : { where }),
    ...(include === undefined ? {} : { include: include.map(columnOf) }),
  };
}

function refusal(what: string, dialect: string): (option: string) => never {
  return (option) => {
    throw new UnsupportedError(
      `The ${what} asks for "${option}", which ${dialect} does not have: take it out, or say with "dialect:" which one database it is for.`,
    );
  };
}
