import { resolve } from "node:path";
import { writeFiles } from "../files/write-files.js";
import { checkDatabase } from "../database/check-database.js";
import { countDiagnostics, countOf } from "../output/count.js";
import { showProgress } from "../output/show-progress.js";
import { compileSchema, fixSchema } from "../schema-files/compile-schema.js";
import type { CommandDefinition } from "./command.js";

interface CheckFlags {
  readonly fix?: true;
  readonly strict?: true;
  /** The URL where one is given. */
  readonly database?: true | string;
}

/**
 * `joinery check [paths] [--fix] [--strict] [--database [url]]`: parses and checks. With paths it needs no config, though one that is there
 * names the tables. With `--fix` it writes the files that a diagnostic knows how to mend, and no others. With
 * `--database` it asks a database what only a database knows: whether it takes the SQL in the schema, and how it would answer the queries.
 */
export const checkCommand: CommandDefinition<[paths: readonly string[]], CheckFlags> = {
  name: "check",
  summary: "Parse and check the schema",
  arguments: [{ syntax: "[paths...]", description: "folders, files or globs instead of the config's schema" }],
  flags: [
    { syntax: "--fix", description: "mend what can be mended safely" },
    { syntax: "--strict", description: "exit with 1 for warnings too" },
    {
      syntax: "--database [url]",
      description: "try the schema's SQL on a database, which stays as it is; the config's where no URL is given",
    },
  ],
  settings: ["schema", "naming"],
  examples: [
    "joinery check",
    "joinery check --fix",
    "joinery check schema/blog.model --json",
    "joinery check --database",
    "joinery check --database postgresql://user@host/database",
  ],
  run: async ({ arguments: [names], flags, terminal, readSettings }) => {
    const { folder, show } = terminal;
    const settings = await readSettings(names.length > 0 ? ["naming"] : undefined);
    const paths = names.length > 0 ? names.map((name) => resolve(folder, name)) : [settings.schema];
    const isFixing = flags.fix === true;
    const { database } = flags;
    const target = { ...settings, ...(typeof database === "string" && { url: database }) };
    const { compiled, found } = await showProgress(terminal, "Reading", async (describe) => {
      const compiled = isFixing
        ? await fixSchema(paths, settings, show, describe)
        : { ...(await compileSchema(paths, settings, show, describe)), changed: [], repairs: [] };
      const written = compiled.changed.map(({ path, text }) => ({ path: resolve(folder, path), text }));
      if (written.length > 0) writeFiles(written, show);
      if (database === undefined) return { compiled, found: [] };
      describe("Connecting");
      return { compiled, found: await checkDatabase(compiled, target, describe) };
    });
    const { sources, changed, repairs } = compiled;
    const diagnostics = [...compiled.diagnostics, ...found];
    const schema = found.some(({ severity }) => severity === "error") ? undefined : compiled.schema;

    const files = countOf(sources.length, "file");
    const mistakes = diagnostics.length === 0 ? "no mistakes" : countDiagnostics(diagnostics);
    const left =
      schema === undefined ? `${mistakes}.` : `${countOf(schema.models.length, "model")} in ${files}: ${mistakes}.`;
    const fixed = repairs.map(({ diagnostic, fix }) => ({
      code: diagnostic.code,
      file: diagnostic.span.file,
      title: fix.title,
    }));
    return {
      isDone: schema !== undefined && (flags.strict !== true || diagnostics.length === 0),
      result: {
        files: sources.map((source) => source.path),
        models: schema?.models.length ?? null,
        fixed,
        changed: changed.map((source) => source.path),
      },
      lines: fixed.map(({ code, file, title }) => `fixed ${file}: ${title} [${code}]`),
      summary: isFixing
        ? `${countOf(fixed.length, "mistake")} fixed in ${countOf(changed.length, "file")}. ${left}`
        : left,
      diagnostics: { list: diagnostics, sources },
    };
  },
};
