import type { GenerationMemory } from "@joinery/codegen";
import type { ParseMemory } from "@joinery/language";
import type { Outcome } from "../commands/command.js";
import { refuseSchema } from "../commands/refuse-schema.js";
import type { Settings } from "../config/settings.js";
import { countOf } from "../output/count.js";
import { showProgress, type Describe } from "../output/show-progress.js";
import type { Terminal } from "../output/terminal.js";
import { compileSchema } from "../schema-files/compile-schema.js";
import { writeGeneratedFiles } from "./write-generated-files.js";

/** What one run leaves for the next, so that a change costs what it changes. Empty at first. */
export interface RunMemory {
  readonly parsed: ParseMemory;
  readonly generated: GenerationMemory;
}

/** From the schema files to the files of the output folder: all of them, or none when the schema has a mistake. */
export function generateCode(settings: Settings, terminal: Terminal, memory?: RunMemory): Promise<Outcome> {
  return showProgress(terminal, "Reading", (describe) => writeCode(settings, terminal, describe, memory));
}

async function writeCode(
  settings: Settings,
  terminal: Terminal,
  describe: Describe,
  memory?: RunMemory,
): Promise<Outcome> {
  const compiled = await compileSchema([settings.schema], settings, terminal.show, describe, memory?.parsed);
  const { schema, sources, diagnostics } = compiled;
  if (schema === undefined) return refuseSchema(compiled, "nothing was generated");
  const { generate } = await import("@joinery/codegen");
  describe("Generating");
  const files = await generate(schema, {
    ...(settings.dialects && { dialects: settings.dialects }),
    ...(memory && { memory: memory.generated }),
    onProgress: (done, total) => describe("Generating", done / total),
  });
  describe("Writing");
  const { written, removed } = writeGeneratedFiles(settings.output, files, terminal.show);
  const shownWritten = written.map(terminal.show);
  const shownRemoved = removed.map(terminal.show);
  const output = terminal.show(settings.output);
  const changes =
    written.length + removed.length === 0 ? "nothing changed" : `${written.length} written, ${removed.length} removed`;
  return {
    isDone: true,
    result: { output, written: shownWritten, removed: shownRemoved, unchanged: files.length - written.length },
    lines: [...shownWritten.map((path) => `written ${path}`), ...shownRemoved.map((path) => `removed ${path}`)],
    summary: `${countOf(schema.models.length, "model")} to ${countOf(files.length, "file")} in ${output}: ${changes}.`,
    diagnostics: { list: diagnostics, sources },
  };
}
