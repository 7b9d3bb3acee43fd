import { databaseWarning, didYouMean, error, type UnknownName } from "../diagnostic-definition.js";

/** The codes of `query` blocks. */
export const queryDiagnostics = {
  "check/unknown-model": error((p: UnknownName) => `Unknown model \`${p.name}\`.${didYouMean(p.suggestion)}`),
  "check/query-of-no-model": error(
    (p: { name: string; reason: string }) => `The client cannot query \`${p.name}\`: it ${p.reason}.`,
  ),
  "check/duplicate-query": error(
    (p: { name: string; model: string }) => `\`${p.model}\` has two queries named \`${p.name}\`.`,
  ),
  "check/duplicate-parameter": error((p: { name: string }) => `There are two parameters named \`$${p.name}\`.`),
  "check/nullable-parameters": error(
    (p: { most: number }) =>
      `At most ${p.most} parameters of a query may be null: with each, twice as many statements are generated.`,
  ),
  "check/parameter-type": error(
    (p: { name: string }) => `A parameter is of a scalar type or an enum, or a list of one; \`${p.name}\` is neither.`,
  ),
  "check/unknown-parameter": error(
    (p: UnknownName) =>
      `The query has no parameter \`$${p.name}\`.${didYouMean(p.suggestion === undefined ? undefined : `$${p.suggestion}`)}`,
  ),
  "check/unfit-parameter": error((p: { name: string; type: string; place: string; expected: string | undefined }) =>
    p.expected === undefined
      ? `\`${p.place}\` cannot be a parameter: it is a part of what is asked. Write it out.`
      : `\`$${p.name}\` is \`${p.type}\`, but \`${p.place}\` takes ${p.expected}.`,
  ),
  "check/unfit-argument": error((p: { place: string; expected: string }) => `\`${p.place}\` must be ${p.expected}.`),
  "check/refused-argument": error(
    (p: { place: string; reason: string }) => `\`${p.place}\` is not possible: ${p.reason}.`,
  ),
  "check/rival-arguments": error(
    (p: { name: string; rival: string }) =>
      `Say either \`${p.rival}\` or \`${p.name}\`. What \`select\` names is all that is loaded, relations and counts too.`,
  ),

  // What a database says of their statements
  "check/refused-query": error(
    (p: { dialect: string; reason: string }) =>
      `${p.dialect} does not take what this query sends: ${p.reason}. Is the database behind the schema?`,
  ),
  "check/full-scan": databaseWarning(
    (p: { model: string; rows: number; isFiltered: boolean }) =>
      `This query reads all rows of \`${p.model}\`, ${p.rows} or more: ` +
      (p.isFiltered ? "by nothing that it asks could an index find them." : "it asks for all. Give it a `limit`."),
  ),
  "check/missing-index": databaseWarning(
    (p: { model: string; rows: number; index: string; isDeclared: boolean }) =>
      `This query reads all rows of \`${p.model}\`, ${p.rows} or more, for want of an index. ` +
      (p.isDeclared
        ? `\`${p.index}\` is in the schema: migrate the database.`
        : `Add \`${p.index}\` to \`${p.model}\`.`),
  ),
};
