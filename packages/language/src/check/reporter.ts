import { nearestName } from "@joinery/schema";
import type { Diagnostic, Fix, Span } from "@joinery/schema";
import type { ModelFile } from "../ast.js";
import { diagnostic } from "../diagnostics.js";
import type { Reporter } from "./rule.js";

/** Names that are compared for suggestions in one check: past this, a file of nonsense would only cost time. */
const comparisonBudget = 200_000;
/** Nobody mistypes a name longer than this and recognises it. */
const longestSuggestion = 100;

export interface CollectingReporter {
  readonly reporter: Reporter;
  readonly diagnostics: readonly Diagnostic[];
}

/** For who reads what a rule reads again and reports. */
export const silentReporter: Reporter = {
  report: () => {},
  reportUnknown: () => {},
  suggest: () => undefined,
  textOf: () => "",
};

/** A reporter that collects. */
export function createReporter(files: readonly ModelFile[]): CollectingReporter {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const texts = new Map(files.map((file) => [file.path, file.text]));
  let budget = comparisonBudget;

  const report: Reporter["report"] = (code, span, parameters, context) => {
    const place = `${code} ${span.start} ${span.end} ${span.file}`;
    if (seen.has(place)) return;
    seen.add(place);
    diagnostics.push(diagnostic(code, span, parameters, context));
  };

  const suggest = (name: string, candidates: Iterable<string>): string | undefined => {
    if (budget <= 0 || name.length > longestSuggestion) return undefined;
    const known = [...candidates];
    budget -= known.length;
    return nearestName(name, known);
  };

  const reportUnknown: Reporter["reportUnknown"] = (code, name, candidates, parameters) => {
    const suggestion = suggest(name.text, candidates);
    const all = { ...parameters, name: name.text, suggestion } as never;
    report(code, name.span, all, { fixes: suggestion === undefined ? [] : [changeTo(suggestion, name.span)] });
  };

  return { reporter: { report, reportUnknown, suggest, textOf: (path) => texts.get(path) ?? "" }, diagnostics };
}

function changeTo(suggestion: string, span: Span): Fix {
  return { title: `Change to \`${suggestion}\``, edits: [{ span, newText: suggestion }] };
}
