import { renderDiagnostic, type Diagnostic, type SourceFile } from "@joinery/schema";
import { countOf } from "./count.js";

/** More than a person reads; `--json` gives them all. */
const shownAtMost = 200;

/** Diagnostics with their code frames, a blank line after each; empty where there are none. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceFile[],
  isColoured: boolean,
): string {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const shown = diagnostics
    .slice(0, shownAtMost)
    .map((diagnostic) => renderDiagnostic(diagnostic, byPath, { isColoured }));
  const hidden = diagnostics.length - shown.length;
  if (hidden > 0) shown.push(`… and ${countOf(hidden, "more diagnostic")}; --json gives them all.`);
  return shown.map((text) => `${text}\n\n`).join("");
}
