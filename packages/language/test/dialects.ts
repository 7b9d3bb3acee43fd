import type { DialectFeatures } from "../src/index.js";

/** What the checker is told of the databases that there are. */
export const dialects: readonly DialectFeatures[] = [
  {
    name: "postgresql",
    indexMethods: ["btree", "hash", "gin", "gist", "brin"],
    typesWithoutOperators: {
      gin: ["Int", "String", "Text"],
      gist: ["Int", "String", "Text", "Json"],
      brin: ["Json", "List"],
    },
    hasSchemas: true,
    hasCoveringIndexes: true,
    hasOperatorClasses: true,
    hasNullsNotDistinct: true,
    hasDeferrableUniques: true,
    searchLanguages: ["english", "german"],
    hasMaterializedViews: true,
  },
  {
    name: "sqlite",
    indexMethods: ["btree"],
    typesWithoutOperators: {},
    hasSchemas: false,
    hasCoveringIndexes: false,
    hasOperatorClasses: false,
    hasNullsNotDistinct: false,
    hasDeferrableUniques: false,
    searchLanguages: ["english"],
    hasMaterializedViews: false,
  },
];

/** The databases that every case is for. */
export const options = { dialects, targets: dialects.map(({ name }) => name) };
