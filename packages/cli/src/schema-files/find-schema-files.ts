import { statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { listFiles } from "../files/list-files.js";
import { problem } from "../problem.js";
import { globExpression, globFolder, isGlob } from "./match-glob.js";

/**
 * The schema files that the paths name, absolute and in a fixed order: a file is itself, a folder all `.model` files
 * below it (but for `node_modules` and hidden folders), a glob what it matches.
 *
 * @throws UserProblem when a path does not exist, or when nothing is found; `show` says how a path is spelt there.
 */
export function findSchemaFiles(paths: readonly string[], show: (path: string) => string): string[] {
  const found = new Set(paths.flatMap((path) => expandPath(resolve(path), show)));
  if (found.size === 0) throw problem("cli/schema-empty", { paths: paths.map(show) });
  return [...found].sort();
}

function expandPath(path: string, show: (path: string) => string): string[] {
  const kind = kindOf(path);
  if (kind === "file") return [path];
  if (kind === "folder") return listFiles(path).filter((file) => file.endsWith(".model"));
  const posixPath = path.split(sep).join("/");
  if (!isGlob(posixPath)) throw problem("cli/schema-not-found", { path: show(path) });
  const folder = globFolder(posixPath);
  if (kindOf(folder) !== "folder") throw problem("cli/schema-not-found", { path: show(path) });
  const expression = globExpression(posixPath);
  return listFiles(folder).filter((file) => expression.test(file.split(sep).join("/")));
}

function kindOf(path: string): "file" | "folder" | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  return status.isDirectory() ? "folder" : "file";
}
