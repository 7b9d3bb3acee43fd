import { listQueries, readQuery } from "../queries/read-query.js";
import type { Rule } from "../rule.js";

/** The clauses of a query are what `findMany` takes of its model, and its parameters fit where they are used. */
export const checkQueryArguments: Rule = (program, reporter) => {
  for (const query of listQueries(program.files)) readQuery(query, program, program.built, reporter);
};
