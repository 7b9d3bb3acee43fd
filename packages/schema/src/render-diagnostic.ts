import { frameCode, showText } from "./code-frame.js";
import type { Diagnostic, Severity } from "./diagnostic.js";
import { positionAt } from "./position.js";
import type { SourceFile } from "./source-file.js";
import type { Span } from "./span.js";

export interface RenderOptions {
  /** ANSI colours; off by default, a terminal being the exception. */
  readonly isColoured?: boolean;
}

type Style = Severity | "bold" | "dim" | "help";

const styles: Readonly<Record<Style, string>> = {
  error: "\u001b[1;31m",
  warning: "\u001b[1;33m",
  info: "\u001b[1;34m",
  bold: "\u001b[1m",
  dim: "\u001b[2m",
  help: "\u001b[36m",
};
const reset = "\u001b[0m";

/**
 * The form every diagnostic is shown in, in the terminal, tests and documentation alike: code and message, the place
 * with a code frame, related places with theirs, and a help line for each fix. Several lines, without a newline at the
 * end. Whatever the source holds, no control character of it reaches the result.
 *
 * `sources` are the files spans may point into; a place in any other is named by its path alone.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  sources: readonly SourceFile[] | ReadonlyMap<string, SourceFile>,
  { isColoured = false }: RenderOptions = {},
): string {
  const paint = (style: Style, text: string): string => (isColoured ? `${styles[style]}${text}${reset}` : text);
  const find = (path: string): SourceFile | undefined =>
    "get" in sources ? sources.get(path) : sources.find((source) => source.path === path);
  const { code, severity, message, span, related, fixes } = diagnostic;
  return [
    `${paint(severity, `${severity}[${code}]`)} ${paint("bold", showText(message))}`,
    ...renderPlace(span, find(span.file), severity, paint),
    ...related.flatMap((place) => [
      `${paint("info", "note")} ${showText(place.message)}`,
      ...renderPlace(place.span, find(place.span.file), "info", paint),
    ]),
    ...fixes.map(({ title }) => `${paint("help", "help:")} ${showText(title)}`),
  ].join("\n");
}

function renderPlace(
  span: Span,
  source: SourceFile | undefined,
  severity: Severity,
  paint: (style: Style, text: string) => string,
): string[] {
  const path = showText(span.file);
  if (source === undefined) return [`  ${paint("dim", "-->")} ${path}`];
  const { line, column } = positionAt(source, span.start);
  const { text, marker } = frameCode(source, span);
  const gutter = " ".repeat(String(line).length);
  return [
    `${gutter} ${paint("dim", "-->")} ${path}:${line}:${column}`,
    `${gutter} ${paint("dim", "|")}`,
    `${paint("dim", `${line} |`)} ${text}`.trimEnd(),
    `${gutter} ${paint("dim", "|")} ${paint(severity, marker)}`,
  ];
}
