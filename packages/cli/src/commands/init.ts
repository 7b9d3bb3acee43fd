import { existsSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { configNames } from "../config/find-config.js";
import { resolveDialectName } from "../config/resolve-dialect-name.js";
import { writeFiles } from "../files/write-files.js";
import { addLines } from "../init/add-lines.js";
import { mergeManifest } from "../init/merge-manifest.js";
import { compilerConfig, ignoredPaths, manifestNeeds, newManifest, projectFiles } from "../init/project-files.js";
import { readVersion } from "../output/read-version.js";
import { problem } from "../problem.js";
import type { CommandDefinition } from "./command.js";

/** `joinery init [folder]`: a working project, made without a question. */
export const initCommand: CommandDefinition<
  [folder: string | undefined],
  { readonly dialect?: string; readonly url?: string }
> = {
  name: "init",
  summary: "Make a working project: config, first schema, first query, scripts",
  arguments: [{ syntax: "[folder]", description: "where to make it (default: here)" }],
  flags: [
    { syntax: "--dialect <name>", description: "postgresql or sqlite (default: the URL's, else sqlite)" },
    { syntax: "--url <url>", description: "the database; kept in .env, out of version control" },
  ],
  settings: [],
  examples: ["joinery init", "joinery init blog --url postgresql://postgres@localhost/blog"],
  run: async ({ arguments: [folderName = "."], flags, terminal }) => {
    const folder = resolve(terminal.folder, folderName);
    const options = {
      name: packageName(folder),
      dialect: await resolveDialectName(flags),
      url: flags.url,
      version: readVersion(),
      nodeMajor: Number(process.versions.node.split(".")[0]),
    };
    const read = (name: string) => {
      const file = join(folder, name);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    };

    const created = projectFiles(options);
    const inTheWay = [...new Set([...configNames, ...Object.keys(created)])].filter((name) =>
      existsSync(join(folder, name)),
    );
    if (inTheWay.length > 0) {
      throw problem("cli/files-exist", { files: inTheWay.map((name) => terminal.show(join(folder, name))) });
    }
    const manifest = read("package.json") ?? newManifest(options);
    const completed: Record<string, string> = {
      "package.json": mergeManifest(manifest, manifestNeeds(options), terminal.show(join(folder, "package.json"))),
      "tsconfig.json": read("tsconfig.json") ?? compilerConfig,
      ".gitignore": addLines(read(".gitignore") ?? "", ignoredPaths),
    };
    const files = Object.entries({ ...completed, ...created })
      .filter(([name, text]) => read(name) !== text)
      .map(([name, text]) => ({ name, path: join(folder, name), text, isNew: read(name) === undefined }));
    writeFiles(files, terminal.show);

    const next = [
      ...(folder === terminal.folder ? [] : [`cd ${quotePath(relative(terminal.folder, folder))}`]),
      "npm install",
      "npx joinery generate",
      "npx joinery migrate new init",
      "npx joinery migrate up",
      "npm start",
    ];
    const namesOf = (isNew: boolean) =>
      files.filter((file) => file.isNew === isNew).map((file) => terminal.show(file.path));
    return {
      isDone: true,
      result: {
        folder: terminal.show(folder),
        dialect: options.dialect,
        created: namesOf(true),
        changed: namesOf(false),
        next,
      },
      lines: files.map(({ path, isNew }) => `${isNew ? "created" : "changed"} ${terminal.show(path)}`),
      summary: `A project for ${options.dialect} is ready. Next:\n${next.map((command) => `  ${command}`).join("\n")}`,
    };
  },
};

/** What npm accepts as a name, from the folder's. */
function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "");
  return name === "" ? "app" : name;
}

/** A path as a shell takes it. */
function quotePath(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`;
}
