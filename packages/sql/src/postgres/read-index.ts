import type { IndexColumn, IndexObject } from "../catalog.js";
import { canonicalExpression } from "./canonical-expression.js";

/** An index as `indexQuery` gives it. */
export interface IndexRow {
  readonly table: string;
  readonly name: string;
  readonly isUnique?: true;
  readonly method?: string;
  readonly where?: string;
  readonly columns: readonly {
    readonly name: string | null;
    readonly expression: string | null;
    readonly sort: "asc" | "desc";
    readonly operatorClass: string | null;
  }[];
  readonly include?: readonly string[];
}

/** An index in the spelling of a catalog. */
export function readIndex(row: IndexRow): IndexObject {
  const { table: _, columns, where, ...rest } = row;
  return {
    ...rest,
    ...(where === undefined ? {} : { where: canonicalExpression(where) }),
    columns: columns.map(({ name, expression, sort, operatorClass }): IndexColumn => ({
      ...(name === null ? { expression: canonicalExpression(expression ?? "") } : { name }),
      sort,
      ...(operatorClass === null ? {} : { operatorClass }),
    })),
  };
}
