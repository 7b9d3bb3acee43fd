import type { Compilation, CompileStage, ParseMemory, Repair } from "@joinery/language";
import type { Diagnostic, Schema, SourceFile } from "@joinery/schema";
import type { Settings } from "../config/settings.js";
import type { Describe } from "../output/show-progress.js";
import { findSchemaFiles } from "./find-schema-files.js";
import { readSchemaFiles } from "./read-schema-files.js";

/** What the schema files hold: the schema where they have no mistake, and what there is to say about them. */
export interface CompiledSchema {
  readonly sources: readonly SourceFile[];
  /** Absent when a diagnostic is an error. */
  readonly schema: Schema | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** All that the language said. */
  readonly compilation: Compilation;
}

/** A schema after its fixes were applied: `sources` as they should be, not yet written. */
export interface FixedSchema extends CompiledSchema {
  readonly changed: readonly SourceFile[];
  readonly repairs: readonly Repair[];
}

const labels: Readonly<Record<CompileStage, string>> = { parse: "Parsing", build: "Building", check: "Checking" };

/**
 * Reads and checks every schema file that the paths name, and tells `describe` how far it is; with `memory`, parses only
 * those that changed since the run that left it.
 *
 * @throws UserProblem when there is none, or one cannot be read.
 */
export async function compileSchema(
  paths: readonly string[],
  settings: CompileSettings,
  show: (path: string) => string,
  describe: Describe,
  memory?: ParseMemory,
): Promise<CompiledSchema> {
  const sources = readSchemaFiles(findSchemaFiles(paths, show), show);
  const { compile } = await import("@joinery/language");
  const compilation = compile(sources, { ...(await compileOptions(settings, describe)), ...(memory && { memory }) });
  const { schema, diagnostics } = compilation;
  return { sources, schema, diagnostics, compilation };
}

/** The same, with every fix applied that a diagnostic carries. Writes nothing. */
export async function fixSchema(
  paths: readonly string[],
  settings: CompileSettings,
  show: (path: string) => string,
  describe: Describe,
): Promise<FixedSchema> {
  const read = readSchemaFiles(findSchemaFiles(paths, show), show);
  const { fixSources } = await import("@joinery/language");
  const { sources, repairs, compilation } = fixSources(read, await compileOptions(settings, describe));
  const before = new Map(read.map(({ path, text }) => [path, text]));
  const changed = sources.filter(({ path, text }) => text !== before.get(path));
  const { schema, diagnostics } = compilation;
  return { sources, changed, repairs, schema, diagnostics, compilation };
}

type CompileSettings = Pick<Settings, "naming" | "dialects">;

async function compileOptions({ naming, dialects: targets }: CompileSettings, describe: Describe) {
  const { listDialects } = await import("@joinery/sql");
  const features = listDialects().map(({ name, capabilities }) => ({ name, ...capabilities }));
  const onProgress = (stage: CompileStage, done: number, total: number) => describe(labels[stage], done / total);
  return { naming, dialects: features, onProgress, ...(targets && { targets }) };
}
