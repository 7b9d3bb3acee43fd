import type { Diagnostic, SourceFile, Span } from "@joinery/schema";

/** Diagnostics as plain lines with all that is in them, for expected output. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): string {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const place = ({ file, start }: Span) => {
    const before = (texts.get(file) ?? "").slice(0, start).split("\n");
    return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  };
  const quote = ({ file, start, end }: Span) => JSON.stringify((texts.get(file) ?? "").slice(start, end));
  return diagnostics
    .map(({ code, severity, message, span, related, fixes }) => [
      `${place(span)} ${severity} ${code} at ${quote(span)}`,
      `  ${message}`,
      ...related.map((each) => `  see ${place(each.span)}: ${each.message}`),
      ...fixes.flatMap((fix) => [
        `  fix: ${fix.title}`,
        ...fix.edits.map((edit) => `    ${place(edit.span)} ${quote(edit.span)} -> ${JSON.stringify(edit.newText)}`),
      ]),
    ])
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}
