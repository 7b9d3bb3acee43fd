import { listFinders, repositoryMembers } from "@joinery/schema";
import type { QueryDeclaration } from "../../ast.js";
import { objectWords } from "../object-words.js";
import { listQueries } from "../queries/read-query.js";
import type { CheckedProgram, Rule } from "../rule.js";

/** A query is of a model, and its name is free for a method of the model's repository. */
export const checkQueryNames: Rule = (program, { report, reportUnknown }) => {
  const { files, symbols, models, built, mayBeUnread } = program;
  const first = new Map<string, QueryDeclaration>();
  for (const query of listQueries(files)) {
    const { model, name } = query;
    const symbol = symbols.get(model.text);
    if (symbol === undefined && !mayBeUnread(model.text)) {
      const names = models.map((each) => each.name);
      reportUnknown("check/unknown-model", model, names, {});
    } else if (symbol !== undefined && symbol.kind !== "model") {
      report("check/query-of-no-model", model.span, { name: model.text, reason: "is no model" });
    } else if (built.modelsByName.get(model.text)?.isIgnored) {
      report("check/query-of-no-model", model.span, { name: model.text, reason: "is ignored" });
    }
    const key = `${model.text}.${name.text}`;
    const earlier = first.get(key);
    if (earlier) {
      const related = [{ span: earlier.name.span, message: "It is declared here first" }];
      report("check/duplicate-query", name.span, { name: name.text, model: model.text }, { related });
    } else first.set(key, query);
    const reason = reasonAgainst(query, program);
    if (reason !== undefined) report("check/reserved-name", name.span, { name: name.text, reason });
  }
};

function reasonAgainst({ model, name: { text } }: QueryDeclaration, { built }: CheckedProgram): string | undefined {
  if (repositoryMembers.has(text)) return "every repository has something of that name";
  if (objectWords.has(text)) return "every JavaScript object has it";
  // What has it is awaited for it.
  if (text === "then") return "a repository would be taken for a promise";
  const known = built.clientModels.get(model.text);
  if (text === "refresh" && known?.view?.isMaterialized) return "a materialized view is computed anew by it";
  const finders = listFinders(known?.uniques ?? []);
  return finders.some((finder) => finder.name === text) ? "a unique key has its finder of that name" : undefined;
}
