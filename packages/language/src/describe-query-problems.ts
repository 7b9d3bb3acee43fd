import type { Diagnostic, Model, QueryDefinition } from "@joinery/schema";
import { leaveOutSilenced } from "./check/silence-warnings.js";
import type { Compilation } from "./compile.js";
import { diagnostic } from "./diagnostics.js";

/** What a database said of a query of a compiled schema. */
export type QueryProblem =
  /** It does not take a statement of it. `reason` is a sentence without its full stop. */
  | { readonly kind: "refused"; readonly query: QueryDefinition; readonly reason: string }
  /** It reads all rows of a table, of which there are `rows` or more. */
  | {
      readonly kind: "whole-table";
      readonly query: QueryDefinition;
      readonly model: Pick<Model, "name">;
      readonly rows: number;
      readonly cause:
        | { readonly kind: "unfiltered" | "unindexable" }
        /** The index that it lacks, as it is written in a model; where it is undone, the schema has it already. */
        | { readonly kind: "missing-index" | "undone-index"; readonly index: string };
    };

/**
 * What a database said of the queries, as diagnostics at their names; what a comment silences is left out.
 *
 * @param dialect Its name, for the message.
 */
export function describeQueryProblems(
  { files, places }: Pick<Compilation, "files" | "places">,
  problems: readonly QueryProblem[],
  dialect: string,
): readonly Diagnostic[] {
  const told = problems.flatMap((problem) => {
    const span = places.find({ holder: problem.query, part: "query" });
    if (span === undefined) return [];
    if (problem.kind === "refused")
      return [diagnostic("check/refused-query", span, { dialect, reason: problem.reason })];
    const { cause, rows, model } = problem;
    const table = { model: model.name, rows };
    if ("index" in cause) {
      const isDeclared = cause.kind === "undone-index";
      return [diagnostic("check/missing-index", span, { ...table, index: cause.index, isDeclared })];
    }
    return [diagnostic("check/full-scan", span, { ...table, isFiltered: cause.kind === "unindexable" })];
  });
  return leaveOutSilenced(files, told);
}
