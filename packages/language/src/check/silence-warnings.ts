import { nearestName, positionAt, type Diagnostic, type Fix, type Span } from "@joinery/schema";
import type { ModelFile } from "../ast.js";
import { didYouMean, type DiagnosticDefinition } from "../diagnostic-definition.js";
import { diagnostic, registry } from "../diagnostics.js";
import { readIgnores, type IgnoreComment, type PlacedCode } from "./read-ignores.js";

/**
 * Leaves out the warnings that a comment silences, and adds one for each code of a comment that silences nothing. Only
 * warnings can be silenced; that a comment is not needed is told whatever it says, but not of what only a database knows.
 */
export function silenceWarnings(
  files: readonly ModelFile[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const ignores = files.flatMap(readIgnores);
  if (ignores.length === 0) return diagnostics;
  const given = new Set(diagnostics.map(createKeyReader(files)));
  const unused: Diagnostic[] = [];
  for (const ignore of ignores) {
    const { comment, codes, line, removal } = ignore;
    const remove = { title: "Remove the comment", edits: [{ span: removal, newText: "" }] };
    if (codes.length === 0) unused.push(reportUnused(comment.span, "it names no code.", remove));
    for (const [index, name] of codes.entries()) {
      const isNeeded = given.has(keyOf(name.text, comment.span.file, line)) || needsDatabase(name.text);
      if (!isNeeded) unused.push(judgeCode(ignore, index, name));
    }
  }
  return [...leaveOutSilenced(files, diagnostics), ...unused];
}

/** Leaves out the warnings that a comment silences. */
export function leaveOutSilenced(
  files: readonly ModelFile[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const readKey = createKeyReader(files);
  const silenced = new Set(
    files.flatMap(readIgnores).flatMap(({ codes, comment, line }) => {
      return codes.map((code): string | undefined => keyOf(code.text, comment.span.file, line));
    }),
  );
  return diagnostics.filter((each) => !silenced.has(readKey(each)));
}

/** What makes of a warning the key of the comment that would silence it. */
function createKeyReader(files: readonly ModelFile[]): (diagnostic: Diagnostic) => string | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return ({ code, severity, span }) => {
    const file = byPath.get(span.file);
    if (file === undefined || severity !== "warning") return undefined;
    return keyOf(code, span.file, positionAt(file, span.start).line);
  };
}

function keyOf(code: string, path: string, line: number): string {
  return `${code} ${line} ${path}`;
}

/** The code that is never silenced: a comment for it would be needed exactly when it is not. */
const unusedIgnore = "check/unused-ignore";
const definitions: Readonly<Record<string, DiagnosticDefinition<never>>> = registry;
const needsDatabase = (code: string) => Object.hasOwn(definitions, code) && definitions[code]?.needsDatabase === true;
const severities = new Map(Object.entries(registry).map(([code, { severity }]) => [code, severity]));
const warnings = [...severities.keys()].filter((code) => severities.get(code) === "warning" && code !== unusedIgnore);

/** Says why a code silences nothing: there is none such, it cannot be silenced, or nothing gives it there. */
function judgeCode(ignore: IgnoreComment, index: number, { text: code, span }: PlacedCode): Diagnostic {
  const removal = { title: `Remove \`${code}\``, edits: [{ span: findRemoval(ignore, index), newText: "" }] };
  if (warnings.includes(code)) return reportUnused(span, `there is no \`${code}\` here.`, removal);
  if (severities.has(code)) return reportUnused(span, `\`${code}\` cannot be silenced.`, removal);
  const suggestion = nearestName(code, warnings);
  const change = suggestion && { title: `Change to \`${suggestion}\``, edits: [{ span, newText: suggestion }] };
  return reportUnused(span, `there is no warning \`${code}\`.${didYouMean(suggestion)}`, change || removal);
}

/** A code goes with one comma; the last one with the whole comment. */
function findRemoval({ codes, removal }: IgnoreComment, index: number): Span {
  const [before, own, after] = [codes[index - 1]?.span, codes[index]?.span, codes[index + 1]?.span];
  if (own === undefined || (before === undefined && after === undefined)) return removal;
  if (after !== undefined) return { ...own, end: after.start };
  return { ...own, start: before?.end ?? own.start };
}

function reportUnused(span: Span, reason: string, fix: Fix): Diagnostic {
  return diagnostic(unusedIgnore, span, { reason }, { fixes: [fix] });
}
