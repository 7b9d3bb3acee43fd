import type { Diagnostic, Severity } from "@joinery/schema";

/** `1 file`, `2 files`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const severities: readonly Severity[] = ["error", "warning", "info"];

/** `3 errors and 1 warning in 2 files`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const counts = severities.flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [countOf(count, severity === "info" ? "remark" : severity)];
  });
  const files = new Set(diagnostics.map((diagnostic) => diagnostic.span.file));
  return `${counts.join(" and ")} in ${countOf(files.size, "file")}`;
}
