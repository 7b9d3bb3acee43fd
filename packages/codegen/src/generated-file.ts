import { generatedNotice } from "./code-file.js";

export interface GeneratedFile {
  /** From the root of the generated code, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface FileChanges {
  readonly write: readonly GeneratedFile[];
  /** Paths of files that an earlier run generated and this one did not. */
  readonly remove: readonly string[];
  /** Paths that are wanted, but hold a file that was not generated. */
  readonly blocked: readonly string[];
}

/**
 * What must be done so that the folder holds what was generated. Files that are already right are left alone, so that
 * watchers and incremental builds see only what changed; files that are not ours are neither removed nor written over.
 *
 * @param existing  the texts of the folder's files by their paths, as in `GeneratedFile`
 */
export function compareFiles(generated: readonly GeneratedFile[], existing: ReadonlyMap<string, string>): FileChanges {
  const wanted = new Set(generated.map(({ path }) => path));
  const isOurs = (text: string) => text.startsWith(generatedNotice);
  const changed = generated.filter(({ path, text }) => existing.get(path) !== text);
  const isBlocked = ({ path }: GeneratedFile) => !isOurs(existing.get(path) ?? generatedNotice);
  return {
    write: changed.filter((file) => !isBlocked(file)),
    remove: [...existing].filter(([path, text]) => !wanted.has(path) && isOurs(text)).map(([path]) => path),
    blocked: changed.filter(isBlocked).map(({ path }) => path),
  };
}
