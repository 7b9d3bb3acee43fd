import { searchLanguages } from "@joinery/schema";
import type { IndexedType } from "../capabilities.js";
import type { Dialect } from "../dialect.js";
import { codec } from "./codec.js";
import { compile, link } from "./compile.js";
import { openDriver } from "./driver.js";
import { explain } from "./explain.js";

/** What values of can be compared and nothing else. */
const scalars: readonly IndexedType[] = [
  "Int",
  "BigInt",
  "Float",
  "Decimal",
  "Boolean",
  "String",
  "Text",
  "DateTime",
  "Date",
  "Time",
  "Uuid",
  "Bytes",
  "Enum",
];

/** PostgreSQL, and servers that speak as it does. */
export const postgres: Dialect = {
  name: "postgresql",
  capabilities: {
    hasEnumTypes: true,
    hasArrayParameters: true,
    hasSchemas: true,
    hasComments: true,
    indexMethods: ["btree", "hash", "gin", "gist", "brin"],
    typesWithoutOperators: {
      gin: scalars,
      gist: [...scalars, "Json", "List"],
      brin: ["Boolean", "Enum", "Json", "List"],
    },
    hasCoveringIndexes: true,
    hasOperatorClasses: true,
    hasNullsNotDistinct: true,
    hasDeferrableUniques: true,
    hasMaterializedViews: true,
    searchLanguages,
    hasSearchVectors: true,
    canAlterConstraints: true,
    namesForeignKeys: true,
    hasConcurrentWriters: true,
    hasRoundTrips: true,
    hasRowLocks: true,
    hasDefaultKeyword: true,
    seeksRowValues: true,
    // For many keys it collects the rows in the order of the table, by a bitmap, and sorts them.
    readsKeysInOrder: false,
    hasLateralJoins: true,
    maxParameters: 65_535,
    insertChunkRows: 1000,
  },
  compile,
  link,
  codec,
  explain,
  open: openDriver,
};
