import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Every file below a folder, but for those in `node_modules` and hidden folders. Links to files are followed, links to
 * folders are not: they can go in circles.
 */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(\.|node_modules$)/.test(entry.name) ? [] : listFiles(path);
    return entry.isFile() || statSync(path, { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
  });
}
