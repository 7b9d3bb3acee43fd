import { resolve } from "node:path";
import type { Diagnostic } from "@joinery/schema";
import { writeFiles } from "../files/write-files.js";
import { countDiagnostics, countOf } from "../output/count.js";
import { findSchemaFiles } from "../schema-files/find-schema-files.js";
import { readSchemaFiles } from "../schema-files/read-schema-files.js";
import type { CommandDefinition } from "./command.js";

/** `joinery format [paths] [--check]`: the one way to write a schema. With paths no config is read. */
export const formatCommand: CommandDefinition<[paths: readonly string[]], { readonly check?: true }> = {
  name: "format",
  summary: "Format the schema files",
  arguments: [{ syntax: "[paths...]", description: "folders, files or globs instead of the config's schema" }],
  flags: [{ syntax: "--check", description: "write nothing; exit with 1 when a file would change" }],
  settings: ["schema"],
  examples: ["joinery format", "joinery format --check", "joinery format schema/blog.model"],
  run: async ({ arguments: [names], flags, terminal, readSettings }) => {
    const { folder } = terminal;
    const paths = names.length > 0 ? names.map((name) => resolve(folder, name)) : [(await readSettings()).schema];
    const sources = readSchemaFiles(findSchemaFiles(paths, terminal.show), terminal.show);
    const { formatModelFile } = await import("@joinery/language");

    const diagnostics: Diagnostic[] = [];
    const changed = sources.flatMap((source) => {
      const formatted = formatModelFile(source);
      diagnostics.push(...formatted.diagnostics);
      return formatted.text === source.text ? [] : [{ path: resolve(folder, source.path), text: formatted.text }];
    });
    const isCheck = flags.check === true;
    if (!isCheck) writeFiles(changed, terminal.show);

    const shown = changed.map(({ path }) => terminal.show(path));
    const verb = isCheck ? "would change" : "formatted";
    const broken =
      diagnostics.length === 0 ? "" : ` ${countDiagnostics(diagnostics)}: what cannot be read is left as it is.`;
    return {
      isDone: diagnostics.length === 0 && (!isCheck || changed.length === 0),
      result: { files: sources.length, changed: shown, isWritten: !isCheck },
      lines: shown.map((path) => `${verb} ${path}`),
      summary: `${countOf(changed.length, "file")} of ${sources.length} ${verb}.${broken}`,
      diagnostics: { list: diagnostics, sources },
    };
  },
};
