import type { Dialect } from "../dialect.js";
import { codec } from "./codec.js";
import { compile, link } from "./compile.js";
import { openDriver } from "./driver.js";
import { explain } from "./explain.js";

/** SQLite, embedded: a file, or `:memory:`. */
export const sqlite: Dialect = {
  name: "sqlite",
  capabilities: {
    hasEnumTypes: false,
    hasArrayParameters: false,
    hasSchemas: false,
    hasComments: false,
    indexMethods: ["btree"],
    typesWithoutOperators: {},
    hasCoveringIndexes: false,
    hasOperatorClasses: false,
    hasNullsNotDistinct: false,
    hasDeferrableUniques: false,
    hasMaterializedViews: false,
    searchLanguages: ["english"],
    hasSearchVectors: false,
    canAlterConstraints: false,
    namesForeignKeys: false,
    hasConcurrentWriters: false,
    hasRoundTrips: false,
    hasRowLocks: false,
    hasDefaultKeyword: false,
    // By the first only, where another is the row's number, as most keys are.
    seeksRowValues: false,
    readsKeysInOrder: true,
    hasLateralJoins: false,
    maxParameters: 32_766,
    insertChunkRows: 100,
  },
  compile,
  link,
  codec,
  explain,
  open: openDriver,
};
