import { positionAt, type Diagnostic, type Schema, type SourceFile } from "@joinery/schema";
import type { ModelFile } from "./ast.js";
import { check, type CheckStage } from "./check/check.js";
import type { DialectFeatures } from "./check/dialect-features.js";
import type { FragmentPlaces } from "./check/fragment-places.js";
import type { Naming } from "./check/naming.js";
import { silenceWarnings } from "./check/silence-warnings.js";
import { parseModelFile, type ParsedFile } from "./parse/parse-model-file.js";

export interface CompileOptions {
  /** How tables and columns are named where the files do not say. */
  readonly naming?: Naming;
  /** Every dialect there is, for `dialect:` to name; where it is not given, any name is taken. */
  readonly dialects?: readonly DialectFeatures[];
  /** The names of those that the schema is for: what they do not have is refused. */
  readonly targets?: readonly string[];
  /** Where an earlier run left what it read: only files that changed are parsed again. It is brought up to date. */
  readonly memory?: ParseMemory;
  /** Told after each file that is parsed, model that is built and rule that is checked. */
  readonly onProgress?: (stage: CompileStage, done: number, total: number) => void;
}

/** What is done to all there is before the next begins. */
export type CompileStage = "parse" | CheckStage;

/** The files of a run by path, each with the text it was parsed from. Empty at first. */
export type ParseMemory = Map<string, { readonly text: string; readonly parsed: ParsedFile }>;

export interface Compilation {
  /** Present only when there is no error. */
  readonly schema?: Schema;
  /** Where the SQL in the schema was written. */
  readonly places: FragmentPlaces;
  /** What was read, in order of path, with or without mistakes. */
  readonly files: readonly ModelFile[];
  /** By file and place. Warnings are told only when there is no error: they may follow from one. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles all files of a schema: parse, bind, check, build. A mistake is a diagnostic; nothing in a source makes it
 * throw. The order of the sources does not matter, and the same sources give the same schema, byte for byte.
 */
export function compile(sources: readonly SourceFile[], options: CompileOptions = {}): Compilation {
  const parsed = [...sources]
    .sort((a, b) => compareText(a.path, b.path))
    .map((source, index) => {
      const file = parseOnce(source, options.memory);
      options.onProgress?.("parse", index + 1, sources.length);
      return file;
    });
  const files = parsed.map(({ file }) => file);
  const isBroken = parsed.filter((each) => each.diagnostics.length > 0);
  const brokenPaths = new Set(isBroken.map(({ file }) => file.path));
  const checked = check(files, { ...options, brokenPaths });
  const mistakes = parsed.flatMap((each) => each.diagnostics);
  const found = [...mistakes, ...leaveOutEchoes(checked.diagnostics, mistakes, sources)];
  const errors = found.filter((diagnostic) => diagnostic.severity === "error");
  // What nothing seems to use may be used by what could not be read or bound.
  const told = errors.length > 0 ? errors : silenceWarnings(files, found);
  const diagnostics = [...told].sort(compareDiagnostics);
  const { schema, places } = checked;
  return { ...(errors.length === 0 && { schema }), places, files, diagnostics };
}

function parseOnce(source: SourceFile, memory: ParseMemory | undefined): ParsedFile {
  const known = memory?.get(source.path);
  if (known?.text === source.text) return known.parsed;
  const parsed = parseModelFile(source);
  memory?.set(source.path, { text: source.text, parsed });
  return parsed;
}

/** Of a line the parser could not read as it is, what the checker says is about something the user did not write. */
function leaveOutEchoes(
  diagnostics: readonly Diagnostic[],
  mistakes: readonly Diagnostic[],
  sources: readonly SourceFile[],
): readonly Diagnostic[] {
  if (mistakes.length === 0) return diagnostics;
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const placeOf = ({ span }: Diagnostic): string => {
    const source = byPath.get(span.file);
    return `${source === undefined ? "" : positionAt(source, span.start).line}:${span.file}`;
  };
  const broken = new Set(mistakes.map(placeOf));
  return diagnostics.filter((each) => !broken.has(placeOf(each)));
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.span.file, b.span.file) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareText(a.code, b.code)
  );
}

/** By code units: the same everywhere, whatever the locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
