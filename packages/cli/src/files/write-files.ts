import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { problem } from "../problem.js";
import { describeSystemError } from "../output/describe-system-error.js";

/** A file to be written: an absolute path and its whole text. */
export interface FileContent {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files so that none is ever half there: each text goes to a temporary file beside its place, and they are renamed
 * only when all of them are on the disk. Synchronous, so that Ctrl-C cannot come in between.
 *
 * @throws UserProblem when a file cannot be written; `show` says how its path is spelt there.
 */
export function writeFiles(files: readonly FileContent[], show: (path: string) => string): void {
  const staged: { readonly from: string; readonly to: string }[] = [];
  let current = "";
  try {
    for (const { path, text } of files) {
      current = path;
      const from = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
      mkdirSync(dirname(path), { recursive: true });
      staged.push({ from, to: path });
      writeFileSync(from, text);
    }
    for (const { from, to } of staged) {
      current = to;
      renameSync(from, to);
    }
  } catch (error) {
    for (const { from } of staged) rmSync(from, { force: true });
    throw problem("cli/write-failed", { file: show(current), reason: describeSystemError(error) }, { cause: error });
  }
}
