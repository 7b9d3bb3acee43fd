import { resolve } from "node:path";
import { countDiagnostics, countOf } from "../output/count.js";
import { compileSchema } from "../schema-files/compile-schema.js";
import type { CommandDefinition } from "./command.js";

/** `joinery check [paths]`: parses and checks. With paths it needs no config, though one that is there names the tables. */
export const checkCommand: CommandDefinition<[paths: readonly string[]]> = {
  name: "check",
  summary: "Parse and check the schema",
  arguments: [{ syntax: "[paths...]", description: "folders, files or globs instead of the config's schema" }],
  settings: ["schema", "naming"],
  examples: ["joinery check", "joinery check schema/blog.model --json"],
  run: async ({ arguments: [names], terminal, readSettings }) => {
    const settings = await readSettings(names.length > 0 ? ["naming"] : undefined);
    const paths = names.length > 0 ? names.map((name) => resolve(terminal.folder, name)) : [settings.schema];
    const { sources, schema, diagnostics } = await compileSchema(paths, settings, terminal.show);
    const files = countOf(sources.length, "file");
    const found = diagnostics.length === 0 ? "no mistakes" : countDiagnostics(diagnostics);
    return {
      isDone: schema !== undefined,
      result: { files: sources.map((source) => source.path), models: schema?.models.length ?? null },
      lines: [],
      summary: schema === undefined ? `${found}.` : `${countOf(schema.models.length, "model")} in ${files}: ${found}.`,
      diagnostics: { list: diagnostics, sources },
    };
  },
};
