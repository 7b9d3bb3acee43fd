import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { compareFiles, type GeneratedFile } from "@joinery/codegen";
import { listFiles } from "../files/list-files.js";
import { writeFiles } from "../files/write-files.js";
import { problem } from "../problem.js";

/** What a run changed, as absolute paths in a fixed order. */
export interface WrittenFiles {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes `folder` hold these generated files and no other ones of ours: writes those that differ, removes those that no
 * longer belong. A file that Joinery did not make is neither touched nor overwritten.
 *
 * @throws UserProblem, with nothing written, when a foreign file is in the way or the disk refuses.
 */
export function writeGeneratedFiles(
  folder: string,
  files: readonly GeneratedFile[],
  show: (path: string) => string,
): WrittenFiles {
  const { write, remove, blocked } = compareFiles(files, readFiles(folder));
  if (blocked.length > 0) throw problem("cli/foreign-file", { files: blocked.map((path) => show(join(folder, path))) });
  const changed = write.map(({ path, text }) => ({ path: join(folder, path), text }));
  writeFiles(changed, show);
  const removed = remove.map((path) => join(folder, path));
  for (const path of removed) removeFile(path, folder);
  return { written: changed.map(({ path }) => path).sort(), removed: removed.sort() };
}

/** The texts of the files that could be ours, by their path from the folder: what generators write is TypeScript. */
function readFiles(folder: string): ReadonlyMap<string, string> {
  const paths = existsSync(folder) ? listFiles(folder).filter((path) => path.endsWith(".ts")) : [];
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")]));
}

/** Folders that the removal leaves empty go with it. */
function removeFile(path: string, root: string): void {
  rmSync(path, { force: true });
  for (let folder = dirname(path); folder !== root && readdirSync(folder).length === 0; folder = dirname(folder)) {
    rmdirSync(folder);
  }
}
